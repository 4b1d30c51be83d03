import type { Block } from './blocks.ts';
import { visible } from './esc.ts';

/** A message in both forms, with the line that notifications and screen readers get. */
export type MessageContent = {
  readonly text: string;
  readonly rich: readonly Block[];
  readonly classic: readonly Block[];
};

/**
 * One part of a message: the same in both forms, or told in other words where Slack does not know
 * the newer block.
 */
export type ContentPart =
  Block | { readonly rich: Block | null; readonly classic: Block | null } | null;

/**
 * Puts a message together. The fallback stays below 300 characters, whatever outside text went into
 * it.
 */
export function content(text: string, parts: readonly ContentPart[]): MessageContent {
  const kept = parts.filter((part) => part !== null);
  return {
    text: fallback(text),
    rich: kept.flatMap((part) => ('rich' in part ? (part.rich ? [part.rich] : []) : [part])),
    classic: kept.flatMap((part) =>
      'rich' in part ? (part.classic ? [part.classic] : []) : [part],
    ),
  };
}

function fallback(text: string): string {
  const chars = Array.from(visible(text.replace(/\s+/g, ' ')));
  if (chars.length < 300) return chars.join('');
  return `${chars
    .slice(0, 297)
    .join('')
    .replace(/&[a-z]*$/, '')
    .trimEnd()}…`;
}
