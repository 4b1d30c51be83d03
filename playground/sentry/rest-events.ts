import type { Answered, Asked } from '../standin/exchange.ts';
import { discover } from './discover.ts';
import { eventJson } from './event-json.ts';
import { eventMatches, inScope } from './event-match.ts';
import type { SentryEvent } from './event.ts';
import { page, Refused, scopeOf } from './request.ts';
import { count, issueById, placeOf, type Rest } from './rest-source.ts';
import { parseSearch } from './search.ts';

/** The events of one issue, the newest first; with `full`, each with its stack. */
export function listIssueEvents(rest: Rest, { url }: Asked, id: string): Answered {
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

/** A table over all events, as Discover makes it. */
export function listEvents(rest: Rest, { url }: Asked): Answered {
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
  const issueOf = (event: SentryEvent) =>
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
