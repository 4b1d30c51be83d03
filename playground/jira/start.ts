import type { Answered, Asked } from '../standin/exchange.ts';
import { openJournal } from '../standin/journal.ts';
import { type Standin, serve } from '../standin/serve.ts';
import { type Entry, type News, parseEntry, readBook } from './book.ts';
import { control } from './control.ts';
import type { Desk } from './orders.ts';
import { route } from './routes.ts';

/**
 * What the stand-in is told: who may come in, and the projects that are there from the beginning.
 */
export type JiraOptions = {
  readonly port: number;
  readonly dataDir?: string;
  readonly email: string;
  readonly token: string;
  readonly projects?: readonly { readonly key: string; readonly name: string }[];
  readonly now?: () => number;
};

/**
 * Jira's REST API, version 2, on a loopback port: the part a release bot touches, as strict, with
 * workflows of its own.
 */
export function startJira(options: JiraOptions): Promise<Standin> {
  const now = options.now ?? Date.now;
  const journal = openJournal<Entry>(options.dataDir, 'jira', parseEntry);
  const write = (news: News) => journal.append({ ...news, atMs: now() });
  const book = () => readBook(journal.entries());
  for (const project of options.projects ?? [])
    if (!book().projects.has(project.key)) write({ kind: 'project', ...project });
  const answer = (asked: Asked): Answered => {
    const base = `http://${asked.headers.host ?? 'jira.example.com'}/rest/api/2`;
    const desk: Desk = {
      base,
      now,
      book,
      write,
      newId: () => String(30_000 + journal.entries().length),
    };
    const answered = isKnown(asked, options)
      ? route(desk, asked)
      : {
          status: 401,
          body: {
            errorMessages: ['Client must be authenticated to access this resource.'],
            errors: {},
          },
        };
    if (answered.status >= 400)
      write({
        kind: 'refused',
        method: asked.method,
        path: asked.url.pathname,
        status: answered.status,
      });
    return answered;
  };
  return serve({
    port: options.port,
    answer,
    tooMany: (seconds) => ({
      status: 429,
      headers: {
        'retry-after': String(seconds),
        'x-ratelimit-reset': new Date(now() + seconds * 1_000).toISOString(),
      },
      body: { errorMessages: ['Rate limit exceeded.'], errors: {} },
    }),
    control: (asked) => control(asked, journal.entries(), book, write),
  });
}

function isKnown({ headers }: Asked, { email, token }: JiraOptions): boolean {
  return (
    headers.authorization === `Basic ${Buffer.from(`${email}:${token}`).toString('base64')}` ||
    headers.authorization === `Bearer ${token}`
  );
}
