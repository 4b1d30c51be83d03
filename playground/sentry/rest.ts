import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import { discover } from './discover.ts';
import { eventMatches, inScope, type Scope } from './event-match.ts';
import { eventJson } from './event-json.ts';
import { issueSearch } from './issue-match.ts';
import { issueDetails, issueJson, type Counted, type Place } from './issue-json.ts';
import type { Issue } from './issue.ts';
import { page, refusal, Refused, scopeOf, type Known } from './request.ts';
import { parseSearch } from './search.ts';
import type { Change, Store } from './store.ts';

/** Where the REST answers come from. */
export type Rest = {
  readonly store: Store;
  readonly organization: string;
  readonly tokens: readonly string[];
  readonly known: () => Known;
  readonly now: () => number;
  readonly url: () => string;
};

type Handler = (rest: Rest, asked: Asked, id: string) => Answered;

const routes: readonly (readonly [string, RegExp, Handler])[] = [
  ['GET', /^issues\/$/, listIssues],
  ['PUT', /^issues\/$/, changeIssues],
  ['GET', /^issues\/([^/]+)\/$/, showIssue],
  ['PUT', /^issues\/([^/]+)\/$/, changeIssue],
  ['GET', /^issues\/([^/]+)\/events\/$/, listIssueEvents],
  ['GET', /^events\/$/, listEvents],
  ['GET', /^projects\/$/, listProjects],
];

