import type { Decision } from '../../release/state/decision.ts';
import type { Event } from '../../release/state/event.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import { type Chronicle, turnOf } from '../../release/state/turn.ts';
import type { LedgerMemory } from './memory.ts';
import { buildKey } from '../../release/state/keys.ts';

/** Writes down what an event left each release as. */
export function addTurns(
  memory: LedgerMemory,
  { release, born }: Extract<Decision, { kind: 'moved' }>,
  event: Event,
): void {
  for (const turned of [release, born]) {
    if (turned)
      memory.turns.set(turned.id, [...(memory.turns.get(turned.id) ?? []), turnOf(turned, event)]);
  }
}

/** Releases that took a turn in the period or are open, with those they carry; oldest first. */
export function chroniclesInMemory(
  memory: LedgerMemory,
  since: number,
  until: number,
): readonly Chronicle[] {
  const all = [...memory.releases.values()];
  const meant = all.filter(
    (release) =>
      isOpen(release) || memory.turns.get(release.id)?.some(({ at }) => at >= since && at < until),
  );
  const carried = new Set(meant.flatMap(({ carries }) => carries));
  const wanted = all.filter((release) => meant.includes(release) || carried.has(release.id));
  return wanted
    .filter(({ at }) => at < until)
    .map((release) => ({
      release,
      turns: memory.turns.get(release.id) ?? [],
      ...posted(memory, release),
    }));
}

function posted({ messages, pings }: LedgerMemory, { id, kind, build }: Release) {
  const subjects = [id, ...(kind === 'prerelease' ? [buildKey(build)] : [])];
  const mine = [...messages].filter(
    ([, message]) => message.ts !== null && subjects.includes(message.subject),
  );
  return {
    messages: mine.length,
    pings: mine.reduce((sum, [key]) => sum + (pings.get(key) ?? 0), 0),
  };
}
