import { describe, expect, it } from 'vitest';
import { aShop } from '../../support/a-shop.ts';
import { moveOn, start } from '../../support/ledger-samples.ts';
import { plan, prerelease } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana } from '../../support/people.ts';
import { yes } from '../../support/release-parts.ts';

/**
 * An approved pre-release on its way out with a release, whose approval grows too old meanwhile.
 */
async function carried() {
  const made = aShop(noon);
  await start(made.ledger, 'board', 'rel_1', noon);
  const change = {
    ...prerelease({ kind: 'approved', since: noon }, { plan: { ...plan, approvalTtlMs: minute } }),
    id: 'rel_1',
    approvals: [{ ...yes(ana, 'whiteboard'), at: noon }],
  };
  await moveOn(made.ledger, 'board', 'rel_1', {
    change,
    line: { moving: { release: 'rel_2', carries: ['rel_1'], migrating: true } },
  });
  await made.ledger.wake([{ key: 'rel_1', lane: 'clock', dueAt: noon + minute }]);
  return made;
}

describe('a deadline that has no effect', () => {
  it('is looked at again later, not at once and for ever', async () => {
    const made = await carried();
    made.state.now = noon + 2 * minute;
    const before = (await made.ledger.events('rel_1')).length;
    await made.settle(['clock'], 1);
    expect(await made.ledger.claim(['clock'], made.state.now)).toBeNull();
    expect((await made.ledger.events('rel_1')).length).toBe(before);
    made.state.now += plan.lookEveryMs;
    expect(await made.ledger.claim(['clock'], made.state.now)).toMatchObject({ key: 'rel_1' });
  });
});
