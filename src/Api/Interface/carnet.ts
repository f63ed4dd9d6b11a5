// The notebook for home visits: chosen online, filled anywhere, sent when the network is back.
import * as coffre from './coffre';
import type { ActeEnAttente, Etat, Visite } from './coffre';
import { annonce, bouton, dire, element, panne, seConnecter } from './elements';
import { enMots, envoyer } from './envoi';
import { effacer, perime } from './menage';
import { ecrire } from './saisie';
import { quiEstLa, type Compte } from './sceau';

/** Left open on a table, it closes by itself; what was being written is kept. */
const INACTIVITE = 15 * 60_000;
const RYTHME = 60_000;

const racine = document.getElementById('carnet')!;
let ecran: 'code' | 'choix' | 'visites' = 'code';

// ── Sending ────────────────────────────────────────────────────────────────────────────────────────────────────────────
let demandee = false;

/** Sends; when nobody asked for it, a network that is still away is not news. Who asks while it sends by itself is answered by that sending. */
const partir = async (demande = true): Promise<void> => {
  if (!coffre.estOuvert()) {
    return;
  }
  const envoi = await envoyer();
  if (envoi === 'occupe') {
    demandee ||= demande;
    return;
  }
  const aDire = demande || demandee;
  demandee = false;
  if (!envoi) {
    return;
  }
  if (aDire || envoi.partis + envoi.refuses > 0 || envoi.arret !== 'reseau') {
    dire(enMots(envoi), ...(envoi.arret === 'session' || envoi.arret === 'autreCompte' ? [' ', seConnecter()] : []));
  }
  await rafraichir();
};

// ── Opening ────────────────────────────────────────────────────────────────────────────────────────────────────────────
interface Demande { titre: string; bouton: string; aide: string; neuf: boolean; identifiant: boolean; suite: (code: string, compte: string) => Promise<string | null>; oubli?: () => void }

const demanderLeCode = (d: Demande): void => {
  ecran = 'code';
  const champ = element('input', { type: 'password', id: 'code', autocomplete: 'off', minlength: '6', required: '', inputmode: 'numeric' });
  const compte = element('input', { id: 'compte', autocomplete: 'username', required: '' });
  const erreur = element('p', { class: 'erreur', role: 'alert', hidden: '' });
  const valider = element('button', { type: 'submit' }, d.bouton);
  const formulaire = element('form', { class: 'fiche' },
    ...(d.identifiant ? [element('label', { for: 'compte' }, 'Votre identifiant'), compte] : []),
    element('label', { for: 'code' }, d.titre), champ, erreur, valider, element('p', { class: 'facultatif' }, d.aide),
    ...(d.oubli ? [element('p', {}, bouton('Code oublié', d.oubli, 'lien'))] : []));
  formulaire.addEventListener('submit', (e) => {
    e.preventDefault();
    if (valider.disabled) {
      return;
    }
    valider.disabled = true;
    void d.suite(champ.value, compte.value).catch(panne).then((refus) => {
      valider.disabled = false;
      if (refus) {
        erreur.textContent = refus;
        erreur.hidden = false;
        champ.select();
      }
    });
  });
  racine.replaceChildren(formulaire);
  (d.identifiant ? compte : champ).focus();
};

const choisirUnCode = (qui: Compte, titre: string, aide: string, suite: () => Promise<void>): void => demanderLeCode({
  titre, aide, bouton: 'Continuer', neuf: true, identifiant: false,
  suite: async (code) => {
    if (code.length < 6) {
      return 'Six chiffres au moins.';
    }
    await coffre.creer(code, qui);
    // Not waited for: some browsers ask the person.
    void navigator.storage.persist();
    await suite();
    return null;
  },
});

const FERME = 'Trop de codes faux : les visites ont été effacées de cette tablette. Reconnectez-vous pour choisir un autre code ; ce qui n\'était pas envoyé est gardé.';

