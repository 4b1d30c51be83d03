/**
 * # src/adapters/ledger
 *
 * What both ledgers, memory and PostgreSQL, must do alike: the chain of hashes over events, and
 * which streams a decision raises.
 */

import { createHash } from 'node:crypto';
import type { Event } from '../../release/state/event.ts';

/**
 * What is stored of an event, word for word: the hash is taken over this text and the hash before
 * it.
 */
export function eventText(stream: string, seq: number, event: Event): string {
  return canonical({ stream, seq, event });
}

/** Chains a text to everything before it in its stream; the first one is chained to nothing. */
export function chainHash(before: string, text: string): string {
  return createHash('sha256').update(`${before}\n${text}`).digest('hex');
}

/** One text for one value: keys in order, and only characters every database can keep. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'string') return storable(part);
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(
      Object.entries(part)
        .map(([key, inner]) => [storable(key), inner] as const)
        .sort(([a], [b]) => (a < b ? -1 : 1)),
    );
  });
}

/**
 * PostgreSQL's jsonb takes neither NUL nor half a surrogate pair, and titles from outside hold both
 * at times.
 */
function storable(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}
