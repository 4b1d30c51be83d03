import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gitHubJobsWorld } from '../support/github-jobs-world.ts';
import { gitLabJobsWorld } from '../support/gitlab-jobs-world.ts';
import { httpJobsWorld } from '../support/http-jobs-world.ts';
import { managedJobsWorld } from '../support/managed-jobs-world.ts';
import { memoryJobsWorld } from '../support/memory-jobs.ts';
import { hasSshd, type RealSshd, startSshd } from '../support/real-sshd.ts';
import { sshJobsWorld } from '../support/ssh-jobs-world.ts';
import { holdTo } from './contract.ts';
import { ciJobsLaws } from './jobs-laws-ci.ts';
import { managedJobsLaws } from './jobs-laws-managed.ts';
import { jobsLaws } from './jobs-laws.ts';
import { faultyJobs } from './jobs-plants.ts';

holdTo(
  'jobs',
  [
    ['in memory', memoryJobsWorld],
    ['behind HTTP, by a key', () => httpJobsWorld('key')],
    ['behind HTTP, by a search', () => httpJobsWorld('search')],
  ],
  jobsLaws,
);

holdTo(
  'jobs in CI',
  [
    ['at GitHub', () => gitHubJobsWorld({ givesDetails: true })],
    ['at an older GitHub', () => gitHubJobsWorld({ givesDetails: false })],
    ['at GitLab', gitLabJobsWorld],
  ],
  ciJobsLaws,
);

holdTo('jobs on servers', [['by Systems Manager', managedJobsWorld]], managedJobsLaws);

describe.skipIf(!(await hasSshd()))('jobs: on a host, by a real sshd', () => {
  let base: string;
  let sshd: RealSshd;
  beforeAll(async () => {
    base = await mkdtemp(join(tmpdir(), 'davy-ssh-'));
    sshd = await startSshd(base);
  });
  afterAll(async () => {
    await sshd.stop();
    await rm(base, { recursive: true, force: true });
  });

  it.each(Object.entries(jobsLaws))('%s', async (_law, holds) => {
    const world = await sshJobsWorld(sshd, await mkdtemp(join(base, 'w')));
    await expect(holds(world)).resolves.toBeUndefined();
  });
});

describe('faulty jobs', () => {
  it.each(Object.entries(faultyJobs))('break their law: they %s', async (_name, plant) => {
    const sound = await memoryJobsWorld();
    const law = jobsLaws[plant.breaks];
    await expect(law?.(plant.make(sound))).rejects.toThrow(/./);
  });

  it('are there for every law', () => {
    const planted = new Set(Object.values(faultyJobs).map(({ breaks }) => breaks));
    expect([...planted].toSorted()).toEqual(Object.keys(jobsLaws).toSorted());
  });
});
