import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import type { Issue } from './book.ts';
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
import { statuses } from './workflow.ts';

/** Answers what a release bot asks of Jira; anything else is not there. */
export function route(desk: Desk, asked: Asked): Answered {
  const [, path = ''] = /^\/rest\/api\/2\/(.+)$/.exec(asked.url.pathname) ?? [];
  const [room, id, part] = path.split('/');
  const place = [room, ...(id === undefined ? [] : [':id']), ...(part === undefined ? [] : [part])];
  const of = `${asked.method} ${place.join('/')}`;
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
    case 'GET search/:id':
      return id === 'jql' ? search(desk, asked.url.searchParams) : noRoute(asked);
    case 'GET search':
    case 'POST search':
      return refuse(410, [
        'The requested API has been removed. Please migrate to the /rest/api/3/search/jql API.',
      ]);
    default:
      return noRoute(asked);
  }
}

function noRoute({ url }: Asked): Answered {
  return {
    status: 404,
    body: { 'status-code': 404, message: 'null for uri', path: url.pathname },
  };
}

/** The one question a release bot has: which tickets of a project are not in a status yet. */
const openOf = /^project = "([A-Z][A-Z0-9_]+)" AND status != "([^"]+)" ORDER BY updated DESC$/;

/** Answers with ids alone where no field is asked for, as Jira does; the newest come first. */
function search({ base, book }: Desk, ask: URLSearchParams): Answered {
  const { projects, issues } = book();
  const jql = ask.get('jql') ?? '';
  const [, key = '', status = ''] = openOf.exec(jql) ?? [];
  if (key === '') return refuse(400, [`Error in the JQL Query: ${jql}`]);
  if (!projects.has(key))
    return refuse(400, [`The value '${key}' does not exist for the field 'project'.`]);
  if (!statuses.some(({ name }) => name.toLowerCase() === status.toLowerCase()))
    return refuse(400, [`The value '${status}' does not exist for the field 'status'.`]);
  const open = [...issues.values()].filter(
    (issue) =>
      issue.key.startsWith(`${key}-`) && issue.status.toLowerCase() !== status.toLowerCase(),
  );
  const most = Number(ask.get('maxResults') ?? 50);
  const isFull = (ask.get('fields') ?? 'id') !== 'id';
  return {
    status: 200,
    body: {
      issues: open
        .toReversed()
        .slice(0, most)
        .map(({ id, key: name }) => ({
          id,
          ...(isFull ? { key: name, self: `${base}/issue/${id}` } : {}),
        })),
      isLast: open.length <= most,
    },
  };
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
    case 'GET issue/:id/comment':
      return listComments(desk, issue, ask);
    default:
      return { status: 405, body: { 'status-code': 405, message: 'HTTP 405 Method Not Allowed' } };
  }
}

function listComments({ base }: Desk, issue: Issue, ask: URLSearchParams): Answered {
  const order = ask.get('orderBy') ?? 'created';
  if (!/^[+-]?created$/.test(order)) return refuse(400, [`Comments cannot be ordered by ${order}`]);
  const most = Math.min(Number(ask.get('maxResults') ?? 50), 5_000);
  const ordered = order.startsWith('-') ? issue.comments.toReversed() : issue.comments;
  return {
    status: 200,
    body: {
      startAt: 0,
      maxResults: most,
      total: issue.comments.length,
      comments: ordered.slice(0, most).map((one) => commentJson(base, issue, one)),
    },
  };
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
