/** One line of the users' journal. */
export type UserEntry = {
  readonly atMs: number;
  readonly kind: 'joined' | 'left' | 'failed' | 'lost' | 'reconnected' | 'reset';
  readonly user: string;
  readonly board: string;
  readonly version: string;
  readonly why?: string;
  readonly ms?: number;
};

/** What all users together lived through since the last reset. */
type Summary = {
  readonly total: number;
  readonly connected: number;
  readonly sent: number;
  readonly received: number;
  readonly failedRequests: number;
  readonly lostStrokes: number;
  readonly reconnects: number;
  readonly slowestReconnectMs: number;
  /** Users connected now, by the version that serves them. */
  readonly byVersion: Readonly<Record<string, number>>;
  /** When the last user of a version left it; only versions that have no user now. */
  readonly lastLeftAtMs: Readonly<Record<string, number>>;
  readonly firstBadAtMs: number | null;
};

/** Counts what users tell it and writes down everything but the single strokes. */
export type Tally = {
  note(entry: Omit<UserEntry, 'atMs'>): void;
  sent(): void;
  received(): void;
  reset(): void;
  summary(): Summary;
};

const zero = {
  sent: 0,
  received: 0,
  failedRequests: 0,
  lostStrokes: 0,
  reconnects: 0,
  slowestReconnectMs: 0,
};

/** Keeps the figures; users who are there at a reset count again. */
export function newTally(append: (entry: UserEntry) => void): Tally {
  const presence = newPresence();
  let counts = { ...zero };
  let firstBadAtMs: number | null = null;
  const count = ({ kind, user, version, ms = 0, atMs }: UserEntry) => {
    if (kind === 'failed') counts.failedRequests += 1;
    if (kind === 'lost') counts.lostStrokes += 1;
    if (kind === 'failed' || kind === 'lost') firstBadAtMs ??= atMs;
    if (kind === 'left') presence.leave(user, atMs);
    if (kind === 'joined' || kind === 'reconnected') presence.come(user, version, atMs);
    if (kind !== 'reconnected') return;
    counts.reconnects += 1;
    counts.slowestReconnectMs = Math.max(counts.slowestReconnectMs, ms);
  };
  const note = (entry: Omit<UserEntry, 'atMs'>) => {
    const dated = { atMs: Date.now(), ...entry };
    count(dated);
    append(dated);
  };
  return {
    note,
    sent: () => void (counts.sent += 1),
    received: () => void (counts.received += 1),
    reset() {
      counts = { ...zero };
      firstBadAtMs = null;
      presence.reset();
      note({ kind: 'reset', user: '', board: '', version: '' });
    },
    summary: () => ({
      total: presence.total(),
      connected: presence.connected(),
      ...counts,
      byVersion: presence.byVersion(),
      lastLeftAtMs: presence.lastLeftAtMs(),
      firstBadAtMs,
    }),
  };
}

/** Who is connected to which version, and when the last user of a version left it. */
function newPresence() {
  const here = new Map<string, string>();
  const seen = new Set<string>();
  const lastLeftAtMs = new Map<string, number>();
  const leave = (user: string, atMs: number) => {
    const version = here.get(user);
    here.delete(user);
    if (version !== undefined && ![...here.values()].includes(version))
      lastLeftAtMs.set(version, atMs);
  };
  return {
    leave,
    come(user: string, version: string, atMs: number) {
      leave(user, atMs);
      here.set(user, version);
      seen.add(user);
      lastLeftAtMs.delete(version);
    },
    reset() {
      seen.clear();
      lastLeftAtMs.clear();
      for (const user of here.keys()) seen.add(user);
    },
    total: () => seen.size,
    connected: () => here.size,
    byVersion: () =>
      Object.fromEntries(
        Map.groupBy(here.values(), (version) => version)
          .entries()
          .map(([version, all]) => [version, all.length]),
      ),
    lastLeftAtMs: () => Object.fromEntries(lastLeftAtMs),
  };
}
