import { describe, expect, it } from 'vitest';
import { wakeUpsOf } from '../../../src/engine/wake-ups.ts';
import { worded } from '../../../src/release/state/worded.ts';
import { aShop } from '../../support/a-shop.ts';
import { moveOn, start } from '../../support/ledger-samples.ts';
import { blocked, build, prerelease, release } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { migrating, rollingBack } from '../../support/phases.ts';

/** A release that took a canary along, and every question that anybody asks a vendor. */
async function twoAtOnce(phase: Parameters<typeof release>[0]) {
  const made = aShop(noon);
  const asked: string[] = [];
  const urgent: boolean[] = [];
  const away = (what: string) => () => {
    asked.push(what);
    return Promise.resolve([]);
  };
  Object.assign(made.shop.ports, {
    fleet: () => ({
      observe: (_: string, isUrgent: boolean) => {
        urgent.push(isUrgent);
        return away('fleet')();
      },
      imageState: async () => 'ready',
    }),
    errors: () => ({ read: away('sentry') }),
    meter: () => ({ read: away('prometheus'), reconnects: async () => null }),
  });
  await start(made.ledger, 'board', 'rel_all', noon);
  await moveOn(made.ledger, 'board', 'rel_all', {
    change: { ...release(phase, { carries: ['rel_first', 'rel_pre'] }), id: 'rel_all' },
    line: { moving: null },
  });
  await start(made.ledger, 'board', 'rel_pre', noon);
  await moveOn(made.ledger, 'board', 'rel_pre', {
    change: { ...prerelease({ kind: 'approved', since: noon }), id: 'rel_pre' },
    line: {
      moving: { release: 'rel_all', carries: ['rel_first', 'rel_pre'], migrating: true },
    },
  });
  await made.ledger.wake(
    (['world', 'watch'] as const).map((lane) => ({ key: 'rel_pre', lane, dueAt: noon - 1 })),
  );
  const claim = (lane: 'world' | 'watch') => made.settle([lane], 1);
  return { ...made, asked, urgent, claim };
}

describe('a canary that was taken along', () => {
  it('asks nobody while the release that took it brings users home', async () => {
    const made = await twoAtOnce(rollingBack());
    await made.claim('world');
    await made.claim('watch');
    expect(made.asked).toEqual([]);
  });

  it('finds its own way while a start that failed takes its servers away', async () => {
    const made = await twoAtOnce(rollingBack({ end: 'failed' }));
    await made.claim('world');
    expect(made.asked).toEqual(['fleet']);
  });

  it('looks at its servers while users go on, and leaves measuring to the release', async () => {
    const made = await twoAtOnce(migrating());
    await made.claim('world');
    expect(made.asked).toEqual(['fleet']);
    await made.claim('watch');
    expect(made.asked).toEqual(['fleet']);
  });

  it('has its own look put off by nobody once its build is blocked', async () => {
    const made = await twoAtOnce(migrating());
    await made.claim('world');
    await moveOn(made.ledger, 'board', 'rel_pre', {
      line: { moving: null, blocked: [blocked({ commit: build().commit })] },
    });
    await made.ledger.wake([{ key: 'rel_pre', lane: 'world', dueAt: noon - 1 }]);
    await made.claim('world');
    expect(made.urgent).toEqual([false, true]);
  });

  it('turns round as soon as that rollback is over, whenever its next look was', async () => {
    const made = await twoAtOnce(rollingBack());
    await made.claim('world');
    expect(await made.ledger.claim(['world'], noon)).toMatchObject({ key: 'rel_all' });
    await made.shop.tell(
      { service: 'board', release: 'rel_all' },
      { kind: 'observed', at: noon, wall: noon, servers: [], singles: [] },
    );
    await made.ledger.decide(
      { service: 'board', release: 'rel_all', event: { kind: 'time-passed', at: noon } },
      (line, one) => ({
        kind: 'moved',
        line: { ...line, moving: null },
        release: {
          ...one!,
          phase: { kind: 'rolled-back', at: noon, because: worded('x'), by: null },
        },
        born: null,
        effects: [],
        supersedes: false,
      }),
      (decision) => wakeUpsOf(decision, noon, null),
    );
    expect(await made.ledger.claim(['world'], noon)).toMatchObject({ key: 'rel_pre' });
  });
});
