import { expect } from 'vitest';
import type { Pager } from '../../src/ports/pager.ts';
import type { Trouble } from '../support/troubled-way.ts';
import { failsFromOutside, type Laws, type PortWorld, withLostAnswer } from './contract.ts';

/**
 * A pager, and the book of those who are called: one incident for each key and target, with how
 * often that target was called for it. `next` is who comes after `first`, where there is anybody.
 */
export type PagerWorld = PortWorld & {
  readonly pager: Pager;
  readonly first: string;
  readonly next: string | null;
  readonly incidents: () => Promise<readonly Incident[]>;
  /** What can go wrong there; a pager whose answers hold nothing can lose no half of one. */
  readonly troubles?: readonly Trouble[];
};

type Incident = { readonly isOpen: boolean; readonly whom: string; readonly calls: number };

const page = {
  service: 'board',
  key: 'board/r1/1',
  summary: 'board 1.42.0 is unhealthy',
  severity: 'critical',
  link: 'https://acme.slack.com/archives/C1/p1',
  again: false,
} as const;

/** What every pager keeps to. */
export const pagerLaws: Laws<PagerWorld> = {
  'folds what is said again into one incident, and ends it': async ({ pager, incidents }) => {
    await pager.page(page);
    await pager.page({ ...page, link: null, severity: 'error' });
    expect(await incidents()).toMatchObject([{ isOpen: true }]);
    await pager.resolve('board', page.key);
    await pager.resolve('board', page.key);
    expect(await incidents()).toMatchObject([{ isOpen: false }]);
  },

  'ends what was never begun without a word': async ({ pager, incidents }) => {
    await pager.resolve('board', 'board/r2/1');
    expect((await incidents()).filter(({ isOpen }) => isOpen)).toEqual([]);
  },

  'calls whoever comes next when nobody answered, or the same again': async (world) => {
    const { pager, first, next } = world;
    await pager.page(page);
    expect(await world.incidents()).toEqual([{ isOpen: true, whom: first, calls: 1 }]);
    await pager.page({ ...page, again: true });
    expect(await world.incidents()).toEqual(
      next === null
        ? [{ isOpen: true, whom: first, calls: 2 }]
        : [
            { isOpen: true, whom: first, calls: 1 },
            { isOpen: true, whom: next, calls: 1 },
          ],
    );
  },

  'ends every call, whoever was called': async ({ pager, incidents }) => {
    await pager.page(page);
    await pager.page({ ...page, again: true });
    await pager.resolve('board', page.key);
    expect((await incidents()).map(({ isOpen }) => isOpen)).not.toContain(true);
  },

  'mixes up no two keys, and takes words of any length': async ({ pager, incidents }) => {
    const long = 'k'.repeat(300);
    await pager.page({ ...page, key: `${long}1`, summary: '🔥'.repeat(2_000) });
    await pager.page({ ...page, key: `${long}2` });
    await pager.resolve('board', `${long}1`);
    expect((await incidents()).filter(({ isOpen }) => isOpen)).toHaveLength(1);
  },

  'fails from outside, and calls once it can': async (world) => {
    await failsFromOutside(world, () => world.pager.page(page), world.troubles);
    await failsFromOutside(world, () => world.pager.page(page), ['denied']);
    expect(await world.incidents()).toMatchObject([{ isOpen: true }]);
  },

  'calls nobody twice when only an answer was lost': async (world) => {
    await withLostAnswer(world, () => world.pager.page(page));
    await world.pager.page(page);
    expect(await world.incidents()).toMatchObject([{ isOpen: true }]);
    await withLostAnswer(world, () => world.pager.resolve('board', page.key));
    await world.pager.resolve('board', page.key);
    expect(await world.incidents()).toMatchObject([{ isOpen: false }]);
  },
};
