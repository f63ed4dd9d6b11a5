// Keeps the empty page of the notebook and its scripts at hand, so that it opens without a network. It holds nobody's data.
declare const self: ServiceWorkerGlobalScope;

const RESERVE = 'carnet-1';
const PAGE = '/carnet';
/** A network that answers later than this is no network. */
const PATIENCE = 3000;

/** Keeps a page with what it needs: all of it, or nothing. */
const reserver = async (page: Response): Promise<void> => {
  if (!page.ok || page.redirected) {
    throw new Error('The notebook is not there.');
  }
  const reserve = await caches.open(RESERVE);
  const texte = await page.clone().text();
  const liens = new Set([...texte.matchAll(/(?:src|href)="(\/?[^":]+\.(?:js|css|svg|webmanifest))"/g)].map((m) => new URL(m[1]!, self.location.origin).pathname));
  await reserve.addAll([...liens]);
  await reserve.put(PAGE, page);
  for (const ancien of await reserve.keys()) {
    const chemin = new URL(ancien.url).pathname;
    if (chemin !== PAGE && !liens.has(chemin)) {
      await reserve.delete(ancien);
    }
  }
};

/** The page of today when the network gives it soon, otherwise the one kept: a server that is down is no reason to be without it. */
const ouvrir = async (e: FetchEvent): Promise<Response> => {
  const arrivee = fetch(e.request).then((reponse) => ({ reponse, copie: reponse.ok ? reponse.clone() : null }));
  e.waitUntil(arrivee.then(({ copie }) => (copie ? reserver(copie) : undefined)).catch(() => undefined));
  const gardee = await caches.match(PAGE);
  if (!gardee) {
    return (await arrivee).reponse;
  }
  const enRetard = new Promise<null>((oui) => { setTimeout(() => oui(null), PATIENCE); });
  const reponse = await Promise.race([arrivee.then((a) => a.reponse).catch(() => null), enRetard]);
  return reponse && reponse.status < 500 ? reponse : gardee;
};

self.addEventListener('install', (e) => {
  e.waitUntil(fetch(PAGE, { cache: 'reload' }).then(reserver).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (e) => {
  e.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (e) => {
  const adresse = new URL(e.request.url);
  if (e.request.method !== 'GET' || adresse.origin !== self.location.origin) {
    return;
  }
  if (e.request.mode === 'navigate' && adresse.pathname === PAGE) {
    e.respondWith(ouvrir(e));
  } else if (/\.(js|css|svg|webmanifest)$/.test(adresse.pathname)) {
    e.respondWith(caches.match(e.request).then((gardee) => gardee ?? fetch(e.request)));
  }
});

export {};
