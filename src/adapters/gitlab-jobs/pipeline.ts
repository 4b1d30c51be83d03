import { z } from 'zod';
import type { SeenRun } from '../jobs/called-place.ts';

/** A pipeline, as much of it as is read. */
export const PipelineSaid = z.object({ status: z.string(), web_url: z.string() });

/** The jobs of a pipeline. */
export const PipelineJobs = z.array(z.object({ name: z.string(), status: z.string() }));

/** What is over; a skipped pipeline did nothing, and is no success. */
const ended: readonly string[] = ['success', 'failed', 'canceled', 'skipped'];

const waitsForPerson = 'It waits for somebody to start a manual job there.';

/** What GitLab says of a pipeline; what it wrote is read there: the output names the place. */
export function pipelineSeen(
  { status, web_url: url }: z.infer<typeof PipelineSaid>,
  jobs: z.infer<typeof PipelineJobs>,
): SeenRun {
  const lines = jobs.map((job) => `${job.name}: ${job.status}`);
  const said = [url, ...lines];
  // GitLab knows of no counts inside a job, and the lines say how each job stands.
  const progress = null;
  if (!ended.includes(status)) {
    const output = [...said, ...(status === 'manual' ? [waitsForPerson] : [])].join('\n');
    return { state: 'running', output, progress };
  }
  const isGood = status === 'success';
  return {
    state: 'ended',
    code: isGood ? 0 : 1,
    isStopped: status === 'canceled',
    output: [...said, ...(isGood ? [] : [`It ended with ${status}.`])].join('\n'),
    progress,
  };
}
