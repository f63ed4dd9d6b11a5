// The notebook for home visits: chosen online, filled anywhere, sent when the network is back.
import * as coffre from './coffre';
import type { ActeEnAttente, Visite } from './coffre';

const racine = document.getElementById('carnet')!;
const annonce = document.getElementById('annonce')!;
const dire = (texte: string): void => { annonce.textContent = texte; };

const element = <K extends keyof HTMLElementTagNameMap>(nom: K, attributs: Record<string, string> = {}, ...enfants: (Node | string)[]): HTMLElementTagNameMap[K] => {
  const e = document.createElement(nom);
  for (const [cle, valeur] of Object.entries(attributs)) {
    e.setAttribute(cle, valeur);
  }
  e.append(...enfants);
  return e;
};
const bouton = (texte: string, faire: () => unknown, classe = 'bouton'): HTMLButtonElement => {
  const b = element('button', { type: 'button', class: classe }, texte);
  b.addEventListener('click', () => void faire());
  return b;
};
const heureLocale = (quand: Date): string => {
  const deux = (n: number): string => String(n).padStart(2, '0');
  return `${quand.getFullYear()}-${deux(quand.getMonth() + 1)}-${deux(quand.getDate())}T${deux(quand.getHours())}:${deux(quand.getMinutes())}`;
};
const avecFuseau = (local: string): string => {
  const quand = new Date(local);
  const ecart = -quand.getTimezoneOffset();
  const deux = (n: number): string => String(Math.trunc(Math.abs(n))).padStart(2, '0');
  return `${local}:00${ecart < 0 ? '-' : '+'}${deux(ecart / 60)}:${deux(ecart % 60)}`;
};

// ── Sending ────────────────────────────────────────────────────────────────────────────────────────────────────────────
let enCours = false;

const quiEstLa = async (): Promise<string | null> => {
  try {
    const reponse = await fetch('/carnet/compte', { redirect: 'manual', headers: { accept: 'application/json' } });
    return reponse.ok ? ((await reponse.json()) as { compte: string }).compte : '';
  } catch {
    return null;
  }
};

const envoyer = async (): Promise<void> => {
  if (enCours) {
    return;
  }
  enCours = true;
  try {
    const aEnvoyer = (await coffre.actes()).filter((a) => a.etat === 'attend');
    if (aEnvoyer.length === 0) {
      return;
    }
    const qui = await quiEstLa();
    if (qui === null) {
      dire('Pas de réseau : tout est gardé ici et partira plus tard.');
      return;
    }
    if (qui === '') {
      dire('Votre session est finie. Reconnectez-vous : rien n\'est perdu, l\'envoi reprendra.');
      return;
    }
    if (qui !== coffre.compte) {
      dire('Ce carnet est celui d\'un autre compte : reconnectez-vous avec le vôtre pour envoyer.');
      return;
    }
    let [partis, refuses] = [0, 0];
    for (const acte of aEnvoyer) {
      await coffre.garder({ ...acte, tente: true });
      const reponse = await fetch(`/api/trajectoires/${acte.personne}/${acte.chemin}`, {
        method: 'POST', redirect: 'manual',
        headers: { 'content-type': 'application/json', 'idempotency-key': acte.cle },
        body: JSON.stringify({ ...acte.corps, survenuLe: acte.faitLe }),
      }).catch(() => null);
      if (reponse?.ok) {
        await coffre.oublier(acte.cle);
        partis++;
      } else if (!reponse || reponse.status >= 500 || reponse.status === 429 || reponse.status === 0 || reponse.status === 401) {
        dire('L\'envoi s\'est arrêté : ce qui reste est gardé et partira plus tard.');
        break;
      } else {
        const probleme = (await reponse.json().catch(() => ({}))) as { detail?: string; title?: string };
        refuses++;
        await coffre.garder({ ...acte, etat: 'refuse', tente: false, motif: probleme.detail ?? probleme.title ?? `refusé (${reponse.status})` });
      }
    }
    if (partis + refuses > 0) {
      const dits = [partis > 0 ? `${partis} envoyé${partis > 1 ? 's' : ''}` : '', refuses > 0 ? `${refuses} refusé${refuses > 1 ? 's' : ''}, à corriger ci-dessous` : ''];
      dire(`Actes : ${dits.filter((d) => d).join(', ')}.`);
    }
  } finally {
    enCours = false;
    await afficher();
  }
};

