import { cut, planting, type Plant } from '../plant.ts';

const plant = planting('whole', 'users');

/** Jobs on hosts: once, one at a time, by who may. */
export const jobsPlants: readonly Plant[] = [
  plant(
    'a lost job runs again although it may not',
    9,
    cut(
      'release/jobs/job-events.ts',
      "end.kind === 'lost' && rules.again &&",
      "end.kind === 'lost' &&",
    ),
  ),
  plant(
    'a job goes on to the next host after a failure',
    4,
    cut(
      'release/jobs/job-events.ts',
      'isGood(end) && !now.stopped ? steps : skipped(steps)',
      'steps',
    ),
  ),
  plant(
    'two jobs run at once',
    9,
    cut('release/jobs/job-events.ts', 'if (running) return', 'if (running && at < 0) return'),
  ),
  plant(
    'a job runs while a release moves',
    2,
    cut(
      'release/jobs/job-events.ts',
      'if (line.moving && !rules.anytime) return',
      'if (line.moving && !rules.anytime && at < 0) return',
    ),
  ),
  plant(
    'a job bears another name each time it is sent',
    1,
    cut(
      'engine/jobs/run-jobs.ts',
      'id: stepId(run, index), job',
      'id: stepId({ ...run, at: run.at + claim.fence }, index), job',
    ),
  ),
  plant(
    'a job that nobody can say anything of ended well',
    9,
    cut(
      'engine/jobs/run-jobs.ts',
      "return over(at, { kind: 'lost', because: 'killed' }, sight.output);",
      "return over(at, { kind: 'ended', code: 0, how: 'exit' }, sight.output);",
    ),
  ),
  plant(
    'anybody may have a job run',
    4,
    cut(
      'release/jobs/job-events.ts',
      'return teamsOf(by, roster, at).length > 0 ? null',
      'return at > 0 ? null',
    ),
  ),
  plant(
    'what was ordered is said not to have run while its host lets nobody in',
    15,
    cut(
      'engine/jobs/run-jobs.ts',
      "if (step.state.kind === 'ordered') throw new UpstreamError(place.on ?? run.job, sight.why);",
      '',
    ),
  ),
];
