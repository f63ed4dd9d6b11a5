// Keeps the empty page of the notebook and its scripts at hand, so that it opens without a network. It holds nobody's data.
declare const self: ServiceWorkerGlobalScope;

const RESERVE = 'carnet-1';
const PAGE = '/carnet';

const reserver = async (): Promise<void> => {
  const reserve = await caches.open(RESERVE);
  const page = await fetch(PAGE, { cache: 'reload' });
  const texte = await page.clone().text();
  const liens = [...texte.matchAll(/(?:src|href)="(\/?[^":]+\.(?:js|css|svg|webmanifest))"/g)].map((m) => new URL(m[1]!, self.location.origin).pathname);
  await reserve.addAll([...new Set(liens)]);
  await reserve.put(PAGE, page);
};

self.addEventListener('install', (e) => {
  e.waitUntil(reserver().then(() => self.skipWaiting()));
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
    e.respondWith(fetch(e.request).then((reponse) => {
      if (reponse.ok) {
        void reserver().catch(() => undefined);
      }
      return reponse;
    }).catch(async () => (await caches.match(PAGE)) ?? Response.error()));
  } else if (/\.(js|css|svg|webmanifest)$/.test(adresse.pathname)) {
    e.respondWith(caches.match(e.request).then((gardee) => gardee ?? fetch(e.request)));
  }
});

export {};
