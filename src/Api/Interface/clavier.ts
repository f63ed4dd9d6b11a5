// Keys and panels: everything here has a button or a link that works without it.
import './brouillons';
import './deconnexion';

/** After this, one may want to send again; the key of the form keeps it from being recorded twice. */
const SANS_REPONSE = 5000;

const dansUnChamp = (cible: EventTarget | null): boolean =>
  cible instanceof HTMLElement && (cible.isContentEditable || cible.matches('input, select, textarea'));

const ouvrir = (panneau: HTMLDialogElement): void => {
  panneau.close();
  panneau.showModal();
  // The first thing to say; where all is said already, what may be said otherwise: Enter records it as it is.
  const premier = panneau.querySelector<HTMLElement>('textarea, input:not([type=hidden]):required, select:required');
  const note = panneau.id === 'acte-n' ? panneau.querySelector<HTMLElement>('textarea') : null;
  const seul = panneau.id.match(/acte-[mv]/) ? panneau.querySelector<HTMLElement>('select:not(details *)') : panneau.id === 'acte-h' ? panneau.querySelector<HTMLElement>('button[type=submit]') : null;
  (note ?? seul ?? premier)?.focus();
};

for (const lien of document.querySelectorAll<HTMLAnchorElement>('[data-panneau]')) {
  const panneau = document.getElementById(lien.dataset['panneau'] ?? '');
  if (panneau instanceof HTMLDialogElement) {
    lien.addEventListener('click', (e) => {
      e.preventDefault();
      ouvrir(panneau);
    });
  }
}

for (const panneau of document.querySelectorAll<HTMLDialogElement>('dialog.panneau')) {
  panneau.querySelector('[data-fermer]')?.addEventListener('click', (e) => {
    e.preventDefault();
    panneau.close();
  });
  panneau.addEventListener('keydown', (e) => {
    // Enter records, also from the text; Shift and Enter goes to the line.
    if (e.key === 'Enter' && !e.shiftKey && e.target instanceof HTMLTextAreaElement && e.target.name === 'c.note') {
      e.preventDefault();
      panneau.querySelector('form')?.requestSubmit();
    } else if (e.key === 'Enter' && e.target instanceof HTMLSelectElement) {
      // A letter chooses, Enter records.
      e.preventDefault();
      panneau.querySelector('form')?.requestSubmit();
    }
  });
  // Sent once, however fast the key is pressed twice.
  panneau.querySelector('form')?.addEventListener('submit', (e) => {
    const formulaire = e.currentTarget as HTMLFormElement;
    if (formulaire.dataset['envoye']) {
      e.preventDefault();
    }
    formulaire.dataset['envoye'] = 'oui';
    setTimeout(() => { delete formulaire.dataset['envoye']; }, SANS_REPONSE);
  });
  // Beside a refusal or a conflict it stays in the page: what is said there must be seen with it.
  if (panneau.open && !document.querySelector('.conflit, main > .erreur')) {
    ouvrir(panneau);
  }
}

const aide = (): void => {
  let boite = document.querySelector<HTMLDialogElement>('#touches');
  if (!boite) {
    boite = document.createElement('dialog');
    boite.id = 'touches';
    boite.className = 'panneau';
    const titre = document.createElement('h2');
    titre.textContent = 'Touches';
    const liste = document.createElement('ul');
    liste.className = 'liste';
    const lignes: [string, string][] = [['/', 'rechercher une personne'], ['?', 'cette liste'], ['Échap', 'fermer']];
    for (const lien of document.querySelectorAll<HTMLElement>('[data-touche]')) {
      lignes.push([lien.dataset['touche'] ?? '', (lien.textContent ?? '').trim().replace(/^\S+\s+/, '')]);
    }
    for (const [touche, dit] of lignes) {
      const ligne = document.createElement('li');
      const clef = document.createElement('kbd');
      clef.textContent = touche;
      ligne.append(clef, ` ${dit}`);
      liste.append(ligne);
    }
    boite.append(titre, liste);
    boite.addEventListener('click', () => boite?.close());
    document.body.append(boite);
  }
  boite.showModal();
};

const bouton = document.querySelector<HTMLButtonElement>('[data-touches]');
if (bouton) {
  bouton.hidden = false;
  bouton.addEventListener('click', aide);
}

document.addEventListener('keydown', (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || dansUnChamp(e.target) || document.querySelector('dialog:modal')) {
    return;
  }
  if (e.key === '/') {
    const champ = document.querySelector<HTMLInputElement>('#recherche');
    if (champ) {
      e.preventDefault();
      champ.focus();
    }
  } else if (e.key === '?') {
    e.preventDefault();
    aide();
  } else {
    const lien = document.querySelector<HTMLElement>(`[data-touche="${CSS.escape(e.key.toLowerCase())}"]`);
    if (lien) {
      e.preventDefault();
      lien.click();
    }
  }
});

export {};
