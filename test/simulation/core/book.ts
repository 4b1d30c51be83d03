import type { Decision } from '../../../src/release/state/decision.ts';
import type { Event } from '../../../src/release/state/event.ts';
import type { Release } from '../../../src/release/state/release.ts';
import type { Server } from '../../../src/release/state/servers.ts';
import type { Line } from '../../../src/release/state/line.ts';
import type { Truth } from './readings.ts';
import { makeHands } from './hands.ts';
import type { BackOrder } from './rules-flaps.ts';

/** One event as it was given to the core, and what the core made of it. */
export type Told = {
  readonly at: number;
  readonly line: Line;
  readonly release: Release | null;
  readonly others: readonly Release[];
  readonly event: Event;
  readonly decision: Decision;
  /** What the sources showed in truth; only with a look at them. */
  readonly truth: Truth | null;
};

/** A look, as the book judges it: from what was thrown, never from Davy's own verdict. */
export type LookSeen = {
  readonly at: number;
  readonly says: Truth['says'];
  readonly badness: number;
  /** Servers of its own that were not well when the fleet was last seen. */
  readonly down: number;
  readonly users: number;
  readonly grows: boolean;
};

/** The bounded veto before a rollback, counted from the page and from presses alone. */
export type Running = {
  deadline: number;
  postponed: number;
  until: number | null;
  badness: number;
  fleetAtPress: boolean;
  bought: boolean;
};

/** What the book knows of one release from what was said, thrown and shown. */
export type Shadow = {
  readonly id: string;
  readonly kind: Release['kind'];
  readonly version: string;
  readonly bornAt: number;
  readonly bornWith: number;
  /** The most old servers that were open at once since. */
  most: number;
  readonly requesters: Set<string>;
  words: { readonly by: string; readonly teams: readonly string[]; readonly at: number }[];
  looks: LookSeen[];
  creditMs: number;
  watchedMs: number;
  /** How often people had what is left cut in half, as it stands now. */
  halved: number;
  /** The batch that moves, and the share of users that it is to bring over. */
  batch: { readonly number: number; readonly to: number } | null;
  /** For how long each of its servers has been left out, until one is on its way out. */
  readonly leftOut: Map<string, { at: number; ms: number }>;
  fleet: {
    readonly at: number;
    /** The list left out some that were there just before: nobody knows how they are. */
    readonly leftOut: boolean;
    /** The fleet grew, and what it still gets is nobody's fault for a while. */
    readonly grows: boolean;
    readonly down: number;
    readonly users: number;
    readonly own: number;
  } | null;
  running: Running | null;
  heldUntil: number | null;
  turnedAt: number | null;
  /** It turned round so that what it carries comes along. */
  goesHome: boolean;
  endedAt: number | null;
  openPage: boolean;
  called: number;
  stretchTold: boolean;
};

/** What the book knows of the line from what was said and decided. */
export type LineShadow = {
  live: string;
  locked: boolean;
  frozenUntil: number | null;
  readonly blocked: Set<string>;
  /** Versions whose checks failed when CI told of them last. */
  readonly failed: Set<string>;
  /** Pre-releases that went out with what is live. */
  readonly out: Set<string>;
};

/**
 * A book of what was promised, kept beside the core and never read from its state: locks, freezes,
 * blocks, deadlines and expected pages are counted here once more, from the words people said and
 * the world that was thrown.
 */
export type Book = ReturnType<typeof makeBook>;

