// What the notebooks carry is erased without opening them: at sign-out, and after a day, by whichever page is opened first. Acts that
// wait are not a copy of anything: they stay, sealed, until their owner has sent them.
export const BASE = 'carnets';
const UN_JOUR = 24 * 3600 * 1000;

interface Carnet { id: string; prisLe: number }

/** Taken more than a day ago; or in what the clock now says is a future as far, and nobody knows how long ago that was. */
export const perime = ({ prisLe }: Carnet): boolean => Math.abs(Date.now() - prisLe) > UN_JOUR;

export const attendre = <T>(demande: IDBRequest<T>): Promise<T> => new Promise((oui, non) => {
  demande.onsuccess = (): void => oui(demande.result);
  demande.onerror = (): void => non(demande.error);
});

const ouvrir = async (): Promise<IDBDatabase | null> => {
  if (!(await indexedDB.databases()).some((b) => b.name === BASE)) {
    return null;
  }
  const base = await attendre(indexedDB.open(BASE));
  base.onversionchange = (): void => base.close();
  if (['carnets', 'visites', 'actes'].every((t) => base.objectStoreNames.contains(t))) {
    return base;
  }
  base.close();
  return null;
};

/** Erases the visits of the notebooks that are finished, and the notebooks where nothing waits; gives how many were emptied. */
export const effacer = async (fini: (carnet: Carnet) => boolean): Promise<number> => {
  const base = await ouvrir();
  if (!base) {
    return 0;
  }
  try {
    const travail = base.transaction(['carnets', 'visites', 'actes'], 'readwrite');
    const termine = new Promise((oui, non) => {
      travail.oncomplete = oui;
      travail.onabort = (): void => non(travail.error);
    });
    let vides = 0;
    for (const carnet of (await attendre<Carnet[]>(travail.objectStore('carnets').getAll())).filter(fini)) {
      const visites = await attendre(travail.objectStore('visites').index('carnet').getAllKeys(carnet.id));
      for (const cle of visites) {
        travail.objectStore('visites').delete(cle);
      }
      if ((await attendre(travail.objectStore('actes').index('carnet').count(carnet.id))) === 0) {
        travail.objectStore('carnets').delete(carnet.id);
      }
      vides += visites.length > 0 ? 1 : 0;
    }
    await termine;
    return vides;
  } finally {
    base.close();
  }
};

/** How many acts of a notebook are not sent. */
export const combien = async (carnet: string): Promise<number> => {
  const base = await ouvrir();
  try {
    return base ? await attendre(base.transaction('actes').objectStore('actes').index('carnet').count(carnet)) : 0;
  } finally {
    base?.close();
  }
};
