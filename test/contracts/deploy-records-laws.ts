import { expect } from 'vitest';
import type { DeployRecords } from '../../src/ports/deploy-records.ts';
import type { Build } from '../../src/release/state/build.ts';
import { failsFromOutside, type Laws, type PortWorld, withLostAnswer } from './contract.ts';

/** A tracker that knows `old` by its errors, and `fresh` not yet. */
export type DeployRecordsWorld = PortWorld & {
  readonly records: DeployRecords;
  readonly old: Build;
  readonly fresh: Build;
  /** The same tracker, asked by somebody who may only read there. */
  readonly stranger: DeployRecords;
  /** The tracker's own book: how many deploys anybody ever made there. */
  readonly deploys: () => Promise<number>;
};

const done = { kind: 'done' } as const;
const canary = { place: 'canary', release: 'rel_1' } as const;
const everybody = { place: 'everybody', release: 'rel_2' } as const;

/** What every keeper of deploys keeps to. */
export const deployRecordsLaws: Laws<DeployRecordsWorld> = {
  'makes a build known as often as it is told to': async ({ records, fresh, old }) => {
    expect(await records.deploysOf(fresh)).toBeNull();
    expect(await records.register(fresh, old)).toEqual(done);
    expect(await records.register(fresh, null)).toEqual(done);
    expect(await records.deploysOf(fresh)).toEqual([]);
    expect(await records.deploysOf(old)).toEqual([]);
  },

  'shows what was recorded, in each place the newest': async ({ records, old, deploys }) => {
    expect(await records.record(old, 'canary', 'rel_1')).toEqual(done);
    expect(await records.record(old, 'everybody', 'rel_2')).toEqual(done);
    expect(await records.deploysOf(old)).toHaveLength(2);
    expect(await records.deploysOf(old)).toEqual(expect.arrayContaining([canary, everybody]));
    expect(await records.record(old, 'canary', 'rel_3')).toEqual(done);
    expect(await records.deploysOf(old)).toHaveLength(2);
    expect(await records.deploysOf(old)).not.toContainEqual(canary);
    expect(await deploys()).toBe(3);
  },

  'records nothing of a build that is not known there': async ({ records, fresh, deploys }) => {
    expect(await records.record(fresh, 'canary', 'rel_1')).toMatchObject({ kind: 'refused' });
    expect(await deploys()).toBe(0);
  },

  'finds the deploy whose answer was lost': async (world) => {
    const { records, old } = world;
    await withLostAnswer(world, () => records.record(old, 'canary', 'rel_1'));
    expect(await records.deploysOf(old)).toEqual([canary]);
    expect(await world.deploys()).toBe(1);
  },

  'says why it takes nothing from whoever may not write': async ({ stranger, old, deploys }) => {
    const refused = { kind: 'refused', why: expect.stringMatching(/may not/) as string };
    expect(await stranger.register(old, null)).toEqual(refused);
    expect(await stranger.record(old, 'canary', 'rel_1')).toEqual(refused);
    expect(await deploys()).toBe(0);
  },

  'takes no version that could mean something else': async ({ records, old }) => {
    for (const version of ['../x', 'a b', '1/2', ''])
      expect(await records.register({ ...old, version }, null)).toMatchObject({ kind: 'refused' });
  },

  'fails from outside, and works once it can': async (world) => {
    const { records, old, fresh } = world;
    await failsFromOutside(world, () => records.deploysOf(old));
    await failsFromOutside(world, () => records.register(fresh, old), ['throttled', 'broken']);
    await failsFromOutside(world, () => records.record(old, 'canary', 'rel_1'), [
      'throttled',
      'broken',
    ]);
    expect(await world.deploys()).toBe(1);
  },
};
