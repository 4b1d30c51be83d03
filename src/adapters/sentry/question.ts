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

/** An issue of the release, and how often each side saw it in the same minutes. */
export type SeenGroup = {
  readonly issue: SentryIssue;
  readonly what: 'new' | 'regressed' | 'escalating';
  readonly mine: number;
  readonly old: number;
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
      found.set(issue.id, {
        issue,
        what: kinds[at] ?? 'new',
        mine: (issue.filtered ?? issue).count,
        old: 0,
      });
    }
  }
  if (old === null || found.size === 0) return { kind: 'answered', value: [...found.values()] };
  return withOld(project, [...found.values()], old, minutes);
}

async function withOld(
  project: SentryProject,
  seen: readonly SeenGroup[],
  old: string,
  minutes: Minutes,
): Promise<Answer<readonly SeenGroup[]>> {
  const ids = seen
    .slice(0, 100)
    .map(({ issue }) => issue.id)
    .join(',');
  const answer = await countEvents(
    project,
    ['issue.id', 'count()'],
    `release:${quotedName(old)} issue.id:[${ids}] ${errorsOnly}`,
    minutes,
  );
  if (answer.kind === 'refused') return answer;
  const counts = new Map(answer.value.map((row) => [String(row['issue.id']), countOf(row)]));
  return {
    kind: 'answered',
    value: seen.map((one) => ({ ...one, old: counts.get(one.issue.id) ?? 0 })),
  };
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
    .reduce((sum, row) => sum + countOf(row), 0);
}

function countOf(row: ApiRow): number {
  const count = Number(row['count()']);
  return Number.isFinite(count) ? count : 0;
}

/** A name as a search takes it: nothing in it can end it. */
export function quotedName(value: string): string {
  return `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
}
