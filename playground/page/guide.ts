import { useState } from 'preact/hooks';
import type { GuideStep } from '../slack/guide-step.ts';
import { headed, readReached, stepAt, stepsDone, writeReached } from './guide-steps.ts';
import { html, type Shown } from './html.ts';
import { useScene } from './scene.ts';

const seen = 'guide is closed';
const kept = 'guide step';

/**
 * The first five minutes, one thing at a time above the channel: it goes on by itself with what
 * was done. Whoever closes it has it closed from then on, and finds it at the step where they were.
 */
export function Guide({ steps }: { steps: readonly GuideStep[] }): Shown {
  const [isOpen, setOpen] = useState(() => localStorage.getItem(seen) === null);
  const [reached, setReached] = useState(() => readReached(localStorage.getItem(kept)));
  const { state } = useScene();
  const done = stepsDone(
    steps,
    [...state.messages.values()].map(({ text }) => text),
  );
  const now = stepAt(reached, done, steps.length);
  const step = steps[now];
  if (!step) return null;
  const keepOpen = (event: Event & { currentTarget: HTMLDetailsElement }) => {
    setOpen(event.currentTarget.open);
    if (event.currentTarget.open) localStorage.removeItem(seen);
    else localStorage.setItem(seen, 'yes');
  };
  const go = (to: number) => () => {
    const chosen = { at: to, done };
    localStorage.setItem(kept, writeReached(chosen));
    setReached(chosen);
  };
  return html`<details class="guide" open=${isOpen} onToggle=${keepOpen}>
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

/** Brings the message of that heading into sight, and the keys with it. */
function show(heading: string): void {
  const found = headed(
    [...document.querySelectorAll<HTMLElement>('main article')],
    heading,
    (article) => [...article.querySelectorAll('h3')].map((one) => one.textContent ?? ''),
  );
  found?.scrollIntoView({ block: 'center' });
  found?.focus();
}
