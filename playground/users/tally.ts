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

/** Keeps the figures; users who are there at a reset count again. */
export function newTally(append: (entry: UserEntry) => void): Tally {
  const here = new Map<string, string>();
  const seen = new Set<string>();
  const lastLeftAtMs = new Map<string, number>();
  const zero = {
    sent: 0,
    received: 0,
    failedRequests: 0,
    lostStrokes: 0,
    reconnects: 0,
    slowestReconnectMs: 0,
  };
  let counts = { ...zero };
  let firstBadAtMs: number | null = null;
  const byVersion = () =>
    Object.fromEntries(
      Map.groupBy(here.values(), (version) => version)
        .entries()
        .map(([version, all]) => [version, all.length]),
    );
  const leave = (user: string, atMs: number) => {
    const version = here.get(user);
    here.delete(user);
    if (version !== undefined && ![...here.values()].includes(version))
      lastLeftAtMs.set(version, atMs);
  };
  const count = ({ kind, user, version, ms = 0, atMs }: UserEntry) => {
    if (kind === 'failed') counts.failedRequests += 1;
    if (kind === 'lost') counts.lostStrokes += 1;
    if (kind === 'failed' || kind === 'lost') firstBadAtMs ??= atMs;
    if (kind === 'left') leave(user, atMs);
    if (kind !== 'joined' && kind !== 'reconnected') return;
    leave(user, atMs);
    here.set(user, version);
    seen.add(user);
    lastLeftAtMs.delete(version);
    if (kind === 'joined') return;
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
      seen.clear();
      lastLeftAtMs.clear();
      for (const user of here.keys()) seen.add(user);
      note({ kind: 'reset', user: '', board: '', version: '' });
    },
    summary: () => ({
      total: seen.size,
      connected: here.size,
      ...counts,
      byVersion: byVersion(),
      lastLeftAtMs: Object.fromEntries(lastLeftAtMs),
      firstBadAtMs,
    }),
  };
}
