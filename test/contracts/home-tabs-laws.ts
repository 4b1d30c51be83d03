import { expect } from 'vitest';
import type { HomeTabs } from '../../src/ports/home-tabs.ts';
import { failsFromOutside, type Laws, type PortWorld, withLostAnswer } from './contract.ts';

/** Pages of one's own, and what each person sees there; null where nothing was ever shown. */
export type HomeTabsWorld = PortWorld & {
  readonly publish: HomeTabs;
  readonly person: string;
  readonly somebodyElse: string;
  readonly left: string;
  readonly seenBy: (person: string) => Promise<string | null>;
};

const page = (text: string) => ({
  text,
  rich: [{ type: 'section', text: { type: 'mrkdwn', text } }],
  classic: [{ type: 'section', text: { type: 'mrkdwn', text } }],
});

/** What every place for such pages keeps to. */
export const homeTabsLaws: Laws<HomeTabsWorld> = {
  'shows a page to its person only, the newest one': async ({ publish, ...world }) => {
    await publish(world.person, page('first'));
    await publish(world.person, page('second'));
    expect(await world.seenBy(world.person)).toContain('second');
    expect(await world.seenBy(world.person)).not.toContain('first');
    expect(await world.seenBy(world.somebodyElse)).toBeNull();
  },

  'has no trouble with somebody who left': async ({ publish, left }) => {
    await expect(publish(left, page('x'))).resolves.toBeUndefined();
  },

  'fails from outside, and shows it once it can': async (world) => {
    await failsFromOutside(world, () => world.publish(world.person, page('here')));
    await withLostAnswer(world, () => world.publish(world.person, page('there')));
    expect(await world.seenBy(world.person)).toContain('there');
  },
};
