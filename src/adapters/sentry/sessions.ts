import { z } from 'zod';
import {
  type Answer,
  type ApiRow,
  askSentry,
  type Minutes,
  type SentryProject,
} from './sentry-api.ts';

const groupsSchema = z.object({
  groups: z.array(
    z.object({
      by: z.object({ release: z.string().nullish() }),
      totals: z.record(z.string(), z.number().nullable()),
    }),
  ),
});

/** What Sentry calls the number of sessions. */
const field = 'sum(session)';

/**
 * Counts sessions by release. Servers send them with or without errors, so they are what shows that
 * a healthy build is heard. Sentry widens the time to whole intervals, of an hour at least.
 */
export async function countSessions(
  project: SentryProject,
  query: string,
  minutes: Minutes,
  interval: '1h' | '1d',
): Promise<Answer<readonly ApiRow[]>> {
  const answer = await askSentry(
    project,
    'sessions',
    [
      ['project', project.project],
      ['field', field],
      ['groupBy', 'release'],
      ['orderBy', `-${field}`],
      ['interval', interval],
      ['includeSeries', '0'],
      ['per_page', '100'],
      ['query', query],
    ],
    minutes,
    groupsSchema,
  );
  if (answer.kind === 'refused') return answer;
  const value = answer.value.value.groups.map(({ by, totals }) => ({
    release: by.release ?? null,
    'count()': totals[field] ?? 0,
  }));
  return { kind: 'answered', value };
}
