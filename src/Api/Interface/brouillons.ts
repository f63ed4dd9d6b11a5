// What is typed in a form of a file is kept as it goes, sealed under a key that only the account's session is given: closing the browser,
// or losing it, loses nothing. It is forgotten once it is recorded, or after a week.
import { attendre } from './menage';
import { clefDuCompte, lire, quiEstLa, sceller, type Scelle } from './sceau';

const BASE = 'brouillons';
const TABLE = 'formulaires';
const REPIT = 500;
const UNE_SEMAINE = 7 * 24 * 3600 * 1000;
const ENVOYE = 'brouillon-envoye';

interface Ligne { id: string; quand: number; scelle: Scelle }
interface Brouillon { cle: string; champs: [string, string][] }
type Champ = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

let base: Promise<IDBDatabase> | null = null;
const ouvrir = (): Promise<IDBDatabase> => base ??= (async () => {
  const demande = indexedDB.open(BASE, 1);
  demande.onupgradeneeded = (): void => { demande.result.createObjectStore(TABLE, { keyPath: 'id' }); };
  return attendre(demande);
})();
const table = async (mode: IDBTransactionMode): Promise<IDBObjectStore> => (await ouvrir()).transaction(TABLE, mode, { durability: mode === 'readwrite' ? 'strict' : 'relaxed' }).objectStore(TABLE);

const carnet = document.querySelector<HTMLFormElement>('form[action="/deconnexion"]')?.dataset['carnet'];
let clef: Promise<CryptoKey | null> | null = null;
const laClef = (): Promise<CryptoKey | null> => clef ??= quiEstLa().then(async (qui) => {
  if (qui && qui.carnet === carnet) {
    return clefDuCompte(qui);
  }
  clef = null;
  return null;
});

