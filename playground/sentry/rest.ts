import type { Answered, Asked } from '../standin/exchange.ts';
import { page, refusal, Refused } from './request.ts';
import { listEvents, listIssueEvents } from './rest-events.ts';
import { changeIssue, changeIssues, listIssues, showIssue } from './rest-issues.ts';
import { listDeploys, makeDeploy, makeRelease } from './rest-releases.ts';
import { listSessions } from './rest-sessions.ts';
import type { Rest } from './rest-source.ts';

type Handler = (rest: Rest, asked: Asked, id: string) => Answered;

const routes: readonly (readonly [string, RegExp, Handler])[] = [
  ['GET', /^issues\/$/, listIssues],
  ['PUT', /^issues\/$/, changeIssues],
  ['GET', /^issues\/([^/]+)\/$/, showIssue],
  ['PUT', /^issues\/([^/]+)\/$/, changeIssue],
  ['GET', /^issues\/([^/]+)\/events\/$/, listIssueEvents],
  ['GET', /^events\/$/, listEvents],
  ['GET', /^sessions\/$/, listSessions],
  ['GET', /^projects\/$/, listProjects],
  ['POST', /^releases\/$/, makeRelease],
  ['GET', /^releases\/([^/]+)\/deploys\/$/, listDeploys],
  ['POST', /^releases\/([^/]+)\/deploys\/$/, makeDeploy],
];

/** Answers Sentry's REST for one organization: the paths Davy uses, each as documented. */
export function answerRest(rest: Rest, asked: Asked): Answered {
  if (asked.url.pathname === '/api/0/') return showSelf(rest, asked);
  const [, organization, path = ''] =
    /^\/api\/0\/organizations\/([^/]+)\/(.*)$/.exec(asked.url.pathname) ?? [];
  const found = routes.filter(([, pattern]) => organization !== undefined && pattern.test(path));
  if (found.length === 0)
    return { status: 404, body: { detail: 'The requested resource does not exist' } };
  const route = found.find(([method]) => method === asked.method);
  if (route === undefined)
    return { status: 405, body: { detail: `Method "${asked.method}" not allowed.` } };
  try {
    authorize(rest, asked);
    if (organization !== rest.organization)
      throw new Refused(404, 'The requested resource does not exist');
    return route[2](rest, asked, route[1].exec(path)?.[1] ?? '');
  } catch (error) {
    return refusal(error);
  }
}

/** What the token of whoever asks may do. */
function showSelf(rest: Rest, asked: Asked): Answered {
  try {
    authorize(rest, asked);
  } catch (error) {
    return refusal(error);
  }
  const isReader = rest.readOnly.some((one) => asked.headers.authorization === `Bearer ${one}`);
  const scopes = ['event:read', 'org:read', ...(isReader ? [] : ['project:releases'])];
  return { status: 200, body: { version: '0', auth: { scopes }, user: null } };
}

function authorize({ tokens }: Rest, { headers }: Asked): void {
  const { authorization } = headers;
  if (authorization === undefined)
    throw new Refused(401, 'Authentication credentials were not provided.');
  const [, token] = /^Bearer (.+)$/.exec(authorization) ?? [];
  if (token === undefined || !tokens.includes(token)) throw new Refused(401, 'Invalid token');
}

function listProjects(rest: Rest, { url }: Asked): Answered {
  const projects = rest.known().projects.map(({ id, slug }) => ({
    id,
    slug,
    name: slug,
    platform: 'node',
    environments: rest.known().environments,
    hasAccess: true,
    isMember: true,
  }));
  const { items, link } = page(projects, url, rest.url(), 'per_page');
  return { status: 200, headers: { link }, body: items };
}
