// Sending what waits, one act after the other: by one tab at a time, under the account that wrote it, each under a key of its own so that
// an answer that was lost changes nothing.
import * as coffre from './coffre';
import type { ActeEnAttente, Changement } from './coffre';
import { enDuree } from './elements';
import { quiEstLa } from './sceau';

/** A clock is never quite that of the server. */
const ECART_ADMIS = 3 * 60_000;
const ATTENTE = 30_000;

/** Why the sending stopped before its end. */
export type Arret = 'reseau' | 'session' | 'autreCompte' | 'service';
export interface Envoi { partis: number; refuses: number; arret: Arret | null }

interface Reponse { version?: number; dossier?: string; code?: string; title?: string; detail?: string; depuis?: Changement[] }

const envoyerUn = (acte: ActeEnAttente): Promise<Response | null> => fetch(`/api/trajectoires/${acte.dossier ?? acte.personne}/${acte.chemin}`, {
  method: 'POST', redirect: 'manual', signal: AbortSignal.timeout(ATTENTE),
  headers: {
    'content-type': 'application/json', 'idempotency-key': acte.cle, 'x-carnet': coffre.identifiant(),
    ...(acte.version === null ? {} : { 'if-match': `"${acte.version}"` }),
  },
  body: JSON.stringify({ ...acte.corps, survenuLe: acte.faitLe }),
}).catch(() => null);

/** What becomes of an act whose answer is there; why to stop, when the next one would have the same. */
const conclure = async (acte: ActeEnAttente, reponse: Response, envoi: Envoi): Promise<Arret | null> => {
  const dit = (await reponse.json().catch(() => ({}))) as Reponse;
  const jamaisRecu = { ...acte, tente: false };
  if (reponse.ok) {
    envoi.partis++;
    await coffre.enregistre(acte, dit.version ?? 0);
    return null;
  }
  if (reponse.type === 'opaqueredirect' || reponse.status === 401 || dit.code === 'autre-compte') {
    await coffre.garder([jamaisRecu]);
    return dit.code === 'autre-compte' ? 'autreCompte' : 'session';
  }
  if (reponse.status === 429) {
    await coffre.garder([jamaisRecu]);
    return 'service';
  }
  if (reponse.status === 500) {
    // It fails on this one, perhaps on this one alone: the others do not wait behind it.
    await coffre.garder([{ ...acte, motif: 'Le service n\'a pas su répondre pour celui-ci ; il sera renvoyé.' }]);
    envoi.arret = 'service';
    return null;
  }
  if (reponse.status > 500) {
    return 'service';
  }
  envoi.refuses++;
  await coffre.garder([reponse.status === 412
    ? { ...jamaisRecu, etat: 'conflit', motif: 'Le dossier a changé depuis que vous l\'avez emporté.', depuis: dit.depuis ?? [], version: dit.version ?? null, ...(dit.dossier ? { dossier: dit.dossier } : {}) }
    : { ...jamaisRecu, etat: 'refuse', motif: dit.detail ?? dit.title ?? `refusé (${reponse.status})` }]);
  return null;
};

const envoyerTout = async (): Promise<Envoi | null> => {
  const cles = (await coffre.actes()).filter((a) => a.etat === 'attend').map((a) => a.cle);
  if (cles.length === 0) {
    return null;
  }
  const envoi: Envoi = { partis: 0, refuses: 0, arret: null };
  const qui = await quiEstLa();
  if (!qui || qui.carnet !== coffre.identifiant()) {
    return { ...envoi, arret: qui === null ? 'reseau' : qui === '' ? 'session' : 'autreCompte' };
  }
  const ecart = Date.parse(qui.maintenant) - Date.now();
  await coffre.noterEcart(ecart);
  for (const cle of cles) {
    // As it is now: the person may have changed it or taken it back since.
    const acte = await coffre.acte(cle);
    if (acte?.etat !== 'attend') {
      continue;
    }
    if (!acte.tente && acte.ecart !== null && Math.abs(ecart - acte.ecart) > ECART_ADMIS) {
      envoi.refuses++;
      await coffre.garder([{ ...acte, etat: 'refuse', ecart: null, motif: `L'horloge de la tablette ${ecart > acte.ecart ? 'retardait' : 'avançait'} de ${enDuree(ecart - acte.ecart)} : vérifiez quand cela s'est passé.` }]);
      continue;
    }
    const essai = { ...acte, tente: true };
    await coffre.garder([essai]);
    const reponse = await envoyerUn(essai);
    const arret = reponse ? await conclure(essai, reponse, envoi) : 'reseau';
    if (arret) {
      return { ...envoi, arret };
    }
  }
  return envoi;
};

let [enCours, aRefaire] = [false, false];

/**
 * Sends what waits; null when nothing does, or when another tab is at it. Asked for again meanwhile (« occupe »), it begins again at its end: the
 * network may have come back just after it was looked for.
 */
export const envoyer = async (): Promise<Envoi | 'occupe' | null> => {
  if (enCours) {
    aRefaire = true;
    return 'occupe';
  }
  enCours = true;
  try {
    let total: Envoi | null = null;
    do {
      aRefaire = false;
      const envoi: Envoi | null = await navigator.locks.request('carnet-envoi', { ifAvailable: true }, async (verrou) => (verrou && coffre.estOuvert() ? await envoyerTout() : null));
      total = envoi && total ? { partis: total.partis + envoi.partis, refuses: total.refuses + envoi.refuses, arret: envoi.arret } : envoi ?? total;
    } while (aRefaire);
    return total;
  } finally {
    enCours = false;
  }
};

const ARRETS: Record<Arret, string> = {
  reseau: 'Pas de réseau : ce qui reste est gardé ici et partira plus tard.',
  session: 'Votre session est finie. Reconnectez-vous : rien n\'est perdu, l\'envoi reprendra.',
  autreCompte: 'La session est celle d\'un autre compte : reconnectez-vous avec le vôtre. Ce qui reste est gardé ici.',
  service: 'Le service ne répond pas bien : ce qui reste est gardé ici et partira plus tard.',
};

export const enMots = ({ partis, refuses, arret }: Envoi): string => {
  const faits = [partis > 0 ? `${partis} envoyé${partis > 1 ? 's' : ''}` : '', refuses > 0 ? `${refuses} à revoir ci-dessous` : ''].filter((d) => d);
  return [faits.length > 0 ? `Actes : ${faits.join(', ')}.` : '', arret ? ARRETS[arret] : ''].filter((d) => d).join(' ');
};
