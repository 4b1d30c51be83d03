import type { CommandContext } from '../context.ts';
import type { Lookup } from '../command.ts';
import { onlyMembers } from '../facts/facts.ts';
import { findRelease, type Meant } from './find.ts';

/**
 * The release somebody means and wants to change: guests and people from elsewhere may only look.
 */
export async function findToChange(
  words: readonly string[],
  context: CommandContext,
  command: string,
): Promise<Lookup<Meant>> {
  const found = await findRelease(words, context, command);
  if (found.kind === 'reply') return found;
  const outside = await onlyMembers(context);
  return outside ? { kind: 'reply', reply: outside } : found;
}
