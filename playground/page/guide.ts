import { useState } from 'preact/hooks';
import type { GuideStep } from '../slack/guide-step.ts';
import { html, type Shown } from './html.ts';

const seen = 'guide is closed';
const reached = 'guide step';

/**
 * The first five minutes, one thing at a time above the channel: whoever closes it has it closed
 * from then on, and finds it again at the step where they were.
 */
export function Guide({ steps }: { steps: readonly GuideStep[] }): Shown {
  const [isOpen, setOpen] = useState(() => localStorage.getItem(seen) === null);
  const [at, setAt] = useState(() => Number(localStorage.getItem(reached) ?? 0));
  const now = Math.min(Math.max(0, at || 0), steps.length - 1);
  const step = steps[now];
  if (!step) return null;
  const keep = (event: Event & { currentTarget: HTMLDetailsElement }) => {
    setOpen(event.currentTarget.open);
    if (event.currentTarget.open) localStorage.removeItem(seen);
    else localStorage.setItem(seen, 'yes');
  };
  const go = (to: number) => () => {
    localStorage.setItem(reached, String(to));
    setAt(to);
  };
  return html`<details class="guide" open=${isOpen} onToggle=${keep}>
    <summary>Your first five minutes: ${now + 1} of ${steps.length}</summary>
    <p aria-live="polite">${step.text}</p>
    <div class="steps">
      ${
        step.show === undefined
          ? null
          : html`<button class="press primary" onClick=${() => show(step.show ?? '')}>
              Show Me
            </button>`
      }
      ${now === 0 ? null : html`<button class="press" onClick=${go(now - 1)}>Back</button>`}
      ${
        now === steps.length - 1
          ? null
          : html`<button class="press" onClick=${go(now + 1)}>Next</button>`
      }
    </div>
  </details>`;
}

/** Brings the newest message of that heading into sight, and the keys with it. */
function show(heading: string): void {
  const found = [...document.querySelectorAll<HTMLElement>('main article')].findLast((article) =>
    [...article.querySelectorAll('h3')].some((one) => one.textContent?.includes(heading)),
  );
  found?.scrollIntoView({ block: 'center' });
  found?.focus();
}
