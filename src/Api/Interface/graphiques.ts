// Draws again, so that it can be pointed at and read point by point, what the server drew: same figures, same words. Nothing is
// computed nor formatted here. In print and without this script, the drawing of the server is what is seen.

import { BarChart, LineChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsCoreOption } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';

use([BarChart, LineChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

interface Serie { nom: string; valeurs: (number | null)[]; textes: string[] }
interface Repere { valeur: number; texte: string }
interface Graphique {
  barres: boolean; titre: string; x: number[]; noms: string[]; series: Serie[]; xMax: number; yMax: number;
  reperesX: Repere[]; reperesY: Repere[]; limite?: number; limiteTexte?: string; escalier: boolean;
}

const style = getComputedStyle(document.documentElement);
const couleur = (nom: string): string => style.getPropertyValue(`--${nom}`).trim();
const [encre, discret, trait, retard] = ['encre', 'discret', 'trait', 'retard'].map(couleur) as [string, string, string, string];
const police = { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: parseFloat(style.fontSize) * 0.8, color: discret };

// Lines and layers are told apart without their colour: dashes and shapes for the first, patterns for the second.
const lignes = [
  { couleur: couleur('serie-0'), type: 'solid', symbole: 'circle' },
  { couleur: couleur('serie-1'), type: [8, 4], symbole: 'rect' },
  { couleur: couleur('serie-2'), type: [2, 3], symbole: 'triangle' },
  { couleur: couleur('serie-3'), type: [10, 3, 2, 3], symbole: 'diamond' },
] as const;
const couches = [
  { couleur: couleur('couche-0'), motif: null },
  { couleur: couleur('couche-1'), motif: { symbol: 'rect', color: couleur('motif'), dashArrayX: [1, 0], dashArrayY: [1.2, 4], rotation: -Math.PI / 4 } },
  { couleur: couleur('couche-2'), motif: { symbol: 'rect', color: couleur('motif'), dashArrayX: [1, 0], dashArrayY: [1.2, 4] } },
] as const;

const texteA = (reperes: Repere[], valeur: number): string => reperes.find((r) => Math.abs(r.valeur - valeur) < 1e-6)?.texte ?? '';

const dire = (g: Graphique, i: number): string =>
  `${g.noms[i]} : ${g.series.map((s) => (g.series.length > 1 ? `${s.nom} ${s.textes[i]}` : s.textes[i])).join(', ')}`;

const options = (g: Graphique): EChartsCoreOption => {
  const axeX = g.barres
    ? { type: 'category', data: g.noms, axisLabel: { ...police, hideOverlap: true, margin: 10 }, axisTick: { show: false } }
    : {
        type: 'value', min: 0, max: g.xMax, splitLine: { show: false },
        axisLabel: { ...police, hideOverlap: true, margin: 10, customValues: g.reperesX.map((r) => r.valeur), formatter: (v: number) => texteA(g.reperesX, v) },
        axisTick: { customValues: g.reperesX.map((r) => r.valeur) },
      };
  return {
    animation: !matchMedia('(prefers-reduced-motion: reduce)').matches,
    animationDuration: 200,
    textStyle: police,
    grid: { left: 8, right: 16, top: g.limite === undefined ? 12 : 28, bottom: 10, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    tooltip: {
      trigger: 'axis', renderMode: 'richText', confine: true, backgroundColor: '#fff', borderColor: discret, borderWidth: 1, padding: 8,
      textStyle: { ...police, color: encre }, transitionDuration: 0,
      axisPointer: { type: g.barres ? 'shadow' : 'line', snap: true, lineStyle: { color: discret, type: 'solid' }, label: { show: false } },
      formatter: (points: { dataIndex: number }[]) => {
        const i = points[0]?.dataIndex ?? 0;
        return [g.noms[i], ...g.series.map((s) => (g.series.length > 1 ? `${s.nom} : ${s.textes[i]}` : s.textes[i]))].join('\n');
      },
    },
    xAxis: { ...axeX, axisLine: { lineStyle: { color: discret } } },
    yAxis: {
      type: 'value', min: 0, max: g.yMax, interval: (g.reperesY[1]?.valeur ?? 1) - (g.reperesY[0]?.valeur ?? 0),
      axisLabel: { ...police, formatter: (v: number) => texteA(g.reperesY, v) }, splitLine: { lineStyle: { color: trait } },
    },
    series: g.series.map((s, i) => {
      if (g.barres) {
        const couche = couches[i] ?? couches[0];
        return { type: 'bar', name: s.nom, stack: 'tout', data: s.valeurs.map((v) => v || null), itemStyle: { color: couche.couleur, borderColor: '#fff', borderWidth: 0.5, decal: couche.motif ?? { symbol: 'none' } } };
      }
      const ligne = lignes[i] ?? lignes[0];
      return {
        type: 'line', name: s.nom, step: g.escalier ? 'end' : false, symbol: ligne.symbole, symbolSize: 8, showSymbol: g.series.length > 1,
        data: g.x.map((x, j) => [x, s.valeurs[j] ?? null]), lineStyle: { color: ligne.couleur, type: ligne.type, width: 2.5 }, itemStyle: { color: ligne.couleur }, emphasis: { disabled: true },
        markLine: i > 0 || g.limite === undefined ? undefined : {
          silent: true, symbol: 'none', data: [{ xAxis: g.limite }], lineStyle: { color: retard, type: [5, 3], width: 1.5 },
          label: { ...police, color: retard, fontWeight: 'bold', formatter: g.limiteTexte ?? '', position: 'end' },
        },
      };
    }),
  };
};

const dessiner = (figure: HTMLElement): void => {
  const g = JSON.parse(figure.dataset['graphique'] ?? '') as Graphique;
  const dernier = g.x.length - 1;
  const toile = document.createElement('div');
  toile.className = 'toile';
  toile.tabIndex = 0;
  // A slider is what one moves along with arrows and hears the value of, with every screen reader.
  toile.setAttribute('role', 'slider');
  toile.setAttribute('aria-label', `${g.titre}, point par point`);
  toile.setAttribute('aria-valuemin', '0');
  toile.setAttribute('aria-valuemax', String(dernier));
  figure.querySelector(':scope > svg')?.before(toile);
  figure.classList.add('vive');
  const graphique = init(toile, null, { renderer: 'canvas' });
  graphique.setOption(options(g));

  let ici = dernier;
  const placer = (i: number): void => {
    ici = Math.min(dernier, Math.max(0, i));
    toile.setAttribute('aria-valuenow', String(ici));
    toile.setAttribute('aria-valuetext', dire(g, ici));
  };
  const montrer = (): void => {
    const serie = Math.max(0, g.series.findIndex((s) => s.valeurs[ici] !== null));
    graphique.dispatchAction({ type: 'showTip', seriesIndex: serie, dataIndex: ici });
  };
  const cacher = (): void => graphique.dispatchAction({ type: 'hideTip' });
  placer(dernier);
  toile.addEventListener('focus', () => {
    if (toile.matches(':focus-visible')) {
      montrer();
    }
  });
  toile.addEventListener('blur', cacher);
  toile.addEventListener('keydown', (e) => {
    const grand = Math.max(1, Math.round(g.x.length / 10));
    const pas = new Map([['ArrowLeft', -1], ['ArrowDown', -1], ['ArrowRight', 1], ['ArrowUp', 1], ['PageDown', -grand], ['PageUp', grand], ['Home', -g.x.length], ['End', g.x.length]]).get(e.key);
    if (e.key === 'Escape') {
      cacher();
    } else if (pas !== undefined) {
      e.preventDefault();
      placer(ici + pas);
      montrer();
    }
  });
  new ResizeObserver(() => graphique.resize()).observe(toile);
};

document.querySelectorAll<HTMLElement>('figure[data-graphique]').forEach(dessiner);