const reprendre = (qui: Compte): void => choisirUnCode(qui, 'Choisissez un nouveau code (6 chiffres ou plus)', 'Ce qui attend dans ce carnet est gardé.', ouvrirLeCarnet);

const demanderLOuverture = (carnet: coffre.Carnet | null, qui: Compte | null): void => demanderLeCode({
  titre: 'Votre code', bouton: 'Ouvrir', neuf: false, identifiant: carnet === null,
  aide: 'Le carnet se referme quand vous quittez cette page, ou au bout d\'un quart d\'heure.',
  suite: async (code, compte) => {
    const choisi = carnet ?? await coffre.trouver(compte);
    const issue = choisi ? await coffre.ouvrir(choisi.id, code) : 'faux';
    if (issue === 'ouvert') {
      await ouvrirLeCarnet();
      return null;
    }
    return issue === 'faux' ? 'Ce n\'est pas ce code.' : FERME;
  },
  ...(qui ? { oubli: () => reprendre(qui) } : {}),
});

const ouvrirLeCarnet = async (): Promise<void> => {
  annonce.replaceChildren();
  await afficher();
  await partir();
};

// ── Screens ────────────────────────────────────────────────────────────────────────────────────────────────────────────
const noter = (sujet: Parameters<typeof ecrire>[0], ancien: ActeEnAttente | null = null): Promise<void> => ecrire(sujet, ancien, (garde) => {
  if (garde) {
    dire('Gardé dans le carnet.');
  }
  void rafraichir().then(() => (garde ? partir(navigator.onLine) : undefined));
});

const carte = (v: Visite): HTMLElement => element('section', { class: 'carte' },
  element('h2', {}, `${v.heure ? `${v.heure}  ` : ''}${v.nom}`),
  ...(v.objet ? [element('p', { class: 'discret' }, v.objet)] : []),
  ...(v.adresse ? [element('p', {}, v.adresse)] : []),
  ...(v.telephone ? [element('p', {}, element('a', { href: `tel:${v.telephone}` }, v.telephone))] : []),
  ...(v.enCours.length > 0 ? [element('p', {}, element('strong', {}, 'En cours : '), v.enCours.join(' · '))] : []),
  ...(v.derniers.length > 0 ? [element('details', {}, element('summary', {}, 'Derniers faits'), element('ul', { class: 'liste' }, ...v.derniers.map((d) => element('li', {}, d))))] : []),
  element('p', { class: 'boutons' }, bouton('Noter', () => noter(v), '')));

const ETATS: Record<Etat, [string, string]> = {
  attend: ['etat attend', '◔ à envoyer'], refuse: ['etat tard', '! refusé'], conflit: ['etat tard', '! le dossier a changé'], brouillon: ['etat', '✎ commencé'],
};

/** Whoever has seen what changed in a file has seen it for all that they wrote about that person. */
const renvoyer = async (a: ActeEnAttente): Promise<void> => {
  const memes = a.etat === 'conflit' ? (await coffre.actes()).filter((b) => b.etat === 'conflit' && b.personne === a.personne) : [a];
  await coffre.garder(memes.map((b) => ({ ...b, etat: 'attend' as const, motif: null, depuis: [], ecart: null, version: a.version })));
  if (a.etat === 'conflit') {
    await coffre.relu(a);
  }
  await partir();
};

const retirer = async (a: ActeEnAttente): Promise<void> => {
  if (confirm(`Retirer « ${a.titre} » pour ${a.nom} ? Cela ne sera jamais enregistré dans le dossier.`)) {
    await coffre.garder([], [a.cle]);
    dire('Retiré du carnet.');
    await rafraichir();
  }
};

