// What the notebooks keep in the browser. Each account has its own: a key drawn at random seals it, itself sealed twice, under a code that
// only its owner knows (PBKDF2) and under the key that the server gives to the account's session, for the day when the code is forgotten.
// Nothing is in the clear but what is needed to open a notebook, to age it and to count what waits.
import Dexie, { type EntityTable } from 'dexie';
import { BASE } from './menage';
import { clefDuCompte, enClef, lire, ouvrirOctets, sceller, scellerOctets, type Compte, type Scelle } from './sceau';

const ITERATIONS = 600_000;
const ESSAIS_AU_PLUS = 10;

export interface Carnet {
  id: string;
  /** The account, digested with the salt: told apart by who knows it, not read. */
  pour: string;
  sel: Uint8Array<ArrayBuffer>;
  /** Null after too many wrong codes: only the account's session opens it then. */
  parCode: Scelle | null; parCompte: Scelle;
  prisLe: number;
  /** How far the tablet's clock was from the server's, in milliseconds. */
  ecart: number;
  essais: number;
}
interface Ligne { id: string; carnet: string; scelle: Scelle }

export interface Visite {
  personne: string; nom: string; adresse: string | null; telephone: string | null;
  heure: string | null; objet: string | null; enCours: string[]; derniers: string[]; version: number;
  /** The file that has absorbed theirs since. */
  dossier?: string;
}
export type Etat = 'attend' | 'refuse' | 'conflit' | 'brouillon';
export interface Changement { survenuLe: string; phrase: string }
export interface ActeEnAttente {
  cle: string; personne: string; nom: string; chemin: string; titre: string; corps: Record<string, unknown>;
  faitLe: string; etat: Etat; motif: string | null;
  /** Left, and had no answer: it may be recorded already, and is not changed under the same key. */
  tente: boolean;
  /** The version of the file it was written on; null to record it on whatever the file is now. */
  version: number | null;
  dossier?: string;
  /** What was recorded in the file meanwhile. */
  depuis: Changement[];
  /** How far the clock was thought to be when its time was noted; null when a person has checked the time. */
  ecart: number | null;
  /** A draft that changes an act already kept. */
  remplace: string | null;
}

const base = new Dexie(BASE, { chromeTransactionDurability: 'strict' }) as Dexie & {
  carnets: EntityTable<Carnet, 'id'>; visites: EntityTable<Ligne, 'id'>; actes: EntityTable<Ligne, 'id'>;
};
base.version(1).stores({ carnets: 'id', visites: 'id, carnet', actes: 'id, carnet' });

let ouvert: { id: string; clef: CryptoKey } | null = null;
const canal = new BroadcastChannel('carnet');

/** Tells what changed here to the notebook's other tabs. */
const signaler = (): void => canal.postMessage('change');
canal.onmessage = (e): void => { window.dispatchEvent(new CustomEvent(`carnet-${String(e.data)}`)); };

export const estOuvert = (): boolean => ouvert !== null;
export const identifiant = (): string => ouvert?.id ?? '';

const requis = (): { id: string; clef: CryptoKey } => {
  if (!ouvert) {
    throw new Error('The notebook is closed.');
  }
  return ouvert;
};

const deriver = async (code: string, sel: Uint8Array<ArrayBuffer>): Promise<CryptoKey> => {
  const brut = await crypto.subtle.importKey('raw', new TextEncoder().encode(code), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey({ name: 'PBKDF2', hash: 'SHA-256', salt: sel, iterations: ITERATIONS }, brut, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt']);
};

const digerer = async (compte: string, sel: Uint8Array): Promise<string> => {
  const octets = new Uint8Array([...sel, ...new TextEncoder().encode(compte.trim().toLowerCase())]);
  return btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest('SHA-256', octets))));
};

export const carnets = (): Promise<Carnet[]> => base.carnets.toArray();

/** The notebook of an account named by hand, when several share a tablet. */
export const trouver = async (compte: string): Promise<Carnet | null> => {
  for (const carnet of await carnets()) {
    if (carnet.pour === await digerer(compte, carnet.sel)) {
      return carnet;
    }
  }
  return null;
};

/** Opens a notebook with its code. Too many wrong ones in a row: what it carried is erased, and only its account's session opens it. */
export const ouvrir = async (id: string, code: string): Promise<'ouvert' | 'faux' | 'ferme'> => {
  const carnet = await base.carnets.get(id);
  if (!carnet?.parCode) {
    return 'ferme';
  }
  const essai = await deriver(code, carnet.sel);
  try {
    ouvert = { id, clef: await enClef(await ouvrirOctets(carnet.parCode, essai)) };
  } catch {
    return base.transaction('rw', base.carnets, base.visites, base.actes, async () => {
      const essais = ((await base.carnets.get(id))?.essais ?? 0) + 1;
      if (essais < ESSAIS_AU_PLUS) {
        await base.carnets.update(id, { essais });
        return 'faux' as const;
      }
      await base.visites.where('carnet').equals(id).delete();
      await ((await base.actes.where('carnet').equals(id).count()) > 0 ? base.carnets.update(id, { essais, parCode: null }) : base.carnets.delete(id));
      return 'ferme' as const;
    });
  }
  await base.carnets.update(id, { essais: 0 });
  return 'ouvert';
};

