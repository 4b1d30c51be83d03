import { expect } from 'vitest';
import type { NewsItem, NewsSink } from '../../src/ports/news-sink.ts';
import { newsKinds } from '../../src/release/state/news.ts';
import { prerelease, release } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { ana } from '../support/people.ts';
import {
  failsFromOutside,
  type Laws,
  type PortWorld,
  refused,
  withLostAnswer,
} from './contract.ts';

/** Somebody who listens, and the book of what was heard: each id once, and how many posts. */
export type NewsSinkWorld = PortWorld & {
  readonly sink: NewsSink;
  /** The same, told by somebody who is not believed. */
  readonly stranger: NewsSink;
  /** Will refuse the item of this id for good. */
  readonly hate: (id: string) => void;
  readonly heard: () => readonly string[];
  readonly posts: () => number;
};

const item: NewsItem = {
  id: 'f00d',
  what: 'canary',
  at: noon,
  of: prerelease({ kind: 'soaking', since: noon }),
  by: null,
  link: null,
};
const everything: readonly NewsItem[] = newsKinds.flatMap((what) => [
  { ...item, what, id: `pre-${what}`, by: ana, link: 'https://acme.slack.com/archives/C1/p1' },
  { ...item, what, id: `all-${what}`, of: release({ kind: 'live', at: noon }, { target: null }) },
]);
const taken = { kind: 'taken' } as const;

/** What everybody who listens keeps to. */
export const newsSinkLaws: Laws<NewsSinkWorld> = {
  'takes whatever can happen': async ({ sink, heard }) => {
    for (const one of everything) expect(await sink.tell(one)).toEqual(taken);
    expect(heard()).toEqual(
      everything.flatMap(({ id }) => (id === 'all-taken-back' ? [id, `${id}-canary`] : [id])),
    );
  },

  'knows by the id what it heard before': async ({ sink, heard, posts }) => {
    expect(await sink.tell(item)).toEqual(taken);
    expect(await sink.tell(item)).toEqual(taken);
    expect(posts()).toBe(2);
    expect(heard()).toEqual(['f00d']);
  },

  'heard it although its answer was lost': async (world) => {
    await withLostAnswer(world, () => world.sink.tell(item));
    expect(await world.sink.tell(item)).toEqual(taken);
    expect(world.heard()).toEqual(['f00d']);
  },

  'says why it never takes an item': async ({ sink, hate, heard }) => {
    hate('f00d');
    expect(await sink.tell(item)).toEqual({
      kind: 'refused',
      why: expect.stringMatching(/./) as string,
    });
    expect(heard()).toEqual([]);
  },

  'is to be tried again where a setting is wrong': async ({ stranger, heard }) => {
    await refused(stranger.tell(item));
    expect(heard()).toEqual([]);
  },

  'fails from outside, and works once it can': async (world) => {
    const troubles = ['throttled', 'broken', 'silent'] as const;
    await failsFromOutside(world, () => world.sink.tell(item), troubles);
    expect(world.heard()).toEqual(['f00d']);
  },
};
