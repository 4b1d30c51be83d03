import { z } from 'zod';
import type { ErrorGroup, Reading } from '../../../release/state/reading.ts';
import type { Watch } from '../../../release/state/release.ts';
import type { Verdict } from '../../../release/state/verdict.ts';
import { LimitRow, MissingRow, SignalRow } from './because.ts';
import { exactly } from './exact.ts';
import { JudgementRow } from './judgement.ts';

const { strictObject, string, number, boolean, array } = z;

/** An error group as it was read. */
export const IssueRow = exactly<ErrorGroup>()(
  strictObject({
    id: string(),
    shortId: string(),
    title: string(),
    culprit: string(),
    level: z.enum(['fatal', 'error', 'warning', 'info', 'debug']),
    what: z.enum(['new', 'regressed', 'escalating']),
    count: number(),
    users: number(),
    link: string(),
    firstSeen: number().nullable().default(null),
    lastSeen: number().nullable().default(null),
    old: number().exactOptional(),
    oldUsers: number().exactOptional(),
    known: z.literal(true).exactOptional(),
  }),
);

/** A reading as it was taken. */
export const ReadingRow = exactly<Reading>()(
  strictObject({
    signal: string(),
    unit: string(),
    source: z.enum(['sentry', 'prometheus', 'fleet']),
    value: number().nullable(),
    baseline: number().nullable(),
    past: z.literal(true).exactOptional(),
    limit: LimitRow,
    ageMs: number().nullable(),
    sample: number().nullable(),
    missing: MissingRow.nullable(),
    fairness: strictObject({
      windowMs: number(),
      least: number(),
      warmUpMs: number(),
    }).exactOptional(),
    of: z.literal('requests').exactOptional(),
    counted: z.literal(true).exactOptional(),
    issues: array(IssueRow),
  }),
);

const VerdictRow = exactly<Verdict>()(
  strictObject({
    kind: z.enum(['healthy', 'unhealthy', 'undecided']),
    reasons: array(SignalRow),
    fatal: boolean(),
    badness: number(),
    judged: JudgementRow.exactOptional(),
    rehearsed: JudgementRow.exactOptional(),
  }),
);

/** What the watcher knew. */
export const WatchRow = exactly<Watch>()(
  strictObject({
    measuredAt: number().nullable(),
    creditedMs: number(),
    badInARow: number(),
    badSince: number().nullable().default(null),
    badAt: number().nullable().default(null),
    goodInARow: number(),
    goodSince: number().nullable(),
    undecidedSince: number().nullable(),
    undecidedTold: boolean(),
    verdict: VerdictRow.nullable(),
    readings: array(ReadingRow),
    baselines: array(
      strictObject({ signal: string(), limit: LimitRow, baseline: number() }),
    ).default([]),
  }),
);
