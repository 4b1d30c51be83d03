import { wakeUpsOf } from '../../src/engine/wake-ups.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Release } from '../../src/release/state/release.ts';
import { aShop } from './a-shop.ts';
import { build, line, plan, prerelease } from './a-release.ts';
import { noon, readyAt } from './noon.ts';
import { ana, tom } from './people.ts';
import { good } from './readings.ts';
import { signedOff, watch } from './release-parts.ts';

/** The moment at which all three are approved. */
export const now = readyAt;

/** One of them. */
export const trial = (id: string, version: string, at: number): Release =>
  prerelease(
    { kind: 'approved', since: noon },
    {
      id,
      build: build(version),
      at,
      approvals: signedOff.map((one) => ({ ...one, image: `ami-${version}` })),
      watch: watch(good, { measuredAt: now, creditedMs: plan.soakMs }),
      seq: 0,
    },
  );

/** Three pre-releases beside each other, drawn; the newest can carry the others. */
export async function three() {
  const made = aShop(now);
  const { ledger, shop, state } = made;
  for (const [id, version, at] of [
    ['rel_OLD', '1.41.8', 1],
    ['rel_MID', '1.41.9', 2],
    ['rel_NEW', '1.42.0', 3],
  ] as const) {
    await ledger.addBuild(build(version));
    await ledger.decide(
      { service: 'board', release: null, event: { kind: 'time-passed', at: now } },
      () => ({
        kind: 'moved',
        line: line(),
        release: null,
        born: trial(id, version, noon + at),
        effects: [],
        supersedes: false,
      }),
      () => [{ key: id, lane: 'slack', dueAt: now }],
    );
  }
  await made.settle();
  const cardOf = (version: string) =>
    state.posted.find(({ key }) => key === `build:board@${version}:card`)?.ts ?? 'no card';
  return {
    ...made,
    cardOf,
    start: (carries: readonly string[] = ['rel_MID', 'rel_OLD'], id = 'rel_ALL') =>
      shop.tell(
        { service: 'board', release: 'rel_NEW' },
        {
          kind: 'release-started',
          at: now,
          by: tom,
          id,
          roster: { at: now, teams: { whiteboard: [ana.id], accounts: [tom.id] } },
          imageFound: true,
          targetFound: true,
          capacity: 4,
          carries,
        },
      ),
    /** What the world would have brought about. */
    async become(id: string, change: Partial<Release>, more: Partial<Line> = {}) {
      await ledger.decide(
        { service: 'board', release: id, event: { kind: 'time-passed', at: state.now } },
        (before, release) => ({
          kind: 'moved',
          line: { ...before, ...more },
          release: { ...release!, ...change },
          born: null,
          effects: [],
          supersedes: false,
        }),
        (decision) => wakeUpsOf(decision, state.now, null),
      );
      await made.settle();
    },
    of: (key: string) => state.posted.find((one) => one.key === key),
    channel: () =>
      state.posted
        .filter(
          ({ channel, thread, broadcast }) =>
            channel === 'C0RELEASES' && (thread === null || broadcast),
        )
        .map(({ key }) => key),
    said: (key: string) =>
      JSON.stringify(state.posted.find((one) => one.key === key)?.content.rich ?? ''),
  };
}
