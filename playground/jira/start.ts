import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import { openJournal } from '../standin/journal.ts';
import { type Standin, serve } from '../standin/serve.ts';
import { type Book, type Entry, type News, parseEntry, readBook } from './book.ts';
import {
  commentJson,
  davy,
  issueJson,
  projectJson,
  statusesJson,
  transitionsJson,
} from './json.ts';
import { changeVersion, comment, type Desk, edit, makeVersion, move } from './orders.ts';
import { noIssue, noProject, refuse } from './refuse.ts';
import { statuses, workflows } from './workflow.ts';

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

const NewIssues = z.array(
  z.strictObject({
    key: z.string().regex(/^[A-Z][A-Z0-9_]+-\d+$/),
    summary: z.string(),
    type: z.enum(workflows.map(({ type }) => type)).default('Task'),
    status: z.enum(statuses.map(({ name }) => name)).default('In Review'),
  }),
);

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

function route(desk: Desk, asked: Asked): Answered {
  const [, path = ''] = /^\/rest\/api\/2\/(.+)$/.exec(asked.url.pathname) ?? [];
  const [room, id, part] = path.split('/');
  const of = `${asked.method} ${room}${id === undefined ? '' : '/:id'}${part === undefined ? '' : `/${part}`}`;
  if (room === 'issue' && id !== undefined) return aboutIssue(desk, asked, id, of);
  if (room === 'project' && id !== undefined) return aboutProject(desk, id, of);
  switch (of) {
    case 'GET myself':
      return {
        status: 200,
        body: { self: `${desk.base}/user?accountId=${davy.accountId}`, ...davy },
      };
    case 'GET mypermissions':
      return mayDo(desk, asked);
    case 'POST version':
      return makeVersion(desk, fromJson(asked.body));
    case 'PUT version/:id':
      return changeVersion(desk, id ?? '', fromJson(asked.body));
    case 'GET search':
    case 'POST search':
      return refuse(410, [
        'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.',
      ]);
    default:
      return {
        status: 404,
        body: { 'status-code': 404, message: 'null for uri', path: asked.url.pathname },
      };
  }
}

function aboutIssue(desk: Desk, asked: Asked, key: string, of: string): Answered {
  if (of === 'GET issue/:id') desk.write({ kind: 'read', key });
  const { projects, issues, versions } = desk.book();
  const issue = issues.get(key.toUpperCase());
  const project = projects.get(issue?.key.split('-')[0] ?? '');
  if (!issue || !project) return noIssue;
  const ask = asked.url.searchParams;
  switch (of) {
    case 'GET issue/:id':
      return {
        status: 200,
        body: issueJson(
          desk.base,
          issue,
          project,
          [...versions.values()],
          ask.get('fields')?.split(',') ?? null,
        ),
      };
    case 'PUT issue/:id':
      return edit(desk, issue, fromJson(asked.body));
    case 'GET issue/:id/transitions':
      return {
        status: 200,
        body: transitionsJson(
          desk.base,
          issue,
          ask.get('expand')?.includes('transitions.fields') === true,
        ),
      };
    case 'POST issue/:id/transitions':
      return move(desk, issue, fromJson(asked.body));
    case 'POST issue/:id/comment':
      return comment(desk, issue, fromJson(asked.body));
    case 'GET issue/:id/comment': {
      const order = ask.get('orderBy') ?? 'created';
      if (!/^[+-]?created$/.test(order))
        return refuse(400, [`Comments cannot be ordered by ${order}`]);
      const most = Math.min(Number(ask.get('maxResults') ?? 50), 5_000);
      const ordered = order.startsWith('-') ? issue.comments.toReversed() : issue.comments;
      return {
        status: 200,
        body: {
          startAt: 0,
          maxResults: most,
          total: issue.comments.length,
          comments: ordered.slice(0, most).map((one) => commentJson(desk.base, issue, one)),
        },
      };
    }
    default:
      return { status: 405, body: { 'status-code': 405, message: 'HTTP 405 Method Not Allowed' } };
  }
}

function aboutProject({ base, book }: Desk, key: string, of: string): Answered {
  const { projects, versions } = book();
  const project = projects.get(key);
  if (!project) return noProject(key);
  if (of === 'GET project/:id')
    return {
      status: 200,
      body: projectJson(
        base,
        project,
        [...versions.values()].filter((version) => version.project === key),
      ),
    };
  if (of === 'GET project/:id/statuses') return { status: 200, body: statusesJson(base, statuses) };
  return { status: 405, body: { 'status-code': 405, message: 'HTTP 405 Method Not Allowed' } };
}

/** Says what the token may do in a project; here, everything that is asked about. */
function mayDo({ book }: Desk, { url }: Asked): Answered {
  const asked = url.searchParams.get('permissions')?.split(',') ?? [];
  if (asked.length === 0) return refuse(400, ["The 'permissions' query parameter is required."]);
  const key = url.searchParams.get('projectKey');
  if (key !== null && !book().projects.has(key)) return noProject(key);
  return {
    status: 200,
    body: {
      permissions: Object.fromEntries(
        asked.map((name, i) => [
          name,
          {
            id: String(i + 1),
            key: name,
            name,
            type: 'PROJECT',
            description: '',
            havePermission: true,
          },
        ]),
      ),
    },
  };
}

function control(
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
