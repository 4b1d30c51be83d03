import { useState } from 'preact/hooks';
import { html, type Shown } from './html.ts';

const seen = 'guide is closed';

/** The first five minutes, above the channel; whoever closes it has it closed from then on. */
export function Guide({ steps }: { steps: readonly string[] }): Shown {
  const [isOpen] = useState(() => localStorage.getItem(seen) === null);
  if (steps.length === 0) return null;
  const keep = (event: Event & { currentTarget: HTMLDetailsElement }) => {
    if (event.currentTarget.open) localStorage.removeItem(seen);
    else localStorage.setItem(seen, 'yes');
  };
  return html`<details class="guide" open=${isOpen} onToggle=${keep}>
    <summary>Your first five minutes</summary>
    <ol>
      ${steps.map((step) => html`<li>${step}</li>`)}
    </ol>
  </details>`;
}
