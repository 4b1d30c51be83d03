import { describe, expect, it } from 'vitest';
import { aShop } from '../support/a-shop.ts';
import { build } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';

async function two() {
  const made = aShop(noon + 300);
  for (const [version, ms] of [
    ['1.41.9', 100],
    ['1.42.0', 200],
  ] as const)
    await made.ledger.addBuild(build(version, { registeredAt: noon + ms }));
  const wake = (version: string) =>
    made.ledger.wake([{ key: `build:board@${version}`, lane: 'slack', dueAt: made.state.now }]);
  const cards = () => made.state.posted.map(({ key }) => key);
  return { ...made, wake, cards };
}

describe('builds registered within a second', () => {
  it('are shown in their order, whichever card is drawn first', async () => {
    const made = await two();
    await made.wake('1.42.0');
    await made.settle();
    expect(made.cards()).toEqual([]);
    await made.wake('1.41.9');
    await made.settle();
    made.state.now += 300;
    await made.settle();
    expect(made.cards()).toEqual(['build:board@1.41.9:card', 'build:board@1.42.0:card']);
  });

  it('do not wait long for a card that is never posted', async () => {
    const made = await two();
    await made.wake('1.42.0');
    for (let i = 0; i < 30; i += 1) {
      await made.settle();
      made.state.now += 250;
    }
    expect(made.cards()).toEqual(['build:board@1.42.0:card']);
  });
});
