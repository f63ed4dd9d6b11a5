// What the notebook keeps in the browser, under a code that only its owner knows (PBKDF2, then AES-GCM). Nothing is in the clear
// but what is needed to open it and to say how many acts wait.
import Dexie, { type EntityTable } from 'dexie';

const ITERATIONS = 600_000;
const UN_JOUR = 24 * 3600 * 1000;

export interface Scelle { iv: Uint8Array<ArrayBuffer>; octets: ArrayBuffer }

interface Ouverture { id: 'ouverture'; sel: Uint8Array<ArrayBuffer>; temoin: Scelle; prisLe: number }
interface Ligne { id: string; scelle: Scelle }

export interface Visite {
  personne: string; nom: string; adresse: string | null; telephone: string | null;
  heure: string | null; objet: string | null; enCours: string[]; derniers: string[];
}
export type Etat = 'attend' | 'refuse';
export interface ActeEnAttente {
  cle: string; personne: string; nom: string; chemin: string; titre: string; corps: Record<string, unknown>;
  faitLe: string; etat: Etat; motif: string | null; tente: boolean;
}
interface Proprietaire { compte: string }

const base = new Dexie('carnet') as Dexie & {
  ouvertures: EntityTable<Ouverture, 'id'>; visites: EntityTable<Ligne, 'id'>; actes: EntityTable<Ligne, 'id'>;
};
base.version(1).stores({ ouvertures: 'id', visites: 'id', actes: 'id' });

let clef: CryptoKey | null = null;
export let compte = '';

const deriver = async (code: string, sel: Uint8Array<ArrayBuffer>): Promise<CryptoKey> => {
  const brut = await crypto.subtle.importKey('raw', new TextEncoder().encode(code), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt: sel, iterations: ITERATIONS }, brut, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
};

const sceller = async (valeur: unknown): Promise<Scelle> => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, octets: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, clef!, new TextEncoder().encode(JSON.stringify(valeur))) };
};

const lire = async <T>({ iv, octets }: Scelle, avec: CryptoKey): Promise<T> =>
  JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: 'AES-GCM', iv }, avec, octets))) as T;

/** Forgets the visits after a day; acts that wait stay until they are sent. */
export const vieillir = async (): Promise<void> => {
  const ouverture = await base.ouvertures.get('ouverture');
  if (ouverture && Date.now() - ouverture.prisLe > UN_JOUR) {
    await base.visites.clear();
    if ((await base.actes.count()) === 0) {
      await base.ouvertures.clear();
    }
  }
};

export const existe = async (): Promise<boolean> => (await base.ouvertures.count()) > 0;

export const combien = async (): Promise<number> => {
  const nombre = await base.actes.count();
  localStorage.setItem('carnet-a-envoyer', String(nombre));
  return nombre;
};

/** Opens the notebook with its code; false when it is not the one. */
export const ouvrir = async (code: string): Promise<boolean> => {
  const ouverture = await base.ouvertures.get('ouverture');
  if (!ouverture) {
    return false;
  }
  const essai = await deriver(code, ouverture.sel);
  try {
    ({ compte } = await lire<Proprietaire>(ouverture.temoin, essai));
  } catch {
    return false;
  }
  clef = essai;
  return true;
};

/** Makes a notebook for an account, under a new code. */
export const creer = async (code: string, pour: string): Promise<void> => {
  const sel = crypto.getRandomValues(new Uint8Array(16));
  clef = await deriver(code, sel);
  compte = pour;
  await base.ouvertures.put({ id: 'ouverture', sel, temoin: await sceller({ compte: pour } satisfies Proprietaire), prisLe: Date.now() });
};

export const emporter = async (visites: Visite[]): Promise<void> => {
  const lignes = await Promise.all(visites.map(async (v) => ({ id: v.personne, scelle: await sceller(v) })));
  await base.transaction('rw', base.visites, base.ouvertures, async () => {
    await base.visites.clear();
    await base.visites.bulkPut(lignes);
    await base.ouvertures.update('ouverture', { prisLe: Date.now() });
  });
};

export const visites = async (): Promise<Visite[]> =>
  (await Promise.all((await base.visites.toArray()).map((l) => lire<Visite>(l.scelle, clef!)))).sort((a, b) => (a.heure ?? '~').localeCompare(b.heure ?? '~'));

export const actes = async (): Promise<ActeEnAttente[]> =>
  (await Promise.all((await base.actes.toArray()).map((l) => lire<ActeEnAttente>(l.scelle, clef!)))).sort((a, b) => a.faitLe.localeCompare(b.faitLe));

export const garder = async (acte: ActeEnAttente): Promise<void> => {
  await base.actes.put({ id: acte.cle, scelle: await sceller(acte) });
  await combien();
};

export const oublier = async (cle: string): Promise<void> => {
  await base.actes.delete(cle);
  await combien();
};

export const toutEffacer = async (): Promise<void> => {
  clef = null;
  localStorage.removeItem('carnet-a-envoyer');
  await base.delete();
};
