import { compareReleases } from './release-order.ts';
import type { SentryEvent } from './event.ts';

/** A project's error group, as it stands now. */
export type Issue = {
  readonly id: string;
  readonly shortId: string;
  readonly project: string;
  readonly group: string;
  readonly status: 'unresolved' | 'resolved' | 'ignored';
  readonly substatus:
    'new' | 'ongoing' | 'regressed' | 'escalating' | 'archived_until_escalating' | null;
  /** For "resolved in release": only newer releases can bring it back. */
  readonly resolvedIn: string | null;
  /** Per environment, as Sentry keeps it; '' is over all of them. */
  readonly firstReleases: Readonly<Record<string, string | null>>;
  readonly lastRelease: string | null;
  readonly archivedAtCount: number;
  readonly latest: SentryEvent;
  readonly firstSeenMs: number;
  readonly lastSeenMs: number;
  readonly count: number;
  readonly users: ReadonlySet<string>;
};

/** A group's first event makes a new issue. */
export function newIssue(event: SentryEvent, number: number): Issue {
  return {
    id: String(number),
    shortId: `${event.project.toUpperCase()}-${number.toString(36).toUpperCase()}`,
    project: event.project,
    group: event.group,
    status: 'unresolved',
    substatus: 'new',
    resolvedIn: null,
    firstReleases: { '': event.release, [event.environment]: event.release },
    lastRelease: event.release,
    archivedAtCount: 0,
    latest: event,
    firstSeenMs: event.timestampMs,
    lastSeenMs: event.timestampMs,
    count: 1,
    users: new Set(event.user === null ? [] : [event.user]),
  };
}

/**
 * What one more event does to an issue: it may come back from the resolved, or outgrow its archive.
 */
export function seenAgain(issue: Issue, event: SentryEvent, escalateAfter: number): Issue {
  const users =
    event.user === null || issue.users.has(event.user)
      ? issue.users
      : new Set([...issue.users, event.user]);
  const latest = event.timestampMs >= issue.latest.timestampMs ? event : issue.latest;
  const seen: Issue = {
    ...issue,
    users,
    latest,
    firstReleases: { [event.environment]: event.release, ...issue.firstReleases },
    count: issue.count + 1,
    lastRelease: latest.release,
    firstSeenMs: Math.min(issue.firstSeenMs, event.timestampMs),
    lastSeenMs: Math.max(issue.lastSeenMs, event.timestampMs),
  };
  if (issue.status === 'resolved' && comesBack(issue, event))
    return { ...seen, status: 'unresolved', substatus: 'regressed', resolvedIn: null };
  const outgrown =
    issue.substatus === 'archived_until_escalating' &&
    seen.count - issue.archivedAtCount >= escalateAfter;
  return outgrown ? { ...seen, status: 'unresolved', substatus: 'escalating' } : seen;
}

function comesBack({ resolvedIn }: Issue, { release }: SentryEvent): boolean {
  if (resolvedIn === null) return true;
  return release !== null && compareReleases(release, resolvedIn) > 0;
}
