import { z } from 'zod';
import type { BlockedBuild, Line } from '../../../release/state/line.ts';
import type { Release } from '../../../release/state/release.ts';
import { pageAbouts } from '../../../release/state/page-about.ts';
import type { Escalation } from '../../../release/state/remembered.ts';
import { ApprovalRow } from './consent.ts';
import { BecauseRow, PageSummaryRow } from './because.ts';
import { BuildRow, FoundRow, ImageSeenRow, ReminderRow, PersonRow, PlanRow } from './build.ts';
import { named } from './earlier-names.ts';
import { exactly } from './exact.ts';
import { JobRunRow } from './job-run.ts';
import { FreezeRow, LockRow, RecallRow } from './lock.ts';
import { MoveRow } from './move.ts';
import { PhaseRow } from './phase.ts';
import { ExposureRow, KnownRow, KnownSingleRow, OrderRow, ShareRow, SideRow } from './servers.ts';
import { StrayGroupRow } from './strays.ts';
import { WatchRow } from './watch.ts';

const { strictObject, string, number, boolean, array } = z;

const CountdownRow = strictObject({
  number: number(),
  since: number(),
  deadline: number(),
  because: BecauseRow,
  postponements: array(
    strictObject({
      by: PersonRow,
      at: number(),
      until: number(),
      badness: number(),
      reason: string(),
      explainedBy: PersonRow.exactOptional(),
    }),
  ),
});

const EscalationRow = exactly<Escalation>()(
  strictObject({
    number: number(),
    since: number(),
    page: strictObject({
      key: string(),
      summary: PageSummaryRow,
      severity: z.enum(['critical', 'error']),
    }),
    againAt: number().nullable(),
    ended: z
      .discriminatedUnion('kind', [
        strictObject({
          kind: z.literal('answered'),
          at: number(),
          by: PersonRow,
          overAt: number().exactOptional(),
        }),
        strictObject({ kind: z.literal('over'), at: number() }),
      ])
      .nullable(),
  }),
);

/** A release as stored. */
export const ReleaseRow = exactly<Release>()(
  named(
    'release',
    strictObject({
      id: string(),
      kind: z.enum(['prerelease', 'release', 'return']),
      service: string(),
      build: BuildRow,
      target: BuildRow.nullable(),
      by: PersonRow.nullable(),
      at: number(),
      // Before, nothing was refused for coming after another release.
      turn: number().default(0),
      note: string(),
      plan: PlanRow,
      carries: array(string()),
      startAttempted: boolean(),
      capacity: number(),
      phase: PhaseRow,
      approvals: array(ApprovalRow),
      watch: WatchRow,
      seen: named(
        'seen',
        strictObject({
          at: number(),
          newServers: SideRow,
          oldServers: SideRow,
          home: number().exactOptional(),
          image: ImageSeenRow.exactOptional(),
        }),
      ).nullable(),
      orders: array(OrderRow).default([]),
      known: array(KnownRow).default([]),
      guarded: array(string()).default([]),
      singles: array(KnownSingleRow).default([]),
      cameBack: array(string()).default([]),
      cameBackGone: strictObject({ since: number(), over: boolean() }).nullable().default(null),
      exposure: array(ExposureRow),
      countdown: CountdownRow.nullable(),
      countdowns: number(),
      escalation: EscalationRow.nullable().default(null),
      incidents: array(z.enum(pageAbouts)).default([]),
      hold: strictObject({
        by: PersonRow,
        since: number(),
        until: number(),
        reason: string(),
      }).nullable(),
      holds: number().default(0),
      owners: array(PersonRow).default([]),
      asks: array(
        strictObject({
          by: PersonRow,
          at: number(),
          teams: array(string()),
          because: BecauseRow.exactOptional(),
        }),
      ).default([]),
      reminders: array(ReminderRow).default([]),
      move: MoveRow.nullable().default(null),
      contains: array(string()).default([]),
      rev: number(),
      seq: number(),
      fencesFrom: number().exactOptional(),
      waived: strictObject({ by: PersonRow, at: number(), reason: string() }).exactOptional(),
    }),
  ),
);

/** A blocked build as stored, beside its line. */
export const BlockedRow = exactly<BlockedBuild>()(
  strictObject({
    version: string(),
    image: string(),
    because: BecauseRow,
    commit: string().default(''),
    teams: array(string()).default([]),
    at: number().default(0),
  }),
);

/** A line as stored. */
export const LineRow = exactly<Line>()(
  named(
    'line',
    strictObject({
      service: string(),
      live: BuildRow.nullable(),
      unproven: string().nullable().default(null),
      saidLive: strictObject({
        version: string(),
        image: string(),
        by: PersonRow,
        at: number(),
        reason: string(),
      })
        .nullable()
        .default(null),
      lastGood: array(BuildRow),
      lock: LockRow.nullable(),
      endedLock: LockRow.extend({ endedAt: number(), endedBy: PersonRow, said: string() })
        .nullable()
        .default(null),
      freeze: FreezeRow.nullable(),
      endedFreeze: FreezeRow.extend({ endedAt: number(), endedBy: PersonRow.nullable() })
        .nullable()
        .default(null),
      moving: strictObject({
        release: string(),
        carries: array(string()),
        migrating: boolean(),
      }).nullable(),
      blocked: array(BlockedRow),
      carried: array(string()).default([]),
      recalled: array(RecallRow).default([]),
      found: array(FoundRow).nullable().default(null),
      reminders: array(ReminderRow).default([]),
      runs: array(JobRunRow).default([]),
      split: array(ShareRow).default([]),
      leftBehind: array(string()).default([]),
      strays: array(StrayGroupRow).default([]),
      awaited: array(
        strictObject({ version: string(), commit: string(), since: number(), until: number() }),
      ).default([]),
      seq: number(),
    }),
  ),
);
