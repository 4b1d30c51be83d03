import { expect, it } from 'vitest';
import { rehearsals } from '../../../src/engine/watch/rehearse.ts';
import type { Release } from '../../../src/release/state/release.ts';
import type { PlanChoices } from '../../../src/release/state/plan.ts';
import type { Soaked } from '../../../src/release/verdict/soak.ts';
import { plan, prerelease } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { judgeOptions, soakOf } from '../../support/soak-samples.ts';

const fine = soakOf(120);

function stage(releases: readonly Release[], { soak, looks }: Pick<Soaked, 'soak' | 'looks'>) {
  const clock = { now: 0, perPage: 0 };
  const asked: number[] = [];
  const rehearse = rehearsals({
    ledger: {
      history: async (_, limit) => releases.slice(0, limit),
      soak: async () => soak,
      looks: async (_, { after, most }) => {
        clock.now += clock.perPage;
        asked.push(most);
        return looks.filter(({ at }) => at > after).slice(0, most);
      },
    },
    realNow: () => clock.now,
  });
  const chosen: PlanChoices[] = [];
  return {
    clock,
    asked,
    chosen,
    rehearse: () =>
      rehearse({
        name: 'board',
        plan: (choices = {}) => {
          chosen.push(choices);
          const soakMs = choices.soakMs ?? judgeOptions.soakMs;
          return { ...plan, judge: { ...judgeOptions, required: ['errors'], soakMs } };
        },
      }),
  };
}

const past = (index: number, soakMs?: number) =>
  prerelease(
    { kind: 'carried', at: noon + 60 * minute },
    {
      id: `rel_${index}`,
      at: noon,
      plan: soakMs === undefined ? plan : { ...plan, chosen: { soakMs } },
    },
  );
const many = Array.from({ length: 60 }, (_, index) => past(index));

it('says how many it did not come to when the time of an answer is over', async () => {
  const { rehearse, clock } = stage(many, fine);
  clock.perPage = 1_000;
  expect(await rehearse()).toMatchObject({ tried: { length: 5 }, left: 45 });
  clock.perPage = 20_000;
  expect(await rehearse()).toMatchObject({ tried: [], unkept: 0, left: 50 });
});

it('reads pages of fifty releases at most, and plays only so many old servers', async () => {
  const { rehearse, asked } = stage(many, fine);
  const { tried, left, placebo } = await rehearse();
  expect(tried).toHaveLength(50);
  expect(left).toBe(0);
  expect(Math.max(...asked)).toBeLessThanOrEqual(50);
  expect(asked).toHaveLength(150);
  expect(placebo).toEqual({ played: 166, called: 0, turned: 0 });
});

it('judges a soak of chosen length by that length', async () => {
  const { rehearse, chosen } = stage([past(1, 45 * minute), past(2)], fine);
  const { tried } = await rehearse();
  expect(chosen).toEqual([{ soakMs: 45 * minute }, {}]);
  expect(tried.map(({ found }) => found.kind)).toEqual(['lets-through', 'cannot-tell']);
});

it('does once what is asked for twice at a time', async () => {
  const { rehearse, asked } = stage([past(1)], fine);
  const [first, second] = await Promise.all([rehearse(), rehearse()]);
  expect(second).toBe(first);
  expect(asked).toHaveLength(3);
  await rehearse();
  expect(asked).toHaveLength(6);
});