// ── Screens ────────────────────────────────────────────────────────────────────────────────────────────────────────────
const demanderLeCode = (nouveau: boolean, suite: (code: string) => Promise<string | null>): void => {
  const champ = element('input', { type: 'password', id: 'code', autocomplete: 'off', minlength: '6', required: '', inputmode: 'numeric' });
  const erreur = element('p', { class: 'erreur', role: 'alert', hidden: '' });
  const formulaire = element('form', { class: 'fiche' },
    element('label', { for: 'code' }, nouveau ? 'Choisissez un code pour ce carnet (6 chiffres ou plus)' : 'Votre code'), champ, erreur,
    element('button', { type: 'submit' }, nouveau ? 'Continuer' : 'Ouvrir'),
    element('p', { class: 'facultatif' }, nouveau ? 'Ce que vous emportez est chiffré avec ce code. Il n\'est écrit nulle part : oublié, il ne se retrouve pas.' : 'Le carnet se referme quand vous quittez cette page.'));
  formulaire.addEventListener('submit', (e) => {
    e.preventDefault();
    void suite(champ.value).then((refus) => {
      if (refus) {
        erreur.textContent = refus;
        erreur.hidden = false;
        champ.select();
      }
    });
  });
  racine.replaceChildren(formulaire);
  champ.focus();
};

const ecrire = (visite: { personne: string; nom: string }, ancien?: ActeEnAttente): void => {
  const nature = element('select', { id: 'nature', name: 'nature' });
  const choix: [string, string][] = [['realisee', 'Visite réalisée'], ['porteClose', 'Porte close'], ['refusee', 'Visite refusée'], ['entretien', 'Entretien']];
  for (const [valeur, texte] of choix) {
    nature.append(element('option', { value: valeur }, texte));
  }
  const note = element('textarea', { id: 'note', rows: '4' });
  const quand = element('input', { id: 'quand', type: 'datetime-local', required: '', max: heureLocale(new Date()) });
  quand.value = ancien ? ancien.faitLe.slice(0, 16) : heureLocale(new Date());
  if (ancien) {
    nature.value = ancien.chemin === 'entretiens' ? 'entretien' : String(ancien.corps['resultat'] ?? 'realisee');
    note.value = String(ancien.corps['note'] ?? '');
  }
  const formulaire: HTMLFormElement = element('form', {},
    element('h2', {}, visite.nom),
    ...(ancien?.motif ? [element('p', { class: 'erreur', role: 'alert' }, `Refusé : ${ancien.motif}`)] : []),
    element('div', { class: 'champ' }, element('label', { for: 'nature' }, 'Ce qui s\'est passé'), nature),
    element('div', { class: 'champ' }, element('label', { for: 'note' }, 'Note ', element('span', { class: 'facultatif' }, 'facultatif')), note),
    element('div', { class: 'champ' }, element('label', { for: 'quand' }, 'Quand'), quand),
    element('p', { class: 'boutons' }, element('button', { type: 'submit' }, 'Garder'), bouton('Fermer', (): void => boite.close())));
  const boite: HTMLDialogElement = element('dialog', { class: 'panneau' }, formulaire);
  formulaire.addEventListener('submit', (e) => {
    e.preventDefault();
    void (async () => {
      const faitLe = avecFuseau(quand.value);
      const commun = { personne: visite.personne, nom: visite.nom, faitLe, etat: 'attend' as const, motif: null, tente: false };
      const texte = note.value.trim();
      let cle = ancien?.cle ?? crypto.randomUUID();
      if (nature.value !== 'entretien') {
        await coffre.garder({ ...commun, cle, chemin: 'visites', titre: nature.selectedOptions[0]!.text, corps: { resultat: nature.value } });
        cle = crypto.randomUUID();
      }
      if (texte || nature.value === 'entretien') {
        await coffre.garder({ ...commun, cle, chemin: 'entretiens', titre: 'Entretien', corps: texte ? { note: texte } : {} });
      }
      boite.close();
      dire('Gardé dans le carnet.');
      await envoyer();
      await afficher();
    })();
  });
  boite.addEventListener('close', () => boite.remove());
  document.body.append(boite);
  boite.showModal();
};

const carte = (v: Visite): HTMLElement => element('section', { class: 'carte' },
  element('h2', {}, `${v.heure ? `${v.heure}  ` : ''}${v.nom}`),
  ...(v.objet ? [element('p', { class: 'discret' }, v.objet)] : []),
  ...(v.adresse ? [element('p', {}, v.adresse)] : []),
  ...(v.telephone ? [element('p', {}, element('a', { href: `tel:${v.telephone}` }, v.telephone))] : []),
  ...(v.enCours.length > 0 ? [element('p', {}, element('strong', {}, 'En cours : '), v.enCours.join(' · '))] : []),
  ...(v.derniers.length > 0 ? [element('details', {}, element('summary', {}, 'Derniers faits'), element('ul', { class: 'liste' }, ...v.derniers.map((d) => element('li', {}, d))))] : []),
  element('p', { class: 'boutons' }, bouton('Noter', () => ecrire(v), '')));

