import type { JobNote } from '../../ports/job-notes.ts';
import type { Claim, Message, PendingEffect, Recorded } from '../../ports/ledger.ts';
import type { RegisteredBuild } from '../../release/state/build.ts';
import type { Changelog } from '../../changes/changelog.ts';
import type { Decision } from '../../release/state/decision.ts';
import type { Event } from '../../release/state/event.ts';
import type { JobOutput } from '../../release/state/job-run.ts';
import type { KnownIssue } from '../../release/state/known-issue.ts';
import type { Line } from '../../release/state/line.ts';
import type { Reader } from '../../release/state/reader.ts';
import type { Reading } from '../../release/state/reading.ts';
import type { Release } from '../../release/state/release.ts';
import type { SeenError } from '../../release/state/seen-error.ts';
import type { TicketWork } from '../../release/tickets/work.ts';
import type { Turn } from '../../release/state/turn.ts';
import type { JudgedLook } from '../../release/verdict/counted.ts';
import type { Soak } from '../../release/verdict/soak.ts';

/** What the database's own time would be, for leases: real ms. */
export type RealTime = () => number;

/** One row of wishes and leases; `fence` only grows. */
export type Wake = Pick<Claim, 'key' | 'lane'> & {
  urgent: boolean;
  service: string | null;
  dueAt: number | null;
  leasedUntil: number | null;
  fence: number;
  tries: number;
  failingSince: number | null;
};

/** The tables, as maps; the order of a map is the order rows were made in. */
export type LedgerMemory = {
  readonly lines: Map<string, Line>;
  readonly releases: Map<string, Release>;
  readonly events: Map<string, Event[]>;
  /** The events of a stream with their hashes, as far as somebody asked for them. */
  readonly chains: Map<string, Recorded[]>;
  readonly effects: (PendingEffect & { readonly key: string; over: boolean })[];
  readonly wakes: Map<string, Wake>;
  readonly outcomes: Map<string, Decision>;
  readonly builds: RegisteredBuild[];
  /** Images that lines found, by line and version. */
  readonly given: Map<string, string>;
  readonly messages: Map<string, Message>;
  readonly changelogs: Map<string, Changelog>;
  readonly ticketWork: Map<string, TicketWork>;
  readonly jobOutputs: Map<string, JobOutput>;
  readonly jobNotes: Map<string, JobNote>;
  readonly turns: Map<string, Turn[]>;
  readonly pings: Map<string, number>;
  readonly readers: Map<string, Reader>;
  readonly readings: Map<
    string,
    readonly { readonly at: number; readonly readings: readonly Reading[] }[]
  >;
  readonly soaks: Map<string, { readonly soak: Soak; readonly looks: readonly JudgedLook[] }>;
  readonly known: Map<string, KnownIssue>;
  readonly errors: Map<string, SeenError>;
  readonly waiting: Set<() => void>;
  /** Work was wished for since somebody last waited. */
  heard: boolean;
};

/** Nothing has happened yet. */
export function emptyMemory(): LedgerMemory {
  return {
    lines: new Map(),
    releases: new Map(),
    events: new Map(),
    chains: new Map(),
    effects: [],
    wakes: new Map(),
    outcomes: new Map(),
    builds: [],
    given: new Map(),
    messages: new Map(),
    changelogs: new Map(),
    ticketWork: new Map(),
    jobOutputs: new Map(),
    jobNotes: new Map(),
    turns: new Map(),
    pings: new Map(),
    readers: new Map(),
    readings: new Map(),
    soaks: new Map(),
    known: new Map(),
    errors: new Map(),
    waiting: new Set(),
    heard: false,
  };
}
