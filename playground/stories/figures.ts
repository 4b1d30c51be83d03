import { z } from 'zod';
import { call } from '../call.ts';
import type { World } from '../world.ts';
import { serversOf } from './servers.ts';
import type { SlackEntry } from './slack-journal.ts';
import { type TicketFigures, ticketsOf } from './ticket-figures.ts';
import type { TrafficFigures } from './traffic-figures.ts';

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
  readonly tickets: TicketFigures;
  readonly pageMs: number | null;
  readonly rollbackMs: number | null;
  /** Where shares of traffic were moved. */
  readonly traffic?: TrafficFigures;
};

const Users = z.object({
  total: z.number(),
  failedRequests: z.number(),
  faults: z.record(z.string(), z.number()).default({}),
  lostStrokes: z.number(),
  slowestReconnectMs: z.number(),
  connected: z.number(),
  byVersion: z.record(z.string(), z.number()),
  lastLeftAtMs: z.record(z.string(), z.number()),
});
const Balancer = z.array(z.object({ atMs: z.number(), kind: z.string(), target: z.string() }));
const Splits = z.array(z.object({ atMs: z.number(), weights: z.record(z.string(), z.number()) }));
const Pages = z.array(
  z.object({ atMs: z.number(), event: z.object({ event_action: z.string() }) }),
);
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

/** When PagerDuty was first asked to call somebody. */
export async function firstPageAt(world: World): Promise<number | undefined> {
  const pages = Pages.parse(await call(`${world.addresses.pagerduty}/_control/journal`));
  return pages.find(({ event }) => event.event_action === 'trigger')?.atMs;
}

/** When the first error that no other version knows arrived at Sentry from this version. */
async function firstErrorAt(world: World, version: string): Promise<number | undefined> {
  const seen = FirstSeen.parse(await call(`${world.addresses.sentry}/_control/journal`));
  const known = new Set(
    seen.flatMap(({ release, group }) => (release === `${world.sample}@${version}` ? [] : [group])),
  );
  const times = seen.flatMap(({ release, group, atMs }) =>
    release === `${world.sample}@${version}` && !known.has(group) ? [atMs] : [],
  );
  return times.length > 0 ? Math.min(...times) : undefined;
}

/** How many kinds of error Sentry has heard of from this version since then. */
export async function noiseOf(world: World, version: string, sinceMs: number): Promise<number> {
  const seen = FirstSeen.parse(await call(`${world.addresses.sentry}/_control/journal`));
  return new Set(
    seen.flatMap(({ release, group, lastMs }) =>
      release === `${world.sample}@${version}` && lastMs >= sinceMs ? [group] : [],
    ),
  ).size;
}

/**
 * When the way back began: the first server of this version that was closed after the page, or that
 * was given less.
 */
async function wayBackAt(
  world: World,
  version: string,
  after: number,
): Promise<number | undefined> {
  const servers = await serversOf(world);
  const ids = new Set(servers.flatMap((server) => (server.version === version ? [server.id] : [])));
  const journal = Balancer.parse(await call(`${world.addresses.balancer}/_control/journal`));
  const closed = journal.find(
    ({ atMs, kind, target }) => kind === 'closed' && ids.has(target) && atMs >= after,
  )?.atMs;
  const given = Splits.parse(await call(`${world.addresses.balancer}/_control/traffic`));
  const less = given.find(
    ({ atMs, weights }, i) =>
      atMs >= after && sumOf(weights, ids) < sumOf(given[i - 1]?.weights, ids),
  )?.atMs;
  const times = [closed, less].filter((at) => at !== undefined);
  return times.length > 0 ? Math.min(...times) : undefined;
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

function postsIn(entries: readonly SlackEntry[]): Figures['posts'] {
  const posts = entries.flatMap((entry) =>
    entry.kind === 'posted' && entry.message.user === 'U0DAVY' ? [entry] : [],
  );
  const inChannel = posts.filter(
    ({ message }) =>
      message.channel === 'C0RELEASES' &&
      !isServiceCard(message) &&
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

/** The card of the service stands in the channel all the time, and tells of no one release. */
function isServiceCard({ blocks }: { readonly blocks?: readonly unknown[] | undefined }): boolean {
  return JSON.stringify(blocks ?? []).includes('"block_id":"status:');
}

function sumOf(weights: Readonly<Record<string, number>> = {}, ids: ReadonlySet<string>): number {
  return Object.entries(weights).reduce((sum, [id, one]) => (ids.has(id) ? sum + one : sum), 0);
}
