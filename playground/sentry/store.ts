import { z } from 'zod';
import { openJournal } from '../standin/journal.ts';
import { eventSchema, type SentryEvent } from './event.ts';
import { type Issue, newIssue, seenAgain } from './issue.ts';
import { type Sessions, sessionsSchema } from './sessions.ts';

const changeSchema = z.strictObject({
  status: z.enum(['resolved', 'unresolved', 'ignored', 'resolvedInNextRelease']).optional(),
  substatus: z
    .enum(['new', 'ongoing', 'regressed', 'escalating', 'archived_until_escalating'])
    .optional(),
  inRelease: z.string().optional(),
});
/** What a person, or the playground, did to issues. */
export type Change = z.infer<typeof changeSchema>;

const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('event'), event: eventSchema }),
  z.object({
    kind: z.literal('change'),
    atMs: z.number(),
    ids: z.array(z.string()),
    change: changeSchema,
  }),
  z.object({ kind: z.literal('sessions'), sessions: sessionsSchema }),
]);
type Entry = z.infer<typeof entrySchema>;

/**
 * The first event of one group in one release and environment, by the clock of whoever received it.
 */
type FirstSeen = {
  readonly group: string;
  readonly title: string;
  readonly level: string;
  readonly release: string | null;
  readonly environment: string;
  readonly atMs: number;
  lastMs: number;
  count: number;
};

/** Everything the stand-in knows. Reads see only what has been ingested by then. */
export type Store = {
  readonly receive: (event: SentryEvent) => void;
  readonly change: (ids: readonly string[], change: Change) => void;
  readonly receiveSessions: (sessions: Sessions) => void;
  readonly sessions: () => readonly Sessions[];
  readonly issues: () => readonly Issue[];
  readonly events: () => readonly SentryEvent[];
  readonly issueOf: (event: SentryEvent) => Issue | undefined;
  readonly firstSeen: () => readonly FirstSeen[];
  readonly newestRelease: () => string | null;
};

/** How the stand-in behaves where the real one's ways cannot be waited for. */
export type StoreOptions = {
  readonly dataDir?: string | undefined;
  readonly ingestDelayMs: number;
  readonly escalateAfter: number;
  readonly now: () => number;
};

/** Opens the store; with a folder, it goes on where it stopped. */
export function openStore(options: StoreOptions): Store {
  const journal = openJournal<Entry>(options.dataDir, 'sentry', (value) =>
    entrySchema.parse(value),
  );
  const groups = new Map<string, Issue>();
  const events: SentryEvent[] = [];
  const sessions: Sessions[] = [];
  const seen = new Map<string, FirstSeen>();
  const waiting: SentryEvent[] = [];
  let newest: string | null = null;

  const ingest = (event: SentryEvent) => {
    group(groups, event, options.escalateAfter);
    events.push(event);
    newest = event.release ?? newest;
  };
  const settle = settling(waiting, options.ingestDelayMs, ingest);
  const apply = (entry: Entry) => {
    if (entry.kind === 'sessions') return void sessions.push(entry.sessions);
    if (entry.kind === 'event') {
      note(seen, entry.event);
      waiting.push(entry.event);
      return;
    }
    settle(entry.atMs);
    for (const [key, issue] of groups)
      if (entry.ids.includes(issue.id)) groups.set(key, changed(issue, entry.change, newest));
  };
  const record = (entry: Entry) => {
    journal.append(entry);
    apply(entry);
  };
  journal.entries().forEach(apply);
  const settled = after(() => settle(options.now()));
  return {
    receive: (event) => record({ kind: 'event', event }),
    change: (ids, change) => record({ kind: 'change', atMs: options.now(), ids: [...ids], change }),
    receiveSessions: (told) => record({ kind: 'sessions', sessions: told }),
    sessions: () =>
      sessions.filter((told) => told.receivedMs + options.ingestDelayMs <= options.now()),
    issues: settled(() => [...groups.values()]),
    events: settled(() => events),
    issueOf: (event) => groups.get(keyOf(event)),
    firstSeen: () => [...seen.values()],
    newestRelease: settled(() => newest),
  };
}

/** Takes in what has waited for so long, in the order in which it came. */
function settling(
  waiting: SentryEvent[],
  ingestDelayMs: number,
  ingest: (event: SentryEvent) => void,
): (now: number) => void {
  return (now) => {
    const ready = waiting.findIndex((event) => event.receivedMs + ingestDelayMs > now);
    for (const event of waiting.splice(0, ready === -1 ? waiting.length : ready)) ingest(event);
  };
}

function after(before: () => void) {
  return <T>(read: () => T) =>
    (): T => (before(), read());
}

function group(groups: Map<string, Issue>, event: SentryEvent, escalateAfter: number): void {
  const key = keyOf(event);
  const known = groups.get(key);
  groups.set(
    key,
    known === undefined ? newIssue(event, groups.size + 1) : seenAgain(known, event, escalateAfter),
  );
}

function keyOf({ project, group }: SentryEvent): string {
  return `${project}/${group}`;
}

function note(
  seen: Map<string, FirstSeen>,
  { group, title, level, release, environment, receivedMs }: SentryEvent,
): void {
  const key = JSON.stringify([group, release, environment]);
  const known = seen.get(key);
  if (known === undefined)
    seen.set(key, {
      group,
      title,
      level,
      release,
      environment,
      atMs: receivedMs,
      lastMs: receivedMs,
      count: 1,
    });
  else Object.assign(known, { lastMs: receivedMs, count: known.count + 1 });
}

function changed(
  issue: Issue,
  { status, substatus, inRelease }: Change,
  newest: string | null,
): Issue {
  if (substatus !== undefined) {
    const archived = substatus === 'archived_until_escalating';
    return {
      ...issue,
      status: archived ? 'ignored' : 'unresolved',
      substatus,
      archivedAtCount: issue.count,
    };
  }
  switch (status) {
    case 'resolved':
      return {
        ...issue,
        status,
        substatus: null,
        resolvedIn: inRelease === 'latest' ? newest : (inRelease ?? null),
      };
    case 'resolvedInNextRelease':
      return { ...issue, status: 'resolved', substatus: null, resolvedIn: newest };
    case 'ignored':
      return {
        ...issue,
        status,
        substatus: 'archived_until_escalating',
        archivedAtCount: issue.count,
      };
    case 'unresolved':
      return { ...issue, status, substatus: 'ongoing', resolvedIn: null };
    case undefined:
  }
  return issue;
}