export function makeBook(live: string, note: (text: string) => void) {
  const violations: string[] = [];
  const shadows = new Map<string, Shadow>();
  const backOrders: BackOrder[] = [];
  const line: LineShadow = {
    live,
    locked: false,
    frozenUntil: null,
    blocked: new Set(),
    failed: new Set(),
    out: new Set(),
  };
  return {
    line,
    violations,
    shadows,
    hands: makeHands(),
    /** What each release's batch may get, what it might before, and looks since that showed all. */
    batches: new Map<string, { readonly most: number; readonly was: number; looks: number }>(),
    /** Whom ways back of canaries left traffic to while nothing live answered, until it looks. */
    spilt: new Set<string>(),
    /** What ways back have asked for, each once as long as it is asked for in a row. */
    backOrders,
    of: (id: string): Shadow | undefined => shadows.get(id),
    broken(rule: string, text: string): void {
      if (violations.length >= 20) return;
      violations.push(`${rule}: ${text}`);
      note(`VIOLATION ${rule}: ${text}`);
    },
    born(release: Release): void {
      shadows.set(release.id, {
        id: release.id,
        kind: release.kind,
        version: release.build.version,
        bornAt: release.at,
        bornWith: release.capacity,
        most: release.capacity,
        requesters: new Set(
          [release.by, ...release.owners].flatMap((one) => (one ? [one.id] : [])),
        ),
        words: [],
        looks: [],
        creditMs: 0,
        watchedMs: 0,
        halved: 0,
        batch: null,
        leftOut: new Map(),
        fleet: null,
        running: null,
        heldUntil: null,
        turnedAt: null,
        goesHome: false,
        endedAt: null,
        openPage: false,
        called: 0,
        stretchTold: false,
      });
    },
  };
}

/** Whether its release answers for it: users move with that one, or go home, or it is live. */
export function isAnsweredFor(book: Book, { line }: Told, id: string): boolean {
  const { moving } = line;
  const isCarried = moving?.carries.includes(id) === true;
  const goesHome = isCarried && book.of(moving.release)?.goesHome === true;
  return (isCarried && moving.migrating) || goesHome || book.line.out.has(id);
}

/** What a look at the fleet says of a release's own servers, counted as people would. */
export function fleetSeen(
  { id, build, kind, capacity }: Release,
  shadow: Shadow,
  servers: readonly Server[],
  at: number,
): NonNullable<Shadow['fleet']> {
  const own = servers.filter(
    (one) => one.release === id && one.version === build.version && one.state !== 'leaving',
  );
  const wanted = Math.max(own.length, kind === 'prerelease' ? 0 : capacity);
  const ready = own.filter(({ state }) => state === 'ready');
  const grows = kind === 'release' && capacity > shadow.bornWith && ready.length < capacity;
  const known = ready.every((one) => one.users !== null);
  const users = known ? own.reduce((sum, one) => sum + (one.users ?? 0), 0) : 0;
  return {
    at,
    down: Math.max(0, (grows ? shadow.bornWith : wanted) - ready.length),
    users,
    own: own.length,
    leftOut: isLeftOut(shadow, servers, own, at) || own.some(({ state }) => state === 'unknown'),
    grows,
  };
}

/** Whether a look speaks against a build. */
export function isBad({ says, down }: LookSeen): boolean {
  return says === 'bad' || says === 'fatal' || down > 0;
}

/** Whether a look speaks for a build: everything was read, and all of it was well. */
export function isGood({ says, down }: LookSeen): boolean {
  return says === 'good' && down === 0;
}

/** The looks at the end that all say the same. */
export function atTheEnd(
  looks: readonly LookSeen[],
  says: (look: LookSeen) => boolean,
): readonly LookSeen[] {
  const first = looks.findLastIndex((look) => !says(look)) + 1;
  return looks.slice(first);
}

/** A list may leave a server out for so long, as far as anybody looked; then it counts as gone. */
const absentMs = 30_000;
/** Of the time between two looks nobody knows more than this. */
const watchedMs = 15_000;

/** Whether a list leaves out one of these servers that was there just before. */
function isLeftOut(
  { leftOut }: Shadow,
  servers: readonly Server[],
  own: readonly Server[],
  now: number,
): boolean {
  for (const { id, state } of servers) if (state === 'leaving') leftOut.delete(id);
  const here = new Set(own.map(({ id }) => id));
  for (const id of here) leftOut.set(id, { at: now, ms: Number.NEGATIVE_INFINITY });
  for (const [id, { at, ms }] of leftOut)
    if (!here.has(id))
      leftOut.set(id, { at: now, ms: Math.max(0, ms + Math.min(now - at, watchedMs)) });
  return [...leftOut].some(([id, { ms }]) => !here.has(id) && ms < absentMs);
}