/** The account and the form, digested: a line says neither whose it is nor whom it is about. */
const identifier = async (formulaire: HTMLFormElement): Promise<string> => {
  const octets = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${carnet}/${formulaire.dataset['brouillon']}`));
  return Array.from(new Uint8Array(octets), (o) => o.toString(16).padStart(2, '0')).join('');
};

const champs = (formulaire: HTMLFormElement): Champ[] => [...formulaire.elements].filter((e): e is Champ => 'name' in e && /^c\.|^motif$/.test(String(e.name)) && !(e instanceof HTMLInputElement && e.type === 'hidden'));
const cle = (formulaire: HTMLFormElement): HTMLInputElement | null => formulaire.querySelector('input[name=cle]');
const nouvelleCle = (): string => crypto.randomUUID().replaceAll('-', '');
const cochable = (c: Champ): c is HTMLInputElement => c instanceof HTMLInputElement && (c.type === 'radio' || c.type === 'checkbox');

const dire = (formulaire: HTMLFormElement, texte: string, ...suite: Node[]): void => {
  let ou = formulaire.querySelector<HTMLElement>('.brouillon');
  if (!ou) {
    ou = document.createElement('p');
    ou.className = 'brouillon discret';
    ou.setAttribute('role', 'status');
    formulaire.querySelector('.boutons')?.before(ou);
  }
  ou.replaceChildren(texte, ...suite);
};

/** Whether it is kept; without a session there is no key to keep it under. */
const garder = async (formulaire: HTMLFormElement): Promise<boolean> => {
  const avec = await laClef();
  if (!avec) {
    const connexion = document.createElement('a');
    connexion.href = '/connexion';
    connexion.target = '_blank';
    connexion.textContent = 'Se reconnecter dans un autre onglet';
    dire(formulaire, 'Le service ne répond pas, ou votre session est finie : rien n\'est gardé ni envoyé. Laissez cette page ouverte, puis enregistrez. ', connexion);
    return false;
  }
  const valeurs = champs(formulaire).filter((c) => !cochable(c) || c.checked).map((c): [string, string] => [c.name, c.value]);
  const scelle = await sceller({ cle: cle(formulaire)?.value ?? '', champs: valeurs } satisfies Brouillon, avec);
  await attendre((await table('readwrite')).put({ id: await identifier(formulaire), quand: Date.now(), scelle } satisfies Ligne));
  dire(formulaire, `Gardé comme brouillon à ${new Date().toLocaleTimeString('fr-FR', { timeStyle: 'short' })}.`);
  return true;
};

const effacer = async (id: string): Promise<void> => { await attendre((await table('readwrite')).delete(id)); };

const reprendre = (formulaire: HTMLFormElement, { id, quand }: Ligne, brouillon: Brouillon): void => {
  for (const c of champs(formulaire)) {
    const valeurs = brouillon.champs.filter(([nom]) => nom === c.name).map(([, valeur]) => valeur);
    if (cochable(c)) {
      c.checked = valeurs.includes(c.value);
    } else if (valeurs.length > 0) {
      c.value = valeurs[0]!;
    }
  }
  for (const repli of formulaire.querySelectorAll('details')) {
    repli.open = [...repli.querySelectorAll<Champ>('input, select, textarea')].some((c) => c.value !== '' && brouillon.champs.some(([nom]) => nom === c.name));
  }
  // The same key: if it had been recorded after all, it is not recorded twice.
  const champCle = cle(formulaire);
  if (champCle && brouillon.cle) {
    champCle.value = brouillon.cle;
    formulaire.addEventListener('input', () => { champCle.value = nouvelleCle(); }, { once: true });
  }
  const oublier = document.createElement('button');
  oublier.type = 'button';
  oublier.className = 'lien';
  oublier.textContent = 'Effacer ce brouillon';
  oublier.addEventListener('click', () => void effacer(id).then(() => {
    formulaire.reset();
    if (champCle) {
      champCle.value = nouvelleCle();
    }
    formulaire.querySelector('.brouillon')?.remove();
    marque?.remove();
  }));
  dire(formulaire, `Repris de ce que vous aviez commencé le ${new Date(quand).toLocaleString('fr-FR', { dateStyle: 'medium', timeStyle: 'short' })}. `, oublier);
  const touche = document.querySelector(`[data-panneau="${CSS.escape(formulaire.closest('dialog')?.id ?? '')}"]`);
  const marque = touche ? document.createElement('span') : null;
  if (touche && marque) {
    marque.className = 'etat attend';
    marque.textContent = '✎ commencé';
    touche.append(' ', marque);
  }
};

const suivre = (formulaire: HTMLFormElement): void => {
  let [minuterie, id, gardable] = [0, '', true];
  void identifier(formulaire).then((sien) => { id = sien; });
  const maintenant = async (): Promise<void> => {
    clearTimeout(minuterie);
    minuterie = 0;
    try {
      gardable = await garder(formulaire);
    } catch {
      gardable = true;
      dire(formulaire, 'Ce navigateur n\'a pas pu garder de brouillon : enregistrez avant de fermer.');
    }
  };
  formulaire.addEventListener('input', () => {
    clearTimeout(minuterie);
    minuterie = setTimeout(() => void maintenant(), REPIT);
  });
  document.addEventListener('visibilitychange', () => { if (minuterie) { void maintenant(); } });
  formulaire.addEventListener('submit', (e) => {
    if (!navigator.onLine) {
      // The browser would put a page of its own in the place of this one.
      e.preventDefault();
      e.stopImmediatePropagation();
      void maintenant().then(() => dire(formulaire, 'Pas de réseau : rien n\'est enregistré, et rien n\'est perdu. Enregistrez quand il sera revenu.'));
      return;
    }
    sessionStorage.setItem(ENVOYE, JSON.stringify([id, cle(formulaire)?.value ?? '']));
    if ((minuterie || !gardable) && !formulaire.dataset['envoye']) {
      // Kept first, however quickly it was sent: the network may be gone. Without a session it stays here: sent, it would be lost.
      e.preventDefault();
      void Promise.race([maintenant(), new Promise((oui) => { setTimeout(oui, REPIT); })]).finally(() => {
        if (gardable) {
          formulaire.submit();
        } else {
          delete formulaire.dataset['envoye'];
        }
      });
    }
  });
};

const commencer = async (): Promise<void> => {
  const formulaires = [...document.querySelectorAll<HTMLFormElement>('form[data-brouillon]')];
  const enregistre = document.querySelector<HTMLElement>('[data-enregistre]')?.dataset['enregistre'];
  const [id, envoyee] = JSON.parse(sessionStorage.getItem(ENVOYE) ?? '[]') as [string?, string?];
  if (!carnet || (formulaires.length === 0 && !id)) {
    return;
  }
  formulaires.forEach(suivre);
  if (id && envoyee && envoyee === enregistre) {
    await effacer(id);
  }
  sessionStorage.removeItem(ENVOYE);
  const lignes = await attendre<Ligne[]>((await table('readonly')).getAll());
  for (const vieille of lignes.filter((l) => Math.abs(Date.now() - l.quand) > UNE_SEMAINE)) {
    await effacer(vieille.id);
  }
  for (const formulaire of formulaires.filter((f) => !('saisi' in f.dataset))) {
    const ligne = lignes.find(((cherche) => (l: Ligne) => l.id === cherche)(await identifier(formulaire)));
    const avec = ligne ? await laClef() : null;
    if (ligne && avec) {
      reprendre(formulaire, ligne, await lire<Brouillon>(ligne.scelle, avec));
    }
  }
};

commencer().catch(() => undefined);
