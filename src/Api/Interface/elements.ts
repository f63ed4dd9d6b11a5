// The notebook's page, piece by piece: text is only ever text.
export const element = <K extends keyof HTMLElementTagNameMap>(nom: K, attributs: Record<string, string> = {}, ...enfants: (Node | string)[]): HTMLElementTagNameMap[K] => {
  const e = document.createElement(nom);
  for (const [cle, valeur] of Object.entries(attributs)) {
    e.setAttribute(cle, valeur);
  }
  e.append(...enfants);
  return e;
};

export const bouton = (texte: string, faire: () => unknown, classe = 'bouton'): HTMLButtonElement => {
  const b = element('button', { type: 'button', class: classe }, texte);
  b.addEventListener('click', () => void faire());
  return b;
};

export const annonce = document.getElementById('annonce')!;

/** Says what happened, where a screen reader hears it; with what to do about it, when there is something. */
export const dire = (texte: string, ...suite: (Node | string)[]): void => {
  // Said again every minute, it would be read aloud every minute.
  if (annonce.firstChild?.textContent !== texte) {
    annonce.replaceChildren(texte, ...suite);
  }
};

export const seConnecter = (): HTMLAnchorElement => element('a', { class: 'bouton', href: '/connexion?retour=%2Fcarnet' }, 'Se connecter');

/** Why nothing could be kept, in words: a full tablet is the usual reason. */
export const panne = (e: unknown): string => e instanceof Error && (e.name === 'QuotaExceededError' || e.message.includes('QuotaExceeded'))
  ? 'La tablette n\'a plus de place : rien n\'a été gardé. Libérez de la place, ou recopiez ce texte ailleurs.'
  : 'La tablette n\'a pas pu garder ce texte. Recopiez-le ailleurs avant de fermer cette page.';

const deux = (n: number): string => String(Math.trunc(Math.abs(n))).padStart(2, '0');

export const heureLocale = (quand: Date): string =>
  `${quand.getFullYear()}-${deux(quand.getMonth() + 1)}-${deux(quand.getDate())}T${deux(quand.getHours())}:${deux(quand.getMinutes())}`;

/** A time as typed, with the offset of the place. */
export const avecFuseau = (local: string): string => {
  const ecart = -new Date(local).getTimezoneOffset();
  return `${local}:00${ecart < 0 ? '-' : '+'}${deux(ecart / 60)}:${deux(ecart % 60)}`;
};

export const enDuree = (millisecondes: number): string => {
  const minutes = Math.round(Math.abs(millisecondes) / 60_000);
  return minutes < 120 ? `${minutes} minutes` : minutes < 2880 ? `${Math.round(minutes / 60)} heures` : `${Math.round(minutes / 1440)} jours`;
};
