// What the notebook carries goes with the session. What is not sent stays, sealed, for its owner's next session: nobody else opens it.
import { combien, effacer, perime } from './menage';

const PATIENCE = 3000;
const formulaire = document.querySelector<HTMLFormElement>('form[action="/deconnexion"]');
const carnet = formulaire?.dataset['carnet'];

const partir = async (depart: HTMLFormElement, id: string): Promise<void> => {
  const attendent = await combien(id);
  const dit = attendent === 1 ? 'Un acte du carnet n\'est pas envoyé. Il reste scellé' : `${attendent} actes du carnet ne sont pas envoyés. Ils restent scellés`;
  if (attendent > 0 && !confirm(`${dit} sur cette tablette jusqu'à votre prochaine connexion. Se déconnecter ?`)) {
    return;
  }
  // Whatever the browser's storage does, one can leave.
  await Promise.race([effacer((c) => c.id === id), new Promise((oui) => { setTimeout(oui, PATIENCE); })]);
  new BroadcastChannel('carnet').postMessage('ferme');
  depart.submit();
};

if (formulaire && carnet) {
  formulaire.addEventListener('submit', (e) => {
    e.preventDefault();
    partir(formulaire, carnet).catch(() => formulaire.submit());
  });
}
effacer(perime).catch(() => undefined);