const ligneAEnvoyer = (a: ActeEnAttente): HTMLElement => element('li', {},
  element('span', { class: a.etat === 'refuse' ? 'etat tard' : 'etat attend' }, a.etat === 'refuse' ? '! refusé' : '◔ à envoyer'), ' ',
  `${a.nom} — ${a.titre}, ${new Date(a.faitLe).toLocaleString('fr-FR', { dateStyle: 'short', timeStyle: 'short' })} `,
  ...(a.motif ? [element('span', { class: 'suite' }, a.motif)] : []),
  // One that left and had no answer may be recorded already: changed under the same key, the change would be lost.
  ...(a.tente ? [] : [bouton('Modifier', () => ecrire({ personne: a.personne, nom: a.nom }, a), 'bouton petit'), ' ']),
  ...(a.etat === 'refuse' ? [bouton('Renvoyer', async () => { await coffre.garder({ ...a, etat: 'attend', motif: null }); await envoyer(); }, 'bouton petit')] : []));

const preparer = async (): Promise<void> => {
  const reponse = await fetch('/carnet/visites', { redirect: 'manual', headers: { accept: 'application/json' } }).catch(() => null);
  if (!reponse?.ok) {
    dire(reponse ? 'Connectez-vous pour choisir vos visites.' : 'Pas de réseau : les visites se choisissent en ligne.');
    return;
  }
  const { visites } = (await reponse.json()) as { visites: (Visite & { aujourdhui: boolean })[] };
  const formulaire = element('form', { class: 'fiche large' }, element('h2', {}, 'Choisir les visites à emporter'),
    element('p', { class: 'boutons' }, element('button', { type: 'submit' }, 'Emporter'), bouton('Fermer', afficher)));
  for (const v of visites) {
    const case_ = element('input', { type: 'checkbox', name: 'v', value: v.personne });
    case_.checked = v.aujourdhui;
    formulaire.append(element('label', { class: 'case ligne' }, case_, ` ${v.heure ?? ''} ${v.nom}`, element('span', { class: 'discret' }, v.objet ? ` ${v.objet}` : '')));
  }
  formulaire.addEventListener('submit', (e) => {
    e.preventDefault();
    const prises = new Set(new FormData(formulaire).getAll('v').map(String));
    void (async () => {
      const choisies = visites.filter((v) => prises.has(v.personne)).map(({ aujourdhui: _, ...v }) => v);
      await coffre.emporter(choisies);
      dire(choisies.length === 1 ? '1 visite emportée.' : `${choisies.length} visites emportées.`);
      await afficher();
    })();
  });
  racine.replaceChildren(formulaire);
};

const afficher = async (): Promise<void> => {
  const [visites, actes] = [await coffre.visites(), await coffre.actes()];
  await coffre.combien();
  const morceaux: Node[] = [];
  if (actes.length > 0) {
    morceaux.push(element('section', { class: 'carte', 'aria-label': 'À envoyer' },
      element('h2', {}, `À envoyer (${actes.length})`), element('ul', { class: 'liste', id: 'a-envoyer' }, ...actes.map(ligneAEnvoyer)),
      element('p', { class: 'boutons' }, bouton('Envoyer maintenant', envoyer))));
  }
  morceaux.push(...visites.map(carte));
  if (visites.length === 0) {
    morceaux.push(element('p', {}, 'Aucune visite dans ce carnet. Choisissez-les pendant que vous avez du réseau.'));
  }
  morceaux.push(element('p', { class: 'boutons' }, bouton('Choisir les visites', preparer), bouton('Fermer le carnet', () => location.reload())));
  racine.replaceChildren(...morceaux);
};

const demarrer = async (): Promise<void> => {
  await coffre.vieillir();
  if (await coffre.existe()) {
    demanderLeCode(false, async (code) => {
      if (!(await coffre.ouvrir(code))) {
        return 'Ce n\'est pas ce code.';
      }
      await afficher();
      await envoyer();
      return null;
    });
    return;
  }
  const qui = await quiEstLa();
  if (!qui) {
    racine.replaceChildren(element('p', {}, qui === null ? 'Pas de réseau, et rien dans ce carnet : revenez-y en ligne.' : 'Connectez-vous pour préparer votre carnet. '),
      ...(qui === '' ? [element('a', { class: 'bouton', href: '/connexion?retour=%2Fcarnet' }, 'Se connecter')] : []));
    return;
  }
  demanderLeCode(true, async (code) => {
    if (code.length < 6) {
      return 'Six chiffres au moins.';
    }
    await coffre.creer(code, qui);
    await navigator.storage?.persist?.();
    await preparer();
    return null;
  });
};

window.addEventListener('online', () => { void coffre.combien().then((n) => (n > 0 ? envoyer().catch(() => undefined) : undefined)); });
if ('serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/carnet/service.js', { scope: '/carnet', type: 'module' });
}
void demarrer();
