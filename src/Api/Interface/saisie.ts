// The panel where an act is written, on the spot. What is typed is kept as it goes: a tablet that dies loses nothing.
import * as coffre from './coffre';
import type { ActeEnAttente } from './coffre';
import { avecFuseau, bouton, element, heureLocale, panne } from './elements';

const REPIT = 400;

const CHOIX: [string, string][] = [['realisee', 'Visite réalisée'], ['porteClose', 'Porte close'], ['refusee', 'Visite refusée'], ['entretien', 'Entretien']];

/** What a panel is opened on: somebody to visit, an act to mend, or a draft. */
export type Sujet = Pick<ActeEnAttente, 'personne' | 'nom' | 'version' | 'dossier'>;

const champ = (libelle: string, e: HTMLElement, facultatif = false): HTMLElement =>
  element('div', { class: 'champ' }, element('label', { for: e.id }, libelle, ...(facultatif ? [' ', element('span', { class: 'facultatif' }, 'facultatif')] : [])), e);

const ceQuiAChange = (acte: ActeEnAttente | null): Node[] => {
  if (!acte?.motif) {
    return [];
  }
  return [element('p', { class: 'erreur', role: 'alert' }, acte.motif), ...(acte.depuis.length > 0 ? [element('ul', {}, ...acte.depuis.map((d) => element('li', {}, d.phrase)))] : [])];
};

/** Opens the panel; calls back once it has changed something. */
export const ecrire = async (sujet: Sujet, ancien: ActeEnAttente | null, suite: (garde: boolean) => void): Promise<void> => {
  const brouillon = ancien?.etat === 'brouillon' ? ancien : null;
  const change = brouillon ? (brouillon.remplace ? await coffre.acte(brouillon.remplace) : null) : ancien;
  const ecart = await coffre.ecart();
  const maintenant = (): string => heureLocale(new Date(Date.now() + ecart));

  const nature = element('select', { id: 'nature', name: 'nature' }, ...CHOIX.map(([valeur, texte]) => element('option', { value: valeur }, texte)));
  const note = element('textarea', { id: 'note', rows: '4', maxlength: '20000' });
  const quand = element('input', { id: 'quand', type: 'datetime-local', required: '', max: maintenant() });
  const dOu = brouillon ?? change;
  quand.value = dOu ? dOu.faitLe.slice(0, 16) : maintenant();
  if (dOu) {
    nature.value = dOu.chemin === 'entretiens' ? 'entretien' : String(dOu.corps['resultat'] ?? 'realisee');
    note.value = String(dOu.corps['note'] ?? '');
  }
  const aLHeure = quand.value;
  const erreur = element('p', { class: 'erreur', role: 'alert', hidden: '' });
  const valider = element('button', { type: 'submit' }, 'Garder');
  const formulaire: HTMLFormElement = element('form', {},
    element('h2', {}, sujet.nom), ...ceQuiAChange(change), erreur,
    champ('Ce qui s\'est passé', nature), champ('Note', note, true), champ('Quand', quand),
    element('p', { class: 'boutons' }, valider, bouton('Fermer', (): void => boite.close())));
  const boite: HTMLDialogElement = element('dialog', { class: 'panneau' }, formulaire);

  const cle = brouillon?.cle ?? crypto.randomUUID();
  const acte = (chemin: string, titre: string, corps: Record<string, unknown>): Omit<ActeEnAttente, 'cle' | 'etat'> => ({
    personne: sujet.personne, nom: sujet.nom, version: change ? change.version : sujet.version, ...(sujet.dossier ? { dossier: sujet.dossier } : {}), chemin, titre, corps, faitLe: avecFuseau(quand.value || aLHeure),
    motif: null, tente: false, depuis: [], remplace: null,
    ecart: (change && change.ecart === null) || quand.value !== aLHeure ? null : dOu ? dOu.ecart : ecart,
  });
  const ceQuiEstDit = (): Omit<ActeEnAttente, 'cle' | 'etat'>[] => {
    const texte = note.value.trim();
    const dits = nature.value === 'entretien' ? [] : [acte('visites', nature.selectedOptions[0]!.text, { resultat: nature.value })];
    return texte || nature.value === 'entretien' ? [...dits, acte('entretiens', 'Entretien', texte ? { note: texte } : {})] : dits;
  };

  let [minuterie, fini, encours] = [0, false, Promise.resolve()];
  const enBrouillon = (): Promise<void> => coffre.garder([{
    ...acte(nature.value === 'entretien' ? 'entretiens' : 'visites', nature.selectedOptions[0]!.text, { resultat: nature.value, note: note.value }), cle, etat: 'brouillon', remplace: change?.cle ?? null,
  }]).catch((e: unknown) => { erreur.textContent = panne(e); erreur.hidden = false; });
  const sansAttendre = (): void => {
    if (minuterie) {
      clearTimeout(minuterie);
      minuterie = 0;
      encours = encours.then(() => (fini ? undefined : enBrouillon()));
    }
  };
  formulaire.addEventListener('input', () => {
    clearTimeout(minuterie);
    minuterie = setTimeout(sansAttendre, REPIT);
  });
  document.addEventListener('visibilitychange', sansAttendre);

  formulaire.addEventListener('submit', (e) => {
    e.preventDefault();
    if (fini) {
      return;
    }
    fini = true;
    clearTimeout(minuterie);
    minuterie = 0;
    void encours.then(async () => {
      const encore = change ? await coffre.acte(change.cle) : null;
      if (change && (!encore || encore.tente)) {
        throw new Error('parti');
      }
      const [premier, ...autres] = ceQuiEstDit();
      await coffre.garder([{ ...premier!, cle: change?.cle ?? crypto.randomUUID(), etat: 'attend' }, ...autres.map((a) => ({ ...a, cle: crypto.randomUUID(), etat: 'attend' as const }))], [cle]);
      if (change?.etat === 'conflit') {
        await coffre.relu(change);
      }
      boite.close();
      suite(true);
    }).catch((raison: unknown) => {
      fini = false;
      erreur.textContent = raison instanceof Error && raison.message === 'parti' ? 'Cet acte est parti entre-temps : corrigez-le dans le dossier.' : panne(raison);
      erreur.hidden = false;
    });
  });
  boite.addEventListener('close', () => {
    sansAttendre();
    document.removeEventListener('visibilitychange', sansAttendre);
    boite.remove();
    void encours.then(() => { if (!fini) { suite(false); } });
  });
  document.body.append(boite);
  boite.showModal();
};
