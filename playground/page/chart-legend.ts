import type { Drawn } from './chart-frame.ts';
import { html, type Shown } from './html.ts';

/** Which colour is which series; the numbers say the same to people who cannot see it. */
export function Legend({ chart }: { chart: Drawn }): Shown {
  return html`<ul class="legend" aria-hidden="true">
    ${chart.series.map(
      ({ name }, index) =>
        html`<li class=${`c${index % 6}`}><${Key} of=${chart.type} index=${index} />${name}</li>`,
    )}
  </ul>`;
}

function Key({ of, index }: { of: Drawn['type']; index: number }): Shown {
  if (of === 'bar') return html`<i class="key"></i>`;
  return html`<svg width="22" height="10">
    <line x1="1" x2="21" y1="5" y2="5" class=${`stroke d${index % 6}`} />
  </svg>`;
}
