/**
 * # src/command-kit/facts
 *
 * What a command gathers before it tells: rosters, images, who leads and who else could answer.
 * Facts carry their age; what could not be read becomes an answer that says so.
 */

import { refusalOfEvent } from '../../release/legal-acts.ts';
import type { Refusal } from '../../release/state/decision.ts';
import type { Event } from '../../release/state/event.ts';
import type { Release } from '../../release/state/release.ts';
import { vouched } from './standing.ts';
import type { CommandContext } from '../context.ts';

/**
 * Why what a form is to be filled in for would be refused, if it would: asked before it opens, so
 * that nobody writes a reason for nothing. It is judged again when the form is sent.
 */
export async function refusedBefore(
  about: { readonly service: string; readonly release: Release | null },
  event: Event,
  context: CommandContext,
): Promise<Refusal | null> {
  const { ledger, now: at } = context;
  const [line, open, said] = await Promise.all([
    ledger.line(about.service),
    ledger.open(about.service),
    vouched(event, about.service, context),
  ]);
  const others = open.filter(({ id }) => id !== about.release?.id);
  return refusalOfEvent(said, { line, release: about.release, others, at });
}
