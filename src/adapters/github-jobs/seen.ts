import { z } from 'zod';
import type { SeenRun } from '../jobs/called-place.ts';

const Conclusion = z.string().nullish();

/** A run, as much of it as is read. */
export const RunSaid = z.object({
  status: z.string(),
  conclusion: Conclusion,
  html_url: z.string(),
});

/** The jobs of a run. */
export const JobsSaid = z.object({
  total_count: z.number().int().nonnegative(),
  jobs: z.array(z.object({ name: z.string(), status: z.string(), conclusion: Conclusion })),
});

/** What ended well; a skipped run did nothing, and is no success. */
const good: readonly string[] = ['success', 'neutral'];

/** What GitHub says of a run. What it wrote is read there: the output names the place. */
export function seenIn(
  { status, conclusion, html_url: url }: z.infer<typeof RunSaid>,
  { total_count: of, jobs }: z.infer<typeof JobsSaid>,
): SeenRun {
  const lines = jobs.map((job) => `${job.name}: ${job.conclusion ?? job.status}`);
  const output = [url, ...lines].join('\n');
  const over = jobs.filter((job) => job.status === 'completed');
  const failed = over.filter((job) => !isWell(job.conclusion)).length;
  const progress = { done: over.length, of, failed };
  if (status !== 'completed') return { state: 'running', output, progress };
  return {
    state: 'ended',
    code: good.includes(conclusion ?? '') ? 0 : 1,
    isStopped: conclusion === 'cancelled',
    output: good.includes(conclusion ?? '')
      ? output
      : `${output}\nIt ended with ${conclusion ?? 'no word'}.`,
    progress,
  };
}

/** A job of a run may be skipped, as its conditions say. */
function isWell(conclusion: string | null | undefined): boolean {
  return conclusion === 'skipped' || good.includes(conclusion ?? '');
}
