import { describe, expect, it } from 'vitest';
import { moveOn, start } from '../../support/ledger-samples.ts';
import { prerelease } from '../../support/a-release.ts';
import { aShop } from '../../support/a-shop.ts';
import { minute, noon } from '../../support/noon.ts';
import { reading } from '../../support/readings.ts';
import { unmeasured } from '../../support/release-parts.ts';

/** A canary that soaks while nobody measures anything, whatever keeps them from it. */
async function unwatched() {
  const made = aShop(noon);
  await start(made.ledger, 'board', 'rel_1', noon);
  await moveOn(made.ledger, 'board', 'rel_1', {
    change: {
      ...prerelease({ kind: 'soaking', since: noon }),
      id: 'rel_1',
      watch: unmeasured,
      by: null,
    },
    line: { moving: null },
  });
  await made.ledger.wake([{ key: 'rel_1', lane: 'clock', dueAt: noon }]);
  let known = 0;
  return {
    ...made,
    /** What people were called for since this was last asked. */
    calls: async (at: number) => {
      made.state.now = at;
      await made.settle(['clock']);
      const all = await made.ledger.pending({
        key: 'rel_1',
        lane: 'page',
        fence: 0,
        tries: 0,
        failingSince: null,
      });
      const fresh = all.slice(known).map(({ effect }) => effect);
      known = all.length;
      return fresh.flatMap((one) =>
        one.kind === 'page' && one.again !== true ? [one.summary] : [],
      );
    },
    measure: (at: number, value: number) =>
      made.shop.tell(
        { service: 'board', release: 'rel_1' },
        { kind: 'measured', at, readings: [reading('new errors', value)] },
      ),
  };
}

describe('a build that nobody has measured for ten minutes', () => {
  it('calls people, once, without asking any vendor', async () => {
    const made = await unwatched();
    expect(await made.calls(noon + 9 * minute)).toEqual([]);
    expect(await made.calls(noon + 10 * minute)).toEqual([
      { kind: 'not-measured', name: 'board 1.42.0', minutes: 10 },
    ]);
    for (const minutes of [11, 20, 30])
      expect(await made.calls(noon + minutes * minute)).toEqual([]);
  });

  it('calls them again when it was measured in between', async () => {
    const made = await unwatched();
    await made.calls(noon + 10 * minute);
    await made.shop.tell(
      { service: 'board', release: 'rel_1' },
      {
        kind: 'observed',
        at: noon + 12 * minute,
        wall: noon + 12 * minute,
        servers: [],
        singles: [],
      },
    );
    await moveOn(made.ledger, 'board', 'rel_1', {
      change: {
        seen: { ...prerelease({ kind: 'soaking', since: noon }).seen!, at: noon + 12 * minute },
      },
    });
    await made.measure(noon + 12 * minute, 0);
    expect(await made.calls(noon + 21 * minute)).toEqual([]);
    expect(await made.calls(noon + 22 * minute)).toHaveLength(1);
  });
});
