import { z } from 'zod';
import type { Answered, Asked } from '../standin/exchange.ts';
import { fromJson } from '../standin/faults.ts';
import { issueSearch } from './issue-match.ts';
import { type Counted, issueDetails, issueJson } from './issue-json.ts';
import type { Issue } from './issue.ts';
import { page, Refused, scopeOf } from './request.ts';
import { count, issueById, placeOf, type Rest } from './rest-source.ts';
import { parseSearch } from './search.ts';
import type { Change } from './store.ts';

/** The issues that a search finds, in the order that was asked for. */
export function listIssues(rest: Rest, { url }: Asked): Answered {
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

/** One issue in full. */
export function showIssue(rest: Rest, { url }: Asked, id: string): Answered {
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

/** Resolves, ignores or opens one issue. */
export function changeIssue(rest: Rest, asked: Asked, id: string): Answered {
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

/** The same for several at once. */
export function changeIssues(rest: Rest, asked: Asked): Answered {
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
