import { html, type Shown } from './html.ts';

type Segment = { readonly label: string; readonly value: number };

const around = 2 * Math.PI * 60;

/** A ring with a legend that says the shares in words. */
export function Pie({ segments, title }: { segments: readonly Segment[]; title: string }): Shown {
  const sum = segments.reduce((total, segment) => total + segment.value, 0);
  const before = (index: number) =>
    segments.slice(0, index).reduce((total, segment) => total + segment.value, 0);
  const said = segments.map(
    (segment) => `${segment.label} ${Math.round((segment.value / sum) * 100)}%`,
  );
  return html`<div class="pie">
    <svg
      viewBox="0 0 160 160"
      width="150"
      height="150"
      role="img"
      aria-label=${`${title}: ${said.join(', ')}`}
    >
      ${segments.map((segment, index) => {
        const length = Math.max(1, (segment.value / sum) * around - 2);
        const turn = (before(index) / sum) * 360 - 90;
        return html`<circle
          cx="80"
          cy="80"
          r="60"
          class=${`slice c${index % 6}`}
          stroke-dasharray=${`${length} ${around}`}
          transform=${`rotate(${turn} 80 80)`}
          ><title>${said[index]}</title></circle
        >`;
      })}
    </svg>
    <ul class="legend">
      ${segments.map(
        (_, index) => html`<li class=${`c${index % 6}`}><i class="key"></i>${said[index]}</li>`,
      )}
    </ul>
  </div>`;
}