const depuisLors = (a: ActeEnAttente): Node[] => a.depuis.length === 0 ? [] : [element('div', { class: 'conflit deux-colonnes' },
  element('div', {}, element('h3', {}, 'Enregistré entre-temps'), element('ul', {}, ...a.depuis.map((d) => element('li', {}, d.phrase)))),
  element('div', {}, element('h3', {}, 'Ce que vous aviez noté'), element('p', {}, a.titre), ...(a.corps['note'] ? [element('p', { class: 'parole' }, String(a.corps['note']))] : [])))];

const ligneAEnvoyer = (a: ActeEnAttente): HTMLElement => element('li', { 'data-etat': a.etat },
  element('span', { class: ETATS[a.etat][0] }, ETATS[a.etat][1]), ' ',
  `${a.nom} — ${a.titre}, ${new Date(a.faitLe).toLocaleString('fr-FR', { dateStyle: 'short', timeStyle: 'short' })} `,
  ...(a.etat === 'attend' && a.corps['note'] ? [element('p', { class: 'parole' }, String(a.corps['note']))] : []),
  ...(a.motif && a.etat !== 'conflit' ? [element('p', {}, a.motif)] : []), ...depuisLors(a),
  // One that left and had no answer may be recorded already: changed under the same key, the change would be lost.
  ...(a.tente ? [] : [element('span', { class: 'boutons' },
    ...(a.etat === 'refuse' || a.etat === 'conflit' ? [bouton(a.etat === 'conflit' ? 'Enregistrer quand même' : 'Renvoyer', () => renvoyer(a), 'bouton petit')] : []),
    bouton(a.etat === 'brouillon' ? 'Reprendre' : 'Modifier', () => noter(a, a), 'bouton petit'), bouton('Retirer', () => retirer(a), 'bouton petit'))]));

const preparer = async (): Promise<void> => {
  const reponse = await fetch('/carnet/visites', { redirect: 'manual', headers: { accept: 'application/json' }, signal: AbortSignal.timeout(30_000) }).catch(() => null);
  const recues = reponse?.ok ? ((await reponse.json().catch(() => null)) as { visites: (Visite & { aujourdhui: boolean })[] } | null) : null;
  if (!recues) {
    await afficher();
    dire(reponse?.type === 'opaqueredirect' ? 'Connectez-vous pour choisir vos visites. ' : 'Pas de réseau : les visites se choisissent en ligne.', ...(reponse?.type === 'opaqueredirect' ? [seConnecter()] : []));
    return;
  }
  ecran = 'choix';
  const erreur = element('p', { class: 'erreur', role: 'alert', hidden: '' });
  const formulaire = element('form', { class: 'fiche large' }, element('h2', {}, 'Choisir les visites à emporter'), erreur,
    element('p', { class: 'boutons' }, element('button', { type: 'submit' }, 'Emporter'), bouton('Fermer', afficher)));
  for (const v of recues.visites) {
    const case_ = element('input', { type: 'checkbox', name: 'v', value: v.personne });
    case_.checked = v.aujourdhui;
    formulaire.append(element('label', { class: 'case ligne' }, case_, ` ${v.heure ?? ''} ${v.nom}`, element('span', { class: 'discret' }, v.objet ? ` ${v.objet}` : '')));
  }
  formulaire.addEventListener('submit', (e) => {
    e.preventDefault();
    const prises = new Set(new FormData(formulaire).getAll('v').map(String));
    const choisies = recues.visites.filter((v) => prises.has(v.personne)).map(({ aujourdhui: _, ...v }) => v);
    void coffre.emporter(choisies).then(async () => {
      await afficher();
      dire(choisies.length === 1 ? '1 visite emportée.' : `${choisies.length} visites emportées.`);
    }).catch((raison: unknown) => {
      erreur.textContent = panne(raison);
      erreur.hidden = false;
    });
  });
  racine.replaceChildren(formulaire);
};

