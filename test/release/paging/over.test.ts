import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/release/state/event.ts';
import type { Line } from '../../../src/release/state/line.ts';
import type { Phase } from '../../../src/release/state/phase.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { transition } from '../../../src/release/transition.ts';
import { line, prerelease, release } from '../../support/a-release.ts';
import { measured, timePassed } from '../../support/events.ts';
import { minute, noon } from '../../support/noon.ts';
import { good, missing } from '../../support/readings.ts';
import { migrating } from '../../support/phases.ts';
import { watch } from '../../support/release-parts.ts';

const second = 1_000;
const away = 14 * minute;

/** Everything the pager was told of one release, and what it is like at the end. */
type Story = { readonly called: readonly string[]; readonly release: Release };

/** Twenty-five minutes of looks every 20 s, of which some may be missing altogether. */
function lived(
  start: Release,
  eventsAt: (at: number) => readonly Event[],
  lineAt: (at: number) => Line = () => line(),
): Story {
  const called: string[] = [];
  let now = start;
  for (let ms = 20 * second; ms <= 25 * minute; ms += 20 * second) {
    const at = noon + ms;
    now = now.seen ? { ...now, seen: { ...now.seen, at } } : now;
    for (const event of [timePassed(at), ...eventsAt(at)]) {
      const decision = transition(lineAt(at), now, [], event);
      if (decision.kind === 'refused' || !decision.release) continue;
      now = decision.release;
      for (const effect of decision.kind === 'moved' ? decision.effects : [])
        if (effect.lane === 'page')
          called.push(
            `${Math.floor(ms / minute)} ${effect.kind} ${effect.key.split(':').slice(2).join()}`,
          );
    }
  }
  return { called, release: now };
}

const unheard = (at: number) => [measured(at, at < noon + away ? missing : good)];
const unlooked = (at: number) => (at < noon + away ? [] : [measured(at, good)]);
const fresh = watch(good, { measuredAt: noon, creditedMs: 0 });
const since = noon;

const phases: readonly Phase[] = [
  { kind: 'soaking', since },
  { kind: 'waiting', since },
  { kind: 'approved', since },
  { kind: 'verifying', since },
  migrating(),
  migrating({ movedAt: noon }),
  { kind: 'watching', since, watchedMs: 0 },
  { kind: 'retiring', since, unprotectedAt: null },
];

describe('a call because nobody could tell', () => {
  describe.each([
    ['sources were away', unheard],
    ['no look came to its end', unlooked],
  ])('while %s', (_, events) => {
    it.each(
      phases.flatMap((phase) =>
        (phase.kind === 'soaking' || phase.kind === 'waiting' || phase.kind === 'approved'
          ? [prerelease(phase, { watch: fresh })]
          : [release(phase, { watch: fresh }), release(phase, { watch: fresh, kind: 'return' })]
        ).map((one) => [`${one.kind} that is ${phase.kind}`, one] as const),
      ),
    )('is over for a %s once all is well, and not before', (_name, one) => {
      const { called, release: after } = lived(one, events);
      expect(called).toEqual(['10 page look', '14 resolve-page look']);
      expect(after).toMatchObject({ incidents: [], escalation: { ended: { kind: 'over' } } });
    });
  });

  it('is over, too, once a release has taken the build along, and calls nobody else', () => {
    const start = prerelease({ kind: 'approved', since }, { watch: fresh });
    const moving = { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true };
    const { called, release: after } = lived(
      start,
      (at) => (at < noon + 12 * minute ? [measured(at, missing)] : []),
      (at) => line(at < noon + 12 * minute ? {} : { moving }),
    );
    expect(called).toEqual(['10 page look', '12 resolve-page look']);
    expect(after).toMatchObject({ incidents: [], escalation: { ended: { kind: 'over' } } });
  });

  it('goes to the next target, and stays open, while nobody can tell yet', () => {
    const start = prerelease({ kind: 'soaking', since }, { watch: fresh });
    for (const events of [(at: number) => [measured(at, missing)], () => []]) {
      const { called, release: after } = lived(start, events);
      expect(called).toEqual(['10 page look', '15 page look']);
      expect(after.incidents).toEqual(['look']);
    }
  });
});
