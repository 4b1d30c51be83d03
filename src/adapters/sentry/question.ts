import type { WatchQuestion } from '../../ports/meter.ts';
import { productOf } from '../../release/state/line-name.ts';
import {
  countEvents,
  findIssues,
  type Answer,
  type Minutes,
  type ApiRow,
  type SentryIssue,
  type SentryProject,
} from './sentry-api.ts';

/** An issue of the release, and how often and by how many people each side met it meanwhile. */
export type SeenGroup = {
  readonly issue: SentryIssue;
  readonly what: 'new' | 'regressed' | 'escalating';
  readonly mine: number;
  readonly old: number;
  readonly people: { readonly mine: number; readonly old: number };
};

/** The names Sentry knows the two builds by. */
export type Releases = { readonly mine: string; readonly old: string | null };

/** Warnings and notes of a new build are no errors. */
const errorsOnly = 'level:[error,fatal]';

const safeVersion = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,127}$/;

/**
 * How the service names itself to Sentry, by its product wherever it runs; null for a version that
 * could mean something else in a query.
 */
export function releasesOf(
  { release }: Pick<SentryProject, 'release'>,
  { service, version, oldVersion }: Pick<WatchQuestion, 'service' | 'version' | 'oldVersion'>,
): Releases | null {
  if (![version, oldVersion ?? version].every((one) => safeVersion.test(one))) return null;
  const filled = (one: string) =>
    release.replaceAll('{service}', productOf(service)).replaceAll('{version}', one);
  return {
    mine: filled(version),
    old: oldVersion === null || oldVersion === version ? null : filled(oldVersion),
  };
}

/**
 * Finds the release's new, regressed and escalating issues, each once, and what the old servers saw
 * of them.
 */
export async function seenIssues(
  project: SentryProject,
  { mine, old }: Releases,
  minutes: Minutes,
): Promise<Answer<readonly SeenGroup[]>> {
  const of = `release:${quotedName(mine)} ${errorsOnly}`;
  const kinds = ['new', 'regressed', 'escalating'] as const;
  const queries = {
    new: `is:unresolved firstRelease:${quotedName(mine)} ${of}`,
    regressed: `is:regressed ${of}`,
    escalating: `is:escalating ${of}`,
  };
  const answers = await Promise.all(
    kinds.map((what) => findIssues(project, queries[what], minutes)),
  );
  const found = new Map<string, SeenGroup>();
  for (const [at, answer] of answers.entries()) {
    if (answer.kind === 'refused') return answer;
    for (const issue of answer.value) {
      // An issue may be new and escalating at once; that it grows is the graver word.
      const { count, userCount } = issue.filtered ?? issue;
      found.set(issue.id, {
        issue,
        what: kinds[at] ?? 'new',
        mine: count,
        old: 0,
        people: { mine: userCount, old: 0 },
      });
    }
  }
  return withPeople(project, [...found.values()], { mine, old }, minutes);
}

/** Of so many issues both sides fit into one table of Sentry's, which has 100 rows at most. */
const issuesAtOnce = 50;
const issuesAsked = 100;

/** What each side met of these issues, counted by Sentry itself: people are counted once. */
async function withPeople(
  project: SentryProject,
  seen: readonly SeenGroup[],
  { mine, old }: Releases,
  minutes: Minutes,
): Promise<Answer<readonly SeenGroup[]>> {
  // What could not be read has no number, and a question with it would be refused.
  const ids = seen.map(({ issue }) => issue.id).filter((id) => /^\d+$/.test(id));
  const pieces = [0, issuesAtOnce].map((from) =>
    ids.slice(from, Math.min(from + issuesAtOnce, issuesAsked)),
  );
  const both = [mine, ...(old === null ? [] : [old])].map(quotedName).join(',');
  const answers = await Promise.all(
    pieces
      .filter((some) => some.length > 0)
      .map((some) =>
        countEvents(
          project,
          ['issue.id', 'release', 'count()', 'count_unique(user)'],
          `release:[${both}] issue.id:[${some.join(',')}] ${errorsOnly}`,
          minutes,
        ),
      ),
  );
  const rows: ApiRow[] = [];
  for (const answer of answers) {
    if (answer.kind === 'refused') return answer;
    rows.push(...answer.value);
  }
  const of = (id: string, release: string | null) =>
    rows.find((row) => String(row['issue.id']) === id && row['release'] === release);
  const value = seen.map((one): SeenGroup => {
    const [own, theirs] = [
      of(one.issue.id, mine),
      old === null ? undefined : of(one.issue.id, old),
    ];
    const people = {
      mine: own ? numberIn(own, 'count_unique(user)') : one.people.mine,
      old: numberIn(theirs, 'count_unique(user)'),
    };
    return { ...one, old: numberIn(theirs, 'count()'), people };
  });
  return { kind: 'answered', value };
}

/** Counts the error events of both builds in the same minutes. */
export async function eventCounts(
  project: SentryProject,
  { mine, old }: Releases,
  minutes: Minutes,
): Promise<Answer<{ readonly mine: number; readonly old: number }>> {
  const both = [mine, ...(old === null ? [] : [old])].map(quotedName).join(',');
  const answer = await countEvents(
    project,
    ['release', 'count()'],
    `release:[${both}] ${errorsOnly}`,
    minutes,
  );
  if (answer.kind === 'refused') return answer;
  const of = (release: string | null) => timesNamed(answer.value, release);
  return { kind: 'answered', value: { mine: of(mine), old: of(old) } };
}

/** How often a release is counted in a table; nobody's name is counted never. */
export function timesNamed(rows: readonly ApiRow[], release: string | null): number {
  return rows
    .filter((row) => release !== null && row['release'] === release)
    .reduce((sum, row) => sum + numberIn(row, 'count()'), 0);
}

function numberIn(row: ApiRow | undefined, field: 'count()' | 'count_unique(user)'): number {
  const count = Number(row?.[field]);
  return Number.isFinite(count) ? count : 0;
}

/** A name as a search takes it: nothing in it can end it. */
export function quotedName(value: string): string {
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