/** Answers Sentry's REST for one organization: the paths Davy uses, each as documented. */
export function answerRest(rest: Rest, asked: Asked): Answered {
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

function authorize({ tokens }: Rest, { headers }: Asked): void {
  const { authorization } = headers;
  if (authorization === undefined)
    throw new Refused(401, 'Authentication credentials were not provided.');
  const [, token] = /^Bearer (.+)$/.exec(authorization) ?? [];
  if (token === undefined || !tokens.includes(token)) throw new Refused(401, 'Invalid token');
}

function listIssues(rest: Rest, { url }: Asked): Answered {
  const scope = scopeOf(url.searchParams, rest.known(), rest.now(), '90d');
  const sort = url.searchParams.get('sort') ?? 'date';
  if (!['date', 'freq', 'inbox', 'new', 'recommended', 'trends', 'user'].includes(sort))
    throw new Refused(400, `"${sort}" is not a valid choice.`);
  const text = url.searchParams.get('query') ?? 'is:unresolved';
  const search = issueSearch(parseSearch(text, 'refused'), scope.environments);
  const shown = rest.store.issues().flatMap((issue) => {
    if (!search.ofIssue(issue)) return [];
    const counted = count(rest, issue, scope, (event) => search.ofEvent(event, issue));
    return (counted.filtered?.length ?? 0) > 0 ? [{ issue, counted }] : [];
  });
  const keyOf = sortKeys[sort] ?? sortKeys['date'];
  const ordered = shown.sort(
    (a, b) => (keyOf?.(b.issue, b.counted) ?? 0) - (keyOf?.(a.issue, a.counted) ?? 0),
  );
  const { items, link } = page(ordered, url, rest.url(), 'limit');
  const body = items.map(({ issue, counted }) =>
    issueJson(issue, counted, placeOf(rest, issue), rest.now()),
  );
  return {
    status: 200,
    headers: { link, 'x-hits': String(ordered.length), 'x-max-hits': '1000' },
    body,
  };
}

const sortKeys: Readonly<Record<string, (issue: Issue, counted: Counted) => number>> = {
  date: (issue) => issue.lastSeenMs,
  new: (issue) => issue.firstSeenMs,
  freq: (_, counted) => counted.filtered?.length ?? 0,
  user: (_, counted) => new Set(counted.filtered?.map((event) => event.user)).size,
};

function count(
  { store }: Rest,
  issue: Issue,
  scope: Scope,
  wanted: (event: ReturnType<Store['events']>[number]) => boolean,
): Counted {
  const inRange = store
    .events()
    .filter(
      (event) =>
        event.group === issue.group && event.project === issue.project && inScope(event, scope),
    );
  return { inRange, filtered: inRange.filter(wanted) };
}

function showIssue(rest: Rest, { url }: Asked, id: string): Answered {
  const issue = issueById(rest, id);
  const scope = scopeOf(url.searchParams, rest.known(), rest.now(), '90d');
  return {
    status: 200,
    body: issueDetails(
      issue,
      { ...count(rest, issue, scope, () => true), filtered: null },
      placeOf(rest, issue),
      rest.now(),
    ),
  };
}

const changeBody = z.object({
  status: z.enum(['resolved', 'unresolved', 'ignored', 'resolvedInNextRelease']).optional(),
  statusDetails: z
    .object({ inRelease: z.string().optional(), inNextRelease: z.boolean().optional() })
    .optional(),
  substatus: z.enum(['archived_until_escalating', 'ongoing']).optional(),
});

function changeIssue(rest: Rest, asked: Asked, id: string): Answered {
  issueById(rest, id);
  const { answer } = change(rest, asked, [id]);
  return {
    status: 200,
    body: {
      ...answer,
      ...issueJson(
        issueById(rest, id),
        { inRange: [], filtered: null },
        placeOf(rest, issueById(rest, id)),
        rest.now(),
      ),
    },
  };
}

function changeIssues(rest: Rest, asked: Asked): Answered {
  const ids = asked.url.searchParams.getAll('id');
  if (ids.length === 0) throw new Refused(400, 'You must specify a list of IDs for this operation');
  return { status: 200, body: change(rest, asked, ids).answer };
}

function change(rest: Rest, { body }: Asked, ids: readonly string[]): { answer: object } {
  const parsed = changeBody.safeParse(fromJson(body));
  if (!parsed.success) throw new Refused(400, z.prettifyError(parsed.error));
  const { status, statusDetails, substatus } = parsed.data;
  const inRelease = statusDetails?.inRelease;
  const wanted: Change = {
    ...(status === undefined
      ? {}
      : { status: statusDetails?.inNextRelease === true ? 'resolvedInNextRelease' : status }),
    ...(inRelease === undefined ? {} : { inRelease }),
    ...(substatus === undefined ? {} : { substatus }),
  };
  rest.store.change(ids, wanted);
  return {
    answer: {
      status: status ?? 'unresolved',
      statusDetails: statusDetails ?? {},
      substatus: substatus ?? null,
    },
  };
}

function issueById({ store }: Rest, id: string): Issue {
  const issue = store.issues().find((one) => one.id === id || one.shortId === id);
  if (issue === undefined) throw new Refused(404, 'The requested resource does not exist');
  return issue;
}

/** The newest first. With `full`, each with its stack, as on its own page. */
function listIssueEvents(rest: Rest, { url }: Asked, id: string): Answered {
  const issue = issueById(rest, id);
  const scope = scopeOf(url.searchParams, rest.known(), rest.now(), '90d');
  const search = parseSearch(url.searchParams.get('query') ?? '', 'allowed');
  const full = url.searchParams.get('full') ?? 'false';
  if (!['true', 'false', '1', '0'].includes(full))
    throw new Refused(400, 'Must be a valid boolean.');
  const events =
    count(rest, issue, scope, (event) => eventMatches(event, search, issue)).filtered ?? [];
  const { items, link } = page(
    events.toSorted((a, b) => b.timestampMs - a.timestampMs),
    url,
    rest.url(),
    'per_page',
  );
  const place = placeOf(rest, issue);
  return {
    status: 200,
    headers: { link },
    body: items.map((event) =>
      eventJson(event, issue.id, place.projectId, full === 'true' || full === '1'),
    ),
  };
}

function listEvents(rest: Rest, { url }: Asked): Answered {
  const query = url.searchParams;
  const dataset = query.get('dataset') ?? 'errors';
  const datasets = [
    'errors',
    'logs',
    'profile_functions',
    'spans',
    'tracemetrics',
    'uptime_results',
  ];
  if (!datasets.includes(dataset))
    throw new Refused(400, `dataset must be one of: ${datasets.join(', ')}`);
  const scope = scopeOf(query, rest.known(), rest.now(), '90d');
  const search = parseSearch(query.get('query') ?? '', 'allowed');
  const issueOf = (event: ReturnType<Store['events']>[number]) =>
    rest.store.issueOf(event) ?? { id: '', shortId: 'unknown' };
  const events =
    dataset === 'errors'
      ? rest.store
          .events()
          .filter((event) => inScope(event, scope) && eventMatches(event, search, issueOf(event)))
      : [];
  const table = discover(events, query.getAll('field'), query.get('sort'), issueOf);
  const { items, link } = page(table.data, url, rest.url(), 'per_page');
  const units = Object.fromEntries(Object.keys(table.fields).map((field) => [field, null]));
  const meta = {
    fields: table.fields,
    units,
    isMetricsData: false,
    isMetricsExtractedData: false,
    tips: {},
    datasetReason: 'unchanged',
    dataset,
  };
  return { status: 200, headers: { link }, body: { data: items, meta } };
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

function placeOf(rest: Rest, issue: Issue): Place {
  const project = rest.known().projects.find((one) => one.slug === issue.project);
  return {
    url: rest.url(),
    organization: rest.organization,
    projectId: project?.id ?? '0',
    projectName: issue.project,
  };
}
