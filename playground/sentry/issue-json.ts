import type { SentryEvent } from './event.ts';
import type { Issue } from './issue.ts';

/**
 * What of an issue's events counts for a request: all of them in its minutes and places, and those
 * its search asks for.
 */
export type Counted = {
  readonly inRange: readonly SentryEvent[];
  readonly filtered: readonly SentryEvent[] | null;
};

/** Where the issues' pages are. */
export type Place = {
  readonly url: string;
  readonly organization: string;
  readonly projectId: string;
  readonly projectName: string;
};

/**
 * An issue as the list shows it. The numbers on top are of the asked minutes, `filtered` of the
 * search in them, `lifetime` of all.
 */
export function issueJson(issue: Issue, counted: Counted, place: Place, nowMs: number): object {
  const firstSeen = iso(issue.firstSeenMs);
  return {
    ...baseJson(issue, counted, place, nowMs),
    lifetime: {
      count: String(issue.count),
      userCount: issue.users.size,
      firstSeen,
      lastSeen: iso(issue.lastSeenMs),
      stats: null,
    },
    filtered:
      counted.filtered === null
        ? null
        : { ...numbers(counted.filtered), stats: { '24h': hours(counted.filtered, nowMs) } },
    inbox: {
      reason: issue.substatus === 'regressed' ? 6 : 0,
      reason_details: null,
      date_added: firstSeen,
    },
    owners: { type: 'suspectCommit', owner: 'user:1', date_added: firstSeen },
    integrationIssues: [],
    sentryAppIssues: [],
    sessionCount: 0,
    latestEventHasAttachments: false,
    matchingEventId: null,
    matchingEventEnvironment: null,
    derivedData: {
      blocker: 'none',
      progress: 'none',
      status: 'open',
      viewCount: 0,
      hasOpenFixPr: false,
      isAssigned: false,
      hasRootCause: false,
      lastCompletedAutofixStep: 'none',
      lastProgressedAt: null,
    },
  };
}

function baseJson(issue: Issue, counted: Counted, place: Place, nowMs: number): object {
  const { latest } = issue;
  return {
    id: issue.id,
    shareId: null,
    shortId: issue.shortId,
    title: latest.title,
    culprit: latest.culprit,
    permalink: `${place.url}/organizations/${place.organization}/issues/${issue.id}/`,
    logger: latest.logger,
    level: latest.level,
    status: issue.status,
    statusDetails: issue.resolvedIn === null ? {} : { inRelease: issue.resolvedIn },
    substatus: issue.substatus,
    isPublic: false,
    platform: latest.platform,
    priority: latest.level === 'fatal' || latest.level === 'error' ? 'high' : 'medium',
    priorityLockedAt: null,
    seerFixabilityScore: null,
    seerAutofixLastTriggered: null,
    seerExplorerAutofixLastTriggered: null,
    project: {
      id: place.projectId,
      name: place.projectName,
      slug: issue.project,
      platform: latest.platform,
    },
    type: latest.type === null ? 'default' : 'error',
    issueType: 'error',
    issueCategory: 'error',
    metadata:
      latest.type === null
        ? { title: latest.title }
        : { type: latest.type, value: latest.value, title: latest.title },
    numComments: 0,
    assignedTo: null,
    isBookmarked: false,
    isSubscribed: false,
    subscriptionDetails: null,
    hasSeen: false,
    annotations: [],
    isUnhandled: !latest.handled,
    ...numbers(counted.inRange),
    stats: { '24h': hours(counted.inRange, nowMs) },
  };
}

/** An issue on its own page, where its first and last release are told. */
export function issueDetails(issue: Issue, counted: Counted, place: Place, nowMs: number): object {
  const release = (version: string | null | undefined, ms: number) =>
    version === null || version === undefined
      ? null
      : {
          version,
          shortVersion: version.split('@').at(-1),
          dateCreated: iso(ms),
          dateReleased: null,
          ref: null,
          url: null,
        };
  return {
    ...baseJson(issue, counted, place, nowMs),
    activity: [
      { data: {}, dateCreated: iso(issue.firstSeenMs), id: '0', type: 'first_seen', user: null },
    ],
    seenBy: [],
    userReportCount: 0,
    participants: [],
    firstRelease: release(issue.firstReleases[''], issue.firstSeenMs),
    lastRelease: release(issue.lastRelease, issue.lastSeenMs),
    tags: [{ key: 'level', name: 'Level', totalValues: issue.count }],
  };
}

function numbers(events: readonly SentryEvent[]): object {
  const users = new Set(events.flatMap(({ user }) => (user === null ? [] : [user])));
  const times = events.map((event) => event.timestampMs);
  const [first, last] = [
    times.reduce((a, b) => Math.min(a, b), Infinity),
    times.reduce((a, b) => Math.max(a, b), -Infinity),
  ];
  return {
    count: String(events.length),
    userCount: users.size,
    firstSeen: times.length > 0 ? iso(first) : null,
    lastSeen: times.length > 0 ? iso(last) : null,
  };
}

function hours(events: readonly SentryEvent[], nowMs: number): [number, number][] {
  const hour = 3_600_000;
  const end = Math.floor(nowMs / hour) * hour;
  return Array.from({ length: 24 }, (_, at): [number, number] => {
    const from = end - (23 - at) * hour;
    return [
      from / 1000,
      events.filter((event) => event.timestampMs >= from && event.timestampMs < from + hour).length,
    ];
  });
}

/** Times as Sentry writes them: microseconds and a Z. */
function iso(ms: number): string {
  return new Date(ms).toISOString().replace(/\.(\d{3})Z$/, '.$1000Z');
}
