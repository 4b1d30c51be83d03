import { expect } from 'vitest';
import { until } from '../support/until.ts';
import type { Laws } from './contract.ts';
import { jobsLaws } from './jobs-laws.ts';
import { type JobsWorld, orderFor, placeOf } from './jobs-world.ts';

/**
 * The law that has another form in CI: what a run wrote stays there, behind the permissions of the
 * vendor, and so does what it counts. Davy says where it is, and counts the run's jobs.
 */
const otherwise = 'keeps both ends of what was said, without a secret, and how far it was';

/** What runners in CI keep to: every other law as it stands. */
export const ciJobsLaws: Laws<JobsWorld> = {
  ...Object.fromEntries(Object.entries(jobsLaws).filter(([name]) => name !== otherwise)),

  'says where its output is, how each of its jobs ended, and no secret': async (world) => {
    await world.jobs.begin(orderFor(world, 'quiet'));
    await until(async () => (await world.runs('quiet')) > 0);
    await world.tell('quiet', { code: 1 });
    const sight = await until(async () => {
      const now = await world.jobs.look(placeOf(world, 'quiet'));
      return now.state === 'ended' && now;
    });
    expect(sight.output).toMatch(/^https:\/\/\S+\/runs\/\d+\ndeploy: failure\n/);
    expect(sight.output).not.toContain(world.secret);
    expect(sight.progress).toEqual({ done: 1, of: 1, failed: 1 });
  },
};
