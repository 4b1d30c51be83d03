import { expect } from 'vitest';
import { until } from '../support/until.ts';
import type { Laws } from './contract.ts';
import { jobsLaws } from './jobs-laws.ts';
import { type JobsWorld, orderFor, placeOf } from './jobs-world.ts';

/**
 * The laws that have another form in CI: what a run wrote stays there, behind the permissions of
 * the vendor, and what it counts is said to nobody. Davy says where it is, and how its jobs stand.
 */
export const toldOnHosts: readonly string[] = [
  'keeps both ends of what was said, without a secret, and how far it was',
  'says how far it is while it runs, and nothing where that is no count',
];

/** What runners in CI keep to: every other law as it stands. */
export const ciJobsLaws: Laws<JobsWorld> = {
  ...Object.fromEntries(Object.entries(jobsLaws).filter(([name]) => !toldOnHosts.includes(name))),

  'says where its output is, how each of its jobs ended, and no secret': async (world) => {
    await world.jobs.begin(orderFor(world, 'quiet'));
    await until(async () => (await world.runs('quiet')) > 0);
    await world.tell('quiet', { code: 1 });
    const sight = await until(async () => {
      const now = await world.jobs.look(placeOf(world, 'quiet'));
      return now.state === 'ended' && now;
    });
    expect(sight.output).toMatch(/^https:\/\/\S+\/(runs|pipelines)\/\d+\ndeploy: fail(ure|ed)\n/);
    expect(sight.output).not.toContain(world.secret);
    expect(sight.progress).toBeNull();
  },
};
