import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import type { Book, Entry, News } from './book.ts';
import { statuses, workflows } from './workflow.ts';

const NewIssues = z.array(
  z.strictObject({
    key: z.string().regex(/^[A-Z][A-Z0-9_]+-\d+$/),
    summary: z.string(),
    type: z.enum(workflows.map(({ type }) => type)).default('Task'),
    status: z.enum(statuses.map(({ name }) => name)).default('In Review'),
  }),
);

/** The doors of the playground: what happened, and issues made, shown and taken away. */
export function control(
  asked: Asked,
  entries: readonly Entry[],
  book: () => Book,
  write: (news: News) => void,
): Answered | undefined {
  const path = asked.url.pathname;
  if (path === '/_control/journal') return { status: 200, body: entries };
  if (path === '/_control/issues' && asked.method === 'POST') {
    const parsed = NewIssues.safeParse(fromJson(asked.body));
    if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
    for (const issue of parsed.data) write({ kind: 'issue', ...issue });
    return { status: 200, body: [...book().issues.keys()] };
  }
  if (path === '/_control/issues') return { status: 200, body: [...book().issues.values()] };
  const [, gone] = /^\/_control\/issues\/([\w-]+)$/.exec(path) ?? [];
  if (gone !== undefined && asked.method === 'DELETE') {
    write({ kind: 'gone', key: gone });
    return { status: 200, body: {} };
  }
  return undefined;
}
