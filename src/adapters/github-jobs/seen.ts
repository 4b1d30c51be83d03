import { z } from 'zod';
import type { SeenRun } from '../jobs/called-place.ts';

const Conclusion = z.string().nullish();

/** What a run is called: by its run-name, or where the workflow sets none, by the workflow. */
export const Titles = { display_title: z.string().nullish(), name: z.string().nullish() } as const;

type Titled = z.infer<z.ZodObject<typeof Titles>>;

/** A run, as much of it as is read. */
export const RunSaid = z.object({
  ...Titles,
  status: z.string(),
  conclusion: Conclusion,
  html_url: z.string(),
});

/** The jobs of a run. */
export const JobsSaid = z.object({
  jobs: z.array(z.object({ name: z.string(), status: z.string(), conclusion: Conclusion })),
});

/** What ended well; a skipped run did nothing, and is no success. */
const good: readonly string[] = ['success', 'neutral'];

const noId = 'Its run-name does not carry the id: Davy cannot find it again if an answer is lost.';

/** Its name shows the id, and not as a part of a longer one. */
export function shows({ display_title: title, name }: Titled, id: string): boolean {
  const words = `${title ?? ''} ${name ?? ''}`.split(/[^\w.-]+/);
  return words.some((word) => word.replace(/(?<!\.)\.+$/, '') === id);
}

/**
 * What GitHub says of a run; what it wrote is read there: the output names the place. `isUnnamed`:
 * its name does not show the id, though davy.yml says so.
 */
export function seenIn(
  { status, conclusion, html_url: url }: z.infer<typeof RunSaid>,
  { jobs }: z.infer<typeof JobsSaid>,
  isUnnamed: boolean,
): SeenRun {
  const lines = [
    ...jobs.map((job) => `${job.name}: ${job.conclusion ?? job.status}`),
    ...(isUnnamed ? [noId] : []),
  ];
  const output = [url, ...lines].join('\n');
  // GitHub knows of no counts inside a job, and the lines say how each job stands.
  const progress = null;
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