/** Makes the notebook of an account under a new code, or gives a new code to the one it has: what waits in it is kept. */
export const creer = async (code: string, qui: Compte): Promise<void> => {
  const [ancien, duCompte] = [await base.carnets.get(qui.carnet), await clefDuCompte(qui)];
  const octets = ancien ? await ouvrirOctets(ancien.parCompte, duCompte) : crypto.getRandomValues(new Uint8Array(32)).buffer;
  const sel = crypto.getRandomValues(new Uint8Array(16));
  await base.carnets.put({
    id: qui.carnet, sel, pour: await digerer(qui.compte, sel), parCode: await scellerOctets(octets, await deriver(code, sel)), parCompte: await scellerOctets(octets, duCompte),
    prisLe: ancien?.prisLe ?? Date.now(), ecart: ancien?.ecart ?? 0, essais: 0,
  });
  ouvert = { id: qui.carnet, clef: await enClef(octets) };
};

export const emporter = async (visites: Visite[]): Promise<void> => {
  const { id, clef } = requis();
  const lignes = await Promise.all(visites.map(async (v) => ({ id: crypto.randomUUID(), carnet: id, scelle: await sceller(v, clef) })));
  await base.transaction('rw', base.visites, base.carnets, async () => {
    await base.visites.where('carnet').equals(id).delete();
    await base.visites.bulkPut(lignes);
    await base.carnets.update(id, { prisLe: Date.now() });
  });
  signaler();
};

export const ecart = async (): Promise<number> => (await base.carnets.get(requis().id))?.ecart ?? 0;
export const noterEcart = (ecart: number): Promise<number> => base.carnets.update(requis().id, { ecart });

export const visites = async (): Promise<Visite[]> => {
  const { id, clef } = requis();
  return (await Promise.all((await base.visites.where('carnet').equals(id).toArray()).map((l) => lire<Visite>(l.scelle, clef))))
    .sort((a, b) => (a.heure ?? '~').localeCompare(b.heure ?? '~'));
};

export const actes = async (): Promise<ActeEnAttente[]> => {
  const { id, clef } = requis();
  return (await Promise.all((await base.actes.where('carnet').equals(id).toArray()).map((l) => lire<ActeEnAttente>(l.scelle, clef)))).sort((a, b) => a.faitLe.localeCompare(b.faitLe) || b.chemin.localeCompare(a.chemin));
};

export const acte = async (cle: string): Promise<ActeEnAttente | null> => {
  const ligne = await base.actes.get(cle);
  return ligne ? lire<ActeEnAttente>(ligne.scelle, requis().clef) : null;
};

/** Keeps acts and forgets others, all or none. */
export const garder = async (nouveaux: ActeEnAttente[], oublies: string[] = []): Promise<void> => {
  const { id, clef } = requis();
  const lignes = await Promise.all(nouveaux.map(async (a) => ({ id: a.cle, carnet: id, scelle: await sceller(a, clef) })));
  await base.transaction('rw', base.actes, async () => {
    await base.actes.bulkDelete(oublies);
    await base.actes.bulkPut(lignes);
  });
  signaler();
};

/** Writes a line again unless somebody else has written or removed it since it was read: its seal is its version. */
const reecrire = async (table: EntityTable<Ligne, 'id'>, avant: Ligne, valeur: unknown): Promise<void> => {
  const scelle = await sceller(valeur, requis().clef);
  await base.transaction('rw', table, async () => {
    if ((await table.get(avant.id))?.scelle.iv.join() === avant.scelle.iv.join()) {
      await table.put({ ...avant, scelle });
    }
  });
};

/** What is written about a person follows the file as it is now known to be. */
const suivre = async (table: EntityTable<Ligne, 'id'>, personne: string, suite: (avant: number | null) => Partial<Visite> | null): Promise<void> => {
  const { id, clef } = requis();
  for (const ligne of await table.where('carnet').equals(id).toArray()) {
    const valeur = await lire<ActeEnAttente | Visite>(ligne.scelle, clef);
    const change = valeur.personne === personne ? suite(valeur.version) : null;
    if (change) {
      await reecrire(table, ligne, { ...valeur, ...change });
    }
  }
};

/** An act is recorded: it is forgotten here, and what was written on the same version is written on what it made of the file. */
export const enregistre = async (fait: ActeEnAttente, version: number): Promise<void> => {
  await base.actes.delete(fait.cle);
  for (const table of [base.actes, base.visites]) {
    await suivre(table, fait.personne, (avant) => (avant === fait.version ? { version } : null));
  }
  signaler();
};

/** What changed in a file was read: the next acts of the same visit are written on that. */
export const relu = async ({ personne, version, dossier }: ActeEnAttente): Promise<void> => {
  await suivre(base.visites, personne, () => ({ ...(version === null ? {} : { version }), ...(dossier ? { dossier } : {}) }));
};