const afficher = async (): Promise<void> => {
  ecran = 'visites';
  const [visites, actes] = [await coffre.visites(), await coffre.actes()];
  const morceaux: Node[] = [];
  if (actes.length > 0) {
    morceaux.push(element('section', { class: 'carte', 'aria-label': 'À envoyer' },
      element('h2', {}, `À envoyer (${actes.length})`), element('ul', { class: 'liste', id: 'a-envoyer' }, ...actes.map(ligneAEnvoyer)),
      element('p', { class: 'boutons' }, bouton('Envoyer maintenant', () => partir()))));
  }
  morceaux.push(...visites.map(carte));
  if (visites.length === 0) {
    morceaux.push(element('p', {}, 'Aucune visite dans ce carnet. Choisissez-les pendant que vous avez du réseau.'));
  }
  morceaux.push(element('p', { class: 'boutons' }, bouton('Choisir les visites', preparer), bouton('Fermer le carnet', () => location.reload())));
  racine.replaceChildren(...morceaux);
};

/** Shows what changed, unless something else is being done. */
const rafraichir = async (): Promise<void> => {
  if (coffre.estOuvert() && ecran === 'visites') {
    await afficher();
  }
};

// ── Life ───────────────────────────────────────────────────────────────────────────────────────────────────────────────
const vieillir = async (): Promise<void> => {
  if ((await effacer(perime)) > 0) {
    dire('Les visites ont été effacées : elles avaient plus de vingt-quatre heures.');
    await rafraichir();
  }
};

let dernierGeste = Date.now();
const surveiller = async (): Promise<void> => {
  await vieillir();
  if (coffre.estOuvert() && Date.now() - dernierGeste > INACTIVITE) {
    location.reload();
  } else if (navigator.onLine) {
    await partir(false);
  }
};

const demarrer = async (): Promise<void> => {
  await vieillir();
  const [qui, carnets] = [await quiEstLa(), await coffre.carnets()];
  const mien = qui ? carnets.find((c) => c.id === qui.carnet) : undefined;
  if (qui) {
    if (mien?.parCode) {
      demanderLOuverture(mien, qui);
    } else if (mien) {
      dire(FERME);
      reprendre(qui);
    } else if (!qui.visites) {
      racine.replaceChildren(
        element('p', {}, 'Il est fait pour les référents. Votre compte ne suit personne : il n\'y a rien à emporter ici.'),
        element('p', {}, 'Si vous faites des visites, demandez à un administrateur de rattacher votre compte à un agent.'),
        element('p', { class: 'boutons' }, element('a', { class: 'bouton', href: '/' }, 'Revenir à l\'accueil')));
    } else {
      choisirUnCode(qui, 'Choisissez un code pour ce carnet (6 chiffres ou plus)', 'Ce que vous emportez est chiffré avec ce code, que vous seul connaissez.', preparer);
    }
  } else if (carnets.length > 0) {
    demanderLOuverture(carnets.length === 1 ? carnets[0]! : null, null);
    if (qui === '') {
      dire('Votre session est finie : le carnet s\'ouvre, mais rien ne part. ', seConnecter());
    }
  } else {
    racine.replaceChildren(element('p', {}, qui === null ? 'Pas de réseau, et rien dans ce carnet : revenez-y en ligne.' : 'Connectez-vous pour préparer votre carnet. '),
      ...(qui === '' ? [seConnecter()] : []));
  }
};

for (const geste of ['pointerdown', 'keydown', 'input']) {
  window.addEventListener(geste, () => { dernierGeste = Date.now(); }, { passive: true });
}
window.addEventListener('online', () => void partir(false));
window.addEventListener('carnet-change', () => void rafraichir());
window.addEventListener('carnet-ferme', () => location.reload());
document.addEventListener('visibilitychange', () => { if (!document.hidden) { void surveiller(); } });
setInterval(() => void surveiller(), RYTHME);
if ('serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/carnet/service.js', { scope: '/carnet', type: 'module' }).catch(() => undefined);
}
demarrer().catch(() => dire('Ce navigateur ne permet pas de garder un carnet : il faut qu\'il puisse enregistrer des données, par une adresse sûre.'));
