/**
 * # src/adapters/memory-ledger
 *
 * The ledger in memory: for tests and the simulation, and held to the same contract as PostgreSQL.
 */

import type { Ledger } from '../../ports/ledger.ts';
import { type Decision, keptLanes } from '../../release/state/decision.ts';
import type { Event } from '../../release/state/event.ts';
import { type Line, newLine } from '../../release/state/line.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import { raised } from '../ledger/raised.ts';
import { saveKnownInMemory } from './errors.ts';
import { givenKey, refuseOtherImages } from './given-images.ts';
import type { LedgerMemory } from './memory.ts';
import { addTurns } from './turns.ts';
import { held, wakeInMemory } from './wakes.ts';
import { lineKey } from '../../release/state/keys.ts';

type Args = Parameters<Ledger['decide']>;

/**
 * One step: the event, the states, the effects and the wakes, or nothing at all. Whatever can fail
 * comes before the first change.
 */
export function decideInMemory(
  memory: LedgerMemory,
  about: Args[0],
  judge: Args[1],
  wake: Args[2],
): Decision {
  const before = about.delivery === undefined ? undefined : memory.outcomes.get(about.delivery);
  if (before) return before;
  if (about.claim) held(memory, about.claim);
  const line = memory.lines.get(about.service) ?? newLine(about.service);
  const release = about.release === null ? null : (memory.releases.get(about.release) ?? null);
  const others = [...memory.releases.values()].filter(
    (other) => other.service === about.service && other.id !== about.release && isOpen(other),
  );
  const judged = judge(line, release, others);
  const { decision, streams } =
    judged.kind === 'moved' ? raised(judged, line) : { decision: judged, streams: [] };
  const wishes = wake(decision);
  if (decision.kind !== 'refused') store(memory, decision);
  for (const { name } of streams) record(memory, name, about.event);
  if (decision.kind === 'moved') addTurns(memory, decision, about.event);
  wakeInMemory(memory, wishes);
  if (about.delivery !== undefined) memory.outcomes.set(about.delivery, decision);
  return decision;
}

function store(memory: LedgerMemory, decision: Exclude<Decision, { kind: 'refused' }>): void {
  const { line, release } = decision;
  const born = decision.kind === 'moved' ? decision.born : null;
  if (born && memory.releases.has(born.id))
    throw new Error(`there is a release ${born.id} already`);
  refuseSecondMover(memory, decision, born);
  if (decision.kind === 'moved') refuseOtherImages(memory, decision.given ?? []);
  for (const one of [release, born]) if (one) memory.releases.set(one.id, one);
  memory.lines.set(line.service, line);
  if (decision.kind !== 'moved') return;
  saveKnownInMemory(memory, decision.known ?? []);
  for (const one of decision.given ?? []) memory.given.set(givenKey(one), one.image);
  const key = release?.id ?? born?.id ?? lineKey(line.service);
  if (decision.supersedes) {
    for (const waiting of memory.effects)
      if (waiting.key === key && !keptLanes.includes(waiting.effect.lane)) waiting.over = true;
  }
  for (const effect of decision.effects)
    memory.effects.push({ id: memory.effects.length + 1, key, effect, over: false });
}

/**
 * The index over moving releases, as the database has it: a release that moves and that nobody
 * stopped moves still.
 */
function refuseSecondMover(
  memory: LedgerMemory,
  { line, release }: { readonly line: Line; readonly release: Release | null },
  born: Release | null,
): void {
  const moving = memory.lines.get(line.service)?.moving?.release;
  if (!born || moving === undefined || line.moving?.release !== born.id || moving === release?.id)
    return;
  throw new Error(`${line.service} has a moving release already: ${moving}`);
}

function record(memory: LedgerMemory, stream: string, event: Event): void {
  const known = memory.events.get(stream);
  if (known) known.push(event);
  else memory.events.set(stream, [event]);
}
