import { texts } from '../../texts/texts.ts';

/**
 * Characters that change how others are read, or that nobody can see: controls, bidi marks,
 * zero-width ones.
 */
const unseen = /[\p{Cc}\p{Cf}\u115F\u1160\u3164\uFFA0]/gu;

/**
 * Outside text for places that read no markup (headers, buttons, rich text): one line, nothing
 * hidden, not too long.
 */
export function plainly(text: string, max = 150): string {
  // Of a book nobody reads more than its first pages, and hidden letters take nine to be shown.
  const begin = text.slice(0, max + 4_000);
  const shown = visible(begin.replace(/\s+/g, ' ').trim());
  return cut(begin.length < text.length ? `${shown}…` : shown, max);
}

/**
 * The last look at every text before it goes out: whoever forgot that a word comes from outside
 * cannot turn the words beside it round. Lines stay.
 */
export function visible(text: string): string {
  return text.replace(unseen, (char) =>
    char === '\n'
      ? char
      : `[U+${(char.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`,
  );
}

/**
 * Outside text for places that read markup. Slack escapes only three characters; stars and
 * backticks have no escape, so others that look like them stand in.
 */
export function esc(text: string, max = 150): string {
  return plainly(text, max)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('*', '∗')
    .replaceAll('`', 'ˋ');
}

/** Shortens by whole characters, and says so with an ellipsis. */
export function cut(text: string, max: number): string {
  const chars = Array.from(text);
  return chars.length <= max
    ? text
    : `${chars
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`;
}

/** How sentences begin and end. */
export const { capital, dot } = texts.sentence;
