import { z } from 'zod';
import { call } from '../call.ts';
import type { World } from '../world.ts';
import type { SlackEntry } from './slack-journal.ts';

/** What a story ends with, in one line. */
export type Figures = {
  readonly posts: {
    readonly channel: number;
    readonly changelog: number;
    readonly thread: number;
    readonly edits: number;
    readonly pings: number;
  };
  readonly users: {
    readonly total: number;
    readonly failedRequests: number;
    readonly lostStrokes: number;
    readonly slowestReconnectMs: number;
  };
  /** Moved to done, left undone although it was tried, and told, as Jira itself wrote it down. */
  readonly tickets: { readonly done: number; readonly failed: number; readonly commented: number };
  readonly pageMs: number | null;
  readonly rollbackMs: number | null;
};

const Users = z.object({
  total: z.number(),
  failedRequests: z.number(),
  lostStrokes: z.number(),
  slowestReconnectMs: z.number(),
  connected: z.number(),
  byVersion: z.record(z.string(), z.number()),
  lastLeftAtMs: z.record(z.string(), z.number()),
});
const Balancer = z.array(z.object({ atMs: z.number(), kind: z.string(), target: z.string() }));
const Pages = z.array(
  z.object({ atMs: z.number(), event: z.object({ event_action: z.string() }) }),
);
const Servers = z.array(z.object({ id: z.string(), version: z.string(), state: z.string() }));
const FirstSeen = z.array(
  z.object({
    release: z.string().nullable(),
    atMs: z.number(),
    lastMs: z.number(),
    group: z.string(),
  }),
);

/** What the users lived through, from their own journal. */
export async function usersOf(world: World): Promise<z.infer<typeof Users>> {
  return Users.parse(await call(`${world.usersUrl}/summary`));
}

/** The servers that there are, from the provider. */
export async function serversOf(world: World): Promise<z.infer<typeof Servers>> {
  return Servers.parse(await call(`${world.addresses.host}/servers?service=board`));
}

/** When PagerDuty was first asked to call somebody. */
export async function firstPageAt(world: World): Promise<number | undefined> {
  const pages = Pages.parse(await call(`${world.addresses.pagerduty}/_control/journal`));
  return pages.find(({ event }) => event.event_action === 'trigger')?.atMs;
}

/** When the first error that no other version knows arrived at Sentry from this version. */
async function firstErrorAt(world: World, version: string): Promise<number | undefined> {
  const seen = FirstSeen.parse(await call(`${world.addresses.sentry}/_control/journal`));
  const known = new Set(
    seen.flatMap(({ release, group }) => (release === `board@${version}` ? [] : [group])),
  );
  const times = seen.flatMap(({ release, group, atMs }) =>
    release === `board@${version}` && !known.has(group) ? [atMs] : [],
  );
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** How many kinds of error Sentry has heard of from this version since then. */
export async function noiseOf(world: World, version: string, sinceMs: number): Promise<number> {
  const seen = FirstSeen.parse(await call(`${world.addresses.sentry}/_control/journal`));
  return new Set(
    seen.flatMap(({ release, group, lastMs }) =>
      release === `board@${version}` && lastMs >= sinceMs ? [group] : [],
    ),
  ).size;
}

/** When the way back began: the first server of this version that was closed after the page. */
async function wayBackAt(
  world: World,
  version: string,
  after: number,
): Promise<number | undefined> {
  const servers = await serversOf(world);
  const ids = new Set(servers.flatMap((server) => (server.version === version ? [server.id] : [])));
  const journal = Balancer.parse(await call(`${world.addresses.balancer}/_control/journal`));
  return journal.find(
    ({ atMs, kind, target }) => kind === 'closed' && ids.has(target) && atMs >= after,
  )?.atMs;
}

/**
 * Counts posts and times from the journals of Slack, users, Sentry, PagerDuty and balancer; Davy's
 * own ledger is not asked.
 */
export async function figuresOf(
  world: World,
  entries: readonly SlackEntry[],
  version: string,
): Promise<Figures> {
  const { total, failedRequests, lostStrokes, slowestReconnectMs, lastLeftAtMs } =
    await usersOf(world);
  const pageAt = await firstPageAt(world);
  const errorAt = await firstErrorAt(world, version);
  const backAt = lastLeftAtMs[version];
  const decidedAt = pageAt === undefined ? undefined : await wayBackAt(world, version, pageAt);
  return {
    posts: postsIn(entries),
    users: { total, failedRequests, lostStrokes, slowestReconnectMs },
    tickets: await ticketsOf(world),
    pageMs: pageAt === undefined || errorAt === undefined ? null : pageAt - errorAt,
    rollbackMs: decidedAt === undefined || backAt === undefined ? null : backAt - decidedAt,
  };
}

const JiraJournal = z.array(
  z.looseObject({ kind: z.string(), key: z.string().optional(), to: z.string().optional() }),
);
const Issues = z.array(z.object({ key: z.string(), status: z.string() }));

const settledAfterMs = 3_000;
const settlesWithinMs = 20_000;

/**
 * Tickets are finished after users are: what is still being done has not failed. Waits until
 * nothing more comes to Jira.
 */
export async function ticketsSettled({ addresses: { jira } }: World): Promise<void> {
  let before = -1;
  for (let waited = 0; waited < settlesWithinMs; waited += settledAfterMs) {
    const now = JiraJournal.parse(await call(`${jira}/_control/journal`)).length;
    if (now === before) return;
    before = now;
    await new Promise((resolve) => setTimeout(resolve, settledAfterMs));
  }
}

/**
 * Every ticket that was looked at counts once; none has failed before Davy began to finish them,
 * which begins with the fix version.
 */
async function ticketsOf({ addresses: { jira } }: World): Promise<Figures['tickets']> {
  const journal = JiraJournal.parse(await call(`${jira}/_control/journal`));
  const closed = new Set(
    Issues.parse(await call(`${jira}/_control/issues`)).flatMap(({ key, status }) =>
      status === 'Done' ? [key] : [],
    ),
  );
  const keysOf = (wanted: (entry: (typeof journal)[number]) => boolean) =>
    new Set(
      journal.flatMap((entry) => (wanted(entry) && entry.key !== undefined ? [entry.key] : [])),
    );
  const read = keysOf(({ kind }) => kind === 'read');
  const begun = journal.some(({ kind }) => kind === 'version-made');
  return {
    done: keysOf(({ kind, to }) => kind === 'moved' && to === 'Done').size,
    failed: begun ? [...read].filter((key) => !closed.has(key)).length : 0,
    commented: keysOf(({ kind }) => kind === 'commented').size,
  };
}

function postsIn(entries: readonly SlackEntry[]): Figures['posts'] {
  const posts = entries.flatMap((entry) =>
    entry.kind === 'posted' && entry.message.user === 'U0DAVY' ? [entry] : [],
  );
  const inChannel = posts.filter(
    ({ message }) =>
      message.channel === 'C0RELEASES' &&
      (message.thread_ts === undefined || message.broadcast === true),
  );
  return {
    channel: inChannel.length,
    changelog: posts.filter(({ message }) => message.channel === 'C0CHANGELOG').length,
    thread: posts.filter(({ message }) => message.thread_ts !== undefined).length,
    edits: entries.filter(({ kind }) => kind === 'edited').length,
    pings: posts.filter(
      ({ mentions }) => mentions.users.length + mentions.groups.length + mentions.rooms.length > 0,
    ).length,
  };
}
