import { expect } from 'vitest';
import { UpstreamError } from '../../src/ports/errors.ts';
import type { JobBegun, JobOrder, Jobs, JobSight } from '../../src/ports/jobs.ts';
import type { JobProgress } from '../../src/release/state/job-run.ts';
import { until } from '../support/until.ts';
import { failsFromOutside, type Laws, refused } from './contract.ts';
import { type JobsWorld, orderFor, placeOf } from './jobs-world.ts';

/** Half of a call's time: nothing that is well takes longer. */
const briefMs = 1_500;

/** What every runner of jobs keeps to. Each law has ids of its own: one world can serve all. */
export const jobsLaws: Laws<JobsWorld> = {
  'begins once, however often and from wherever it is told to': async (world) => {
    const { jobs, other } = world;
    const order = orderFor(world, 'once');
    const begun = await Promise.all(
      [jobs, other, jobs, other].map((one) => one.begin(order).catch(() => null)),
    );
    expect(begun).toContainEqual({ kind: 'begun' });
    expect(await jobs.begin(order)).toEqual({ kind: 'begun' });
    await isRunning(world, 'once');
    await world.tell('once', { code: 0 });
    await endOf(world, 'once');
    expect(await other.begin(order)).toEqual({ kind: 'begun' });
    expect(await world.runs('once')).toBe(1);
  },

  'returns once it has begun, and says that it runs until it ended': async (world) => {
    const from = performance.now();
    await world.jobs.begin(orderFor(world, 'runs'));
    expect(performance.now() - from).toBeLessThan(briefMs);
    await isRunning(world, 'runs');
    expect(await world.other.look(placeOf(world, 'runs'))).toMatchObject({ state: 'running' });
    await world.tell('runs', { code: 0 });
    expect(await endOf(world, 'runs')).toMatchObject({ code: 0, how: 'exit' });
  },

  'knows nothing of what nobody began': async (world) => {
    expect(await world.jobs.look(placeOf(world, 'never'))).toEqual({ state: 'none' });
    expect(await world.runs('never')).toBe(0);
  },

  'says truly how each ended': async (world) => {
    for (const code of world.codes) {
      const id = `code-${code}`;
      await world.jobs.begin(orderFor(world, id));
      await isRunning(world, id);
      await world.tell(id, { code });
      expect(await endOf(world, id)).toMatchObject({ code, how: 'exit' });
    }
  },

  'finds again what was begun when only the answer was lost': async (world) => {
    const order = orderFor(world, 'lost-answer');
    world.loseAnswer(true);
    expect((await refused(world.jobs.begin(order))).unknown).toBe(true);
    world.loseAnswer(false);
    // A place that shows late what began may have it wait, and never has it begin anew.
    expect(await begins(world.other, order)).toEqual({ kind: 'begun' });
    await isRunning(world, 'lost-answer');
    expect(await world.runs('lost-answer')).toBe(1);
    await world.tell('lost-answer', { code: 0 });
    await endOf(world, 'lost-answer');
  },

  'begins nothing for an order that is late': async (world) => {
    const newer = orderFor(world, 'newer', { turn: 9, fence: 4, under: 'late' });
    expect(await world.jobs.begin(newer)).toEqual({ kind: 'begun' });
    const late = { turn: 9, fence: 3, under: 'late' };
    const older = { turn: 8, fence: 9, under: 'late' };
    for (const [id, order] of Object.entries({ late, older })) {
      expect(await world.other.begin(orderFor(world, id, order))).toEqual({ kind: 'superseded' });
      expect(await world.other.look(placeOf(world, id))).toEqual({ state: 'none' });
      expect(await world.runs(id)).toBe(0);
    }
    const elsewhere = orderFor(world, 'elsewhere', { turn: 1, under: 'not-late' });
    expect(await world.other.begin(elsewhere)).toEqual({ kind: 'begun' });
    for (const id of ['newer', 'elsewhere']) {
      await isRunning(world, id);
      await world.tell(id, { code: 0 });
      await endOf(world, id);
    }
  },

  'begins nothing that was stopped before': async (world) => {
    await world.jobs.stop(placeOf(world, 'early-stop'));
    await world.jobs.stop(placeOf(world, 'early-stop'));
    const order = orderFor(world, 'early-stop');
    expect(await world.other.begin(order)).toEqual({ kind: 'superseded' });
    expect(await world.runs('early-stop')).toBe(0);
    expect(await endOf(world, 'early-stop')).toMatchObject({ code: null, how: 'stopped' });
  },

  'stops what runs, and says so': async (world) => {
    await world.jobs.begin(orderFor(world, 'stopped'));
    await isRunning(world, 'stopped');
    await world.other.stop(placeOf(world, 'stopped'));
    expect(await endOf(world, 'stopped')).toMatchObject({ how: 'stopped' });
  },

  'ends what takes longer than it may, and says so': async (world) => {
    await world.jobs.begin(orderFor(world, 'too-long', { job: 'brief' }));
    expect(await endOf(world, 'too-long', 'brief')).toMatchObject({ how: 'timeout' });
  },

  'says of what was killed that it is lost, never that it ended': async (world) => {
    const order = orderFor(world, 'killed');
    await world.jobs.begin(order);
    await isRunning(world, 'killed');
    await world.kill('killed');
    const seen = await until(async () => {
      const sight = await world.jobs.look(placeOf(world, 'killed'));
      return sight.state === 'running' ? null : sight;
    });
    expect(seen).toMatchObject({ state: 'lost' });
    await world.other.begin(order);
    expect(await world.jobs.look(placeOf(world, 'killed'))).toMatchObject({ state: 'lost' });
    expect(await world.runs('killed')).toBe(1);
  },

  'keeps both ends of what was said, without a secret, and how far it was': async (world) => {
    await world.jobs.begin(orderFor(world, 'loud'));
    await isRunning(world, 'loud');
    const says = ['first words', `token ${world.secret} was used`, 'last words'];
    await world.tell('loud', { code: 0, says, filling: 40_000, progress: '12 of 40 3 failed' });
    const { output, progress } = await endOf(world, 'loud');
    expect(output).toContain('first words');
    expect(output).toContain('last words');
    expect(output).not.toContain(world.secret);
    expect(output).not.toContain(world.secret.slice(0, 12));
    expect(output.length).toBeLessThanOrEqual(204_800);
    expect(output.length).toBeGreaterThan(100_000);
    expect(progress).toEqual({ done: 12, of: 40, failed: 3 });
  },

  'says how far it is while it runs, and nothing where that is no count': async (world) => {
    await world.jobs.begin(orderFor(world, 'counts'));
    await isRunning(world, 'counts');
    const far = async (said: string, is: JobProgress | null) => {
      await world.count('counts', said);
      expect(await world.other.look(placeOf(world, 'counts'))).toMatchObject({
        state: 'running',
        progress: is,
      });
    };
    await far('412 of 1000 3 failed', { done: 412, of: 1_000, failed: 3 });
    await far('half of it', null);
    await far('413', { done: 413, of: null, failed: 0 });
    await far(`-1 of ${world.secret}`, null);
    await far('414 of 1000', { done: 414, of: 1_000, failed: 0 });
    await far(world.number, null);
    await world.tell('counts', { code: 0 });
    await endOf(world, 'counts');
  },

  'fails from outside, and is as before once it can': async (world) => {
    const order = orderFor(world, 'outside');
    await world.jobs.begin(order);
    await isRunning(world, 'outside');
    const from = performance.now();
    const troubles = ['broken', 'half-answered', 'silent'] as const;
    await failsFromOutside(world, () => world.jobs.look(placeOf(world, 'outside')), troubles);
    for (const what of troubles) {
      const fresh = orderFor(world, what);
      world.trouble(what);
      await refused(world.jobs.begin(fresh));
      world.trouble(null);
      expect(await begins(world.jobs, fresh)).toEqual({ kind: 'begun' });
      await isRunning(world, what);
      expect(await world.runs(what)).toBe(1);
      await world.tell(what, { code: 0 });
    }
    expect(performance.now() - from).toBeLessThan(40_000);
    expect(await world.runs('outside')).toBe(1);
    await world.tell('outside', { code: 0 });
    expect(await endOf(world, 'outside')).toMatchObject({ code: 0 });
  },
};

type End = Extract<JobSight, { state: 'ended' }>;

function endOf(world: JobsWorld, id: string, job = 'work'): Promise<End> {
  return until(async () => {
    const sight = await world.jobs.look(placeOf(world, id, job));
    return sight.state === 'ended' && sight;
  });
}

/** Begun in the end, with as many tries as it takes; what it says meanwhile is from outside. */
function begins(jobs: Jobs, order: JobOrder): Promise<JobBegun> {
  return until(() =>
    jobs.begin(order).catch((fault: unknown) => {
      if (fault instanceof UpstreamError) return null;
      throw fault;
    }),
  );
}

/** It runs, and its own book says so. */
async function isRunning(world: JobsWorld, id: string): Promise<void> {
  await until(async () => (await world.runs(id)) > 0);
}
