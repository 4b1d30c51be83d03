import { z } from 'zod';
import { outsideText } from '../http/vendor-words.ts';
import {
  below,
  callVendor,
  maybeParse,
  parseSaid,
  type VendorAnswer,
} from '../http/vendor-call.ts';

/** Whose errors are read, where, and by whose leave. */
export type SentryProject = {
  readonly url: string;
  readonly token: string;
  readonly organization: string;
  readonly project: string;
  readonly environment: string;
  /** How its servers name a build to Sentry, such as `{service}@{version}`. */
  readonly release: string;
  readonly fetch: typeof fetch;
};

/**
 * What Sentry said, or why it would not: a refusal is no outage, somebody must change a setting.
 */
export type Answer<T> =
  | { readonly kind: 'answered'; readonly value: T }
  | { readonly kind: 'refused'; readonly why: string };

export type Minutes = { readonly startMs: number; readonly endMs: number };

/** Whatever was seen was seen once at least: what has no number must not look like nothing. */
const counts = z.object({
  count: z.coerce.number().int().positive().catch(1),
  userCount: z.coerce.number().int().nonnegative().catch(0),
});
/** Real ms; null for what is no time. */
const moment = z
  .string()
  .nullish()
  .catch(null)
  .transform((text) => Date.parse(text ?? '') || null);
/**
 * Sentry leaves out, and sends as null, whatever it does not know of an issue: that concerns this
 * issue alone, which counts all the same.
 */
const issueSchema = counts.extend({
  // Sentry's own number: it becomes a word of a button.
  id: z.coerce.string().regex(/^\w{1,40}$/),
  shortId: words(80).nullable().catch(null),
  title: words(300).catch('An error without a name'),
  culprit: words(200).nullable().catch(null),
  permalink: z.string().nullable().catch(null),
  level: z.string().catch('error'),
  firstSeen: moment,
  lastSeen: moment,
  lifetime: z.object({ firstSeen: moment }).nullish().catch(null),
  filtered: counts.nullish().catch(null),
});
/** An issue as Sentry lists it. */
export type SentryIssue = z.infer<typeof issueSchema>;

const refusalSchema = z.object({ detail: z.string() });
const tableSchema = z.object({
  data: z.array(z.record(z.string(), z.unknown()).catch({})),
});
export type ApiRow = z.infer<typeof tableSchema>['data'][number];

/** The outside's words, not longer than anybody would read: every look stores them. */
export function words(most: number) {
  return z.string().transform((text) => outsideText(text, most));
}

const system = 'Sentry';
const pagesMax = 3;

/** Looks for issues with events in the given minutes, following the pages of the list. */
export async function findIssues(
  project: SentryProject,
  query: string,
  minutes: Minutes,
): Promise<Answer<readonly SentryIssue[]>> {
  const found: SentryIssue[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pagesMax; page += 1) {
    const more: [string, string][] = cursor === undefined ? [] : [['cursor', cursor]];
    const answer = await askSentry(
      project,
      'issues',
      [['project', project.project], ['query', query], ['limit', '100'], ['sort', 'date'], ...more],
      minutes,
      z.array(z.unknown()),
    );
    if (answer.kind === 'refused') return answer;
    found.push(...answer.value.value.map((one, at) => issueIn(one, `${page}_${at}`)));
    cursor = nextCursor(answer.value.said);
    if (cursor === undefined) break;
  }
  return { kind: 'answered', value: found };
}

/** One that cannot be read at all is still an error that somebody met. */
function issueIn(raw: unknown, place: string): SentryIssue {
  return issueSchema.safeParse(raw).data ?? issueSchema.parse({ id: `unreadable_${place}` });
}

/** Counts events in the given minutes, grouped by the fields that are no functions. */
export async function countEvents(
  project: SentryProject,
  fields: readonly string[],
  query: string,
  minutes: Minutes,
): Promise<Answer<readonly ApiRow[]>> {
  const parameters = fields.map((field): [string, string] => ['field', field]);
  const answer = await askSentry(
    project,
    'events',
    [
      ['project', project.project],
      ['dataset', 'errors'],
      ...parameters,
      ['query', query],
      ['sort', '-count()'],
      ['per_page', '100'],
    ],
    minutes,
    tableSchema,
  );
  return answer.kind === 'refused' ? answer : { kind: 'answered', value: answer.value.value.data };
}

/** One question about some minutes of the project's environment. */
export async function askSentry<T>(
  project: SentryProject,
  what: string,
  own: readonly (readonly [string, string])[],
  minutes: Minutes,
  schema: z.ZodType<T>,
): Promise<Answer<{ value: T; said: VendorAnswer }>> {
  const doing = `reading the ${what} of ${project.project}`;
  const window: [string, string][] = [
    ['start', iso(minutes.startMs)],
    ['end', iso(minutes.endMs)],
  ];
  const url = below(
    project.url,
    `api/0/organizations/${encodeURIComponent(project.organization)}/${what}/`,
    [['environment', project.environment], ...window, ...own],
  );
  const said = await callVendor({ system, fetch: project.fetch }, doing, url, {
    headers: { authorization: `Bearer ${project.token}`, accept: 'application/json' },
  });
  if (said.status === 200)
    return { kind: 'answered', value: { value: parseSaid(system, doing, said, schema), said } };
  return { kind: 'refused', why: whyRefused(project, said) };
}

function whyRefused(
  { organization, project, environment }: SentryProject,
  said: VendorAnswer,
): string {
  switch (said.status) {
    case 401:
      return 'Sentry refuses our token';
    case 403:
      return `our token may not read project ${project} of ${organization}`;
    case 404:
      return `Sentry knows no organization ${organization}, or no environment ${environment} in it`;
    default: {
      const detail = maybeParse(said, refusalSchema)?.detail.slice(0, 200) ?? 'without a reason';
      return `Sentry refuses the question (HTTP ${said.status}: ${detail})`;
    }
  }
}

function nextCursor({ headers }: VendorAnswer): string | undefined {
  const next = (headers.get('link') ?? '')
    .split(/,\s*(?=<)/)
    .find((link) => link.includes('rel="next"') && link.includes('results="true"'));
  return /cursor="([^"]+)"/.exec(next ?? '')?.[1];
}

/** Sentry reads times without a zone as UTC. */
function iso(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '');
}
