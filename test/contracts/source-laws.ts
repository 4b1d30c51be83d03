import { expect } from 'vitest';
import type { Source } from '../../src/ports/source.ts';
import type { Build } from '../../src/release/state/build.ts';
import { type Laws, refused } from './contract.ts';

/**
 * A history: `first`, then `second`; and beside `second`, from `first` on, `hotfix`. Each changes
 * one file named after it. After `second` comes `third`, which is `hotfix` once more, picked.
 */
export type SourceWorld = {
  readonly source: Source;
  readonly first: Build;
  readonly second: Build;
  readonly hotfix: Build;
  readonly third: Build;
  readonly unknown: Build;
  /** Takes the repository away, or brings it back. */
  readonly away: (isAway: boolean) => void;
  readonly close: () => Promise<unknown>;
};

/** What every source keeps to. */
export const sourceLaws: Laws<SourceWorld> = {
  'tells what a newer build has that an older one lacks': async ({ source, first, second }) => {
    const log = await source.changes(first, second);
    expect(log).toMatchObject({
      service: second.service,
      from: { version: first.version, commit: first.commit },
      to: { version: second.version, commit: second.commit },
      changes: [{ commit: second.commit, title: 'Second', files: ['second.ts'] }],
      removed: [],
    });
    expect(await source.changes(first, second)).toEqual(log);
  },

  'tells what goes away again': async ({ source, first, second, hotfix }) => {
    const back = await source.changes(second, first);
    expect([back.changes, back.removed.map(({ title }) => title)]).toEqual([[], ['Second']]);
    const apart = await source.changes(hotfix, second);
    expect(apart.changes.map(({ title }) => title)).toEqual(['Second']);
    expect(apart.removed.map(({ title }) => title)).toEqual(['Hotfix']);
  },

  'tells nothing of a build and itself': async ({ source, second }) => {
    expect(await source.changes(second, second)).toMatchObject({ changes: [], removed: [] });
  },

  'knows what a build contains': async ({ source, first, second, hotfix }) => {
    expect(await source.contains(second, first.commit)).toBe(true);
    expect(await source.contains(second, second.commit)).toBe(true);
    expect(await source.contains(first, second.commit)).toBe(false);
    expect(await source.contains(second, hotfix.commit)).toBe(false);
  },

  'finds those of many commits that its history holds': async (world) => {
    const { source, first, second, hotfix, unknown } = world;
    const all = [hotfix, second, unknown, first].map(({ commit }) => commit);
    expect(await source.within(second, [...all, '--all', ''])).toEqual([
      second.commit,
      first.commit,
    ]);
    expect(await source.within(first, [])).toEqual([]);
    await refused(source.within(unknown, all));
  },

  'tells nothing of what was picked, and knows that it is there': async (world) => {
    const { source, first, second, hotfix, third } = world;
    const log = await source.changes(hotfix, third);
    expect(log.changes.map(({ title }) => title)).toEqual(['Second']);
    expect(log.removed).toEqual([]);
    expect(await source.contains(third, hotfix.commit)).toBe(true);
    expect(await source.contains(hotfix, third.commit)).toBe(false);
    expect(await source.containsAny(hotfix, third.commit, first)).toBe(true);
    expect(await source.containsAny(hotfix, third.commit, null)).toBe(true);
    expect(await source.containsAny(hotfix, second.commit, first)).toBe(false);
    expect(await source.containsAny(second, first.commit, null)).toBe(true);
  },

  'fails from outside for what it does not have': async ({ source, first, unknown }) => {
    await refused(source.changes(first, unknown));
    await refused(source.changes(unknown, first));
    await refused(source.contains(first, unknown.commit));
  },

  'fails from outside while it is away, and tells once it is back': async (world) => {
    const { source, first, second } = world;
    world.away(true);
    await refused(source.changes(first, second));
    await refused(source.contains(second, first.commit));
    world.away(false);
    expect((await source.changes(first, second)).changes).toHaveLength(1);
    expect(await source.contains(second, first.commit)).toBe(true);
  },
};
