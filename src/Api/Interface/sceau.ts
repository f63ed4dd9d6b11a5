// What is written in the browser is sealed (AES-GCM): whoever reads its files reads nothing.
export interface Scelle { iv: Uint8Array<ArrayBuffer>; octets: ArrayBuffer }

/** Whose session it is, and what the server gives for what that account keeps here. */
export interface Compte { compte: string; carnet: string; clef: string; maintenant: string; visites: boolean }

export const enClef = (octets: BufferSource): Promise<CryptoKey> => crypto.subtle.importKey('raw', octets, 'AES-GCM', false, ['encrypt', 'decrypt']);

export const clefDuCompte = ({ clef }: Compte): Promise<CryptoKey> => enClef(Uint8Array.from(atob(clef), (c) => c.charCodeAt(0)));

export const scellerOctets = async (octets: BufferSource, avec: CryptoKey): Promise<Scelle> => {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return { iv, octets: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, avec, octets) };
};

export const ouvrirOctets = ({ iv, octets }: Scelle, avec: CryptoKey): Promise<ArrayBuffer> => crypto.subtle.decrypt({ name: 'AES-GCM', iv }, avec, octets);

export const sceller = (valeur: unknown, avec: CryptoKey): Promise<Scelle> => scellerOctets(new TextEncoder().encode(JSON.stringify(valeur)), avec);

export const lire = async <T>(scelle: Scelle, avec: CryptoKey): Promise<T> => JSON.parse(new TextDecoder().decode(await ouvrirOctets(scelle, avec))) as T;

/** Whose session it is; an empty answer when nobody's, null without a network. */
export const quiEstLa = async (): Promise<Compte | '' | null> => {
  try {
    const reponse = await fetch('/carnet/compte', { redirect: 'manual', headers: { accept: 'application/json' }, signal: AbortSignal.timeout(8000) });
    if (reponse.status >= 500) {
      return null;
    }
    return reponse.ok ? ((await reponse.json()) as Compte) : '';
  } catch {
    return null;
  }
};
