import { expect } from 'vitest';
import { until } from '../support/until.ts';
import type { Laws } from './contract.ts';
import { toldOnHosts } from './jobs-laws-ci.ts';
import { jobsLaws } from './jobs-laws.ts';
import { type JobsWorld, orderFor, placeOf } from './jobs-world.ts';

/**
 * What Systems Manager keeps to: it shows the first 24,000 characters of a run, once it is over,
 * so the script sends the end of what was said; every other law stands as it is.
 */
export const managedJobsLaws: Laws<JobsWorld> = {
  ...Object.fromEntries(Object.entries(jobsLaws).filter(([name]) => !toldOnHosts.includes(name))),

  'keeps the end of what was said, without a secret or a part of one': async (world) => {
    await world.jobs.begin(orderFor(world, 'loud'));
    await until(async () => (await world.runs('loud')) > 0);
    const says = [`first ${world.secret}`, `token ${world.secret} was used`, 'last words'];
    await world.tell('loud', { code: 3, says, filling: 40_000 });
    const sight = await until(async () => {
      const now = await world.jobs.look(placeOf(world, 'loud'));
      return now.state === 'ended' && now;
    });
    expect(sight).toMatchObject({ code: 3, how: 'exit', progress: null });
    expect(sight.output).toMatch(
      /^\[\.\.\.\]\n\d+\n[\s\S]*\ntoken \[hidden\] was used\nlast words$/,
    );
    expect(sight.output.length).toBeGreaterThan(15_000);
    expect(sight.output).not.toContain(world.secret.slice(0, 12));
  },
};
