import { describe, expect, it } from 'vitest';
import { mayByDefault } from '../../../src/release/authority/may.ts';
import { waitingFor } from '../../../src/release/waiting-for.ts';
import { waitingWords } from '../../../src/texts/waiting-words.ts';
import { plannedMove } from '../../../src/release/migration/move.ts';
import type { Reconnects } from '../../../src/release/state/reconnects.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { transition } from '../../../src/release/transition.ts';
import { messagesOf } from '../../../src/views/messages.ts';
import { line, plan, release } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { good } from '../../support/readings.ts';
import { watch } from '../../support/release-parts.ts';
import { story } from '../../support/thread-samples.ts';
import { worded } from '../../../src/release/state/worded.ts';

const counts = { ...plan, reconnectsMax: 0.02 };
const figures = (more: Partial<Reconnects> = {}): Reconnects => ({
  since: noon,
  at: noon + 11 * minute,
  arrived: 90,
  failed: 0,
  slow: 0,
  missing: null,
  ...more,
});
const away = figures({
  arrived: null,
  failed: null,
  slow: null,
  missing: worded('no server of 1.42.0 reports now'),
});

/** A batch whose users have moved, watched for nine and a half of ten minutes. */
const nearlyOver = (more: Partial<Release> = {}): Release =>
  release(
    { kind: 'migrating', since: noon, batch: 0, movedAt: noon + minute, watchedMs: 9.5 * minute },
    {
      plan: counts,
      move: { ...plannedMove(counts), since: noon },
      watch: watch(good, { measuredAt: noon + 10.5 * minute }),
      seen: {
        at: noon + 11 * minute,
        newServers: { servers: 4, ready: 4, users: 620 },
        oldServers: { servers: 4, ready: 4, users: 5_580 },
      },
      ...more,
    },
  );

function look(one: Release, at: number, reconnects?: Reconnects): Release {
  const decision = transition(
    line({ moving: { release: one.id, carries: one.carries, migrating: true } }),
    { ...one, seen: one.seen && { ...one.seen, at } },
    [],
    {
      kind: 'measured',
      at,
      readings: good,
      ...(reconnects ? { reconnects: { ...reconnects, at } } : {}),
    },
  );
  if (decision.kind === 'refused' || !decision.release) throw new Error('a look is never refused');
  return decision.release;
}

describe('the next batch', () => {
  it('starts when reconnects of this one were counted', () => {
    expect(look(nearlyOver(), noon + 11 * minute, figures()).phase).toMatchObject({
      kind: 'migrating',
      batch: 1,
    });
  });

  it.each([
    ['could not be counted', away],
    ['were not asked about', undefined],
    ['were counted for the batch before', figures({ since: noon - minute })],
    ['are no number', figures({ failed: Number.NaN })],
  ])('does not start when they %s, and it is said', (_, reconnects) => {
    const stopped = look(nearlyOver(), noon + 11 * minute, reconnects);
    expect(stopped.phase).toMatchObject({ kind: 'migrating', batch: 0 });
    expect(stopped.watch.verdict?.kind).toBe('undecided');
    expect(
      JSON.stringify(
        waitingFor(line(), stopped, noon + 11 * minute).map((wait) =>
          waitingWords(wait, mayByDefault),
        ),
      ),
    ).toContain('undecided: reconnects: ');
    expect(
      messagesOf(story({ release: stopped })).find(({ kind }) => kind === 'fleet')?.content.text,
    ).toMatch(/Not enough data\. Reconnects: .*nothing moves/);
  });

  it('starts as soon as they are counted again', () => {
    const stopped = look(nearlyOver(), noon + 11 * minute, away);
    expect(look(stopped, noon + 11.5 * minute, figures()).phase).toMatchObject({
      kind: 'migrating',
      batch: 1,
    });
  });

  it('that does not start for ten minutes calls a person, once', () => {
    let one = nearlyOver();
    const called: number[] = [];
    for (let i = 0; i < 50; i += 1) {
      const at = noon + 11 * minute + (i * minute) / 2;
      const decision = transition(line(), { ...one, seen: one.seen && { ...one.seen, at } }, [], {
        kind: 'measured',
        at,
        readings: good,
        reconnects: { ...away, at },
      });
      if (decision.kind === 'moved' && decision.effects.some(({ kind }) => kind === 'page'))
        called.push(i);
      one = decision.kind === 'refused' || !decision.release ? one : decision.release;
    }
    expect(one.phase).toMatchObject({ kind: 'migrating', batch: 0 });
    expect(called).toEqual([20]);
  });

  it('is not waited for before its turn: counters lag behind at the beginning of a batch', () => {
    const early = nearlyOver({
      phase: {
        kind: 'migrating',
        since: noon,
        batch: 0,
        movedAt: noon + minute,
        watchedMs: minute,
      },
    });
    expect(look(early, noon + 11 * minute, away).watch.verdict?.kind).toBe('healthy');
  });

  it('waits for no figure that nobody ever offered; that is said', () => {
    const one = look(nearlyOver({ plan }), noon + 11 * minute);
    expect(one.phase).toMatchObject({ kind: 'migrating', batch: 1 });
    expect(
      JSON.stringify(
        messagesOf(story({ release: one })).find(({ kind }) => kind === 'fleet')?.content.rich,
      ).match(/Reconnects are not measured/g),
    ).toHaveLength(1);
  });

  it('of a way back waits for nothing', () => {
    expect(look(nearlyOver({ kind: 'return' }), noon + 11 * minute, away).phase).toMatchObject({
      kind: 'migrating',
      batch: 1,
    });
  });
});
