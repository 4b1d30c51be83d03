import type { Desk } from '../context.ts';
import { onlyMembers } from '../facts/facts.ts';
import { findRelease, type Found, type Meant } from './find.ts';

/**
 * The release somebody means and wants to change: guests and people from elsewhere may only look.
 */
export async function findToChange(
  words: readonly string[],
  desk: Desk,
  command: string,
): Promise<Found<Meant>> {
  const found = await findRelease(words, desk, command);
  if (found.kind === 'reply') return found;
  const outside = await onlyMembers(desk);
  return outside ? { kind: 'reply', reply: outside } : found;
}
