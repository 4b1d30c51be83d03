import { z } from 'zod';
import type { AtTerminal } from '../../../release/state/at-terminal.ts';
import type { Event } from '../../../release/state/event.ts';
import type { Lineage } from '../../../changes/lineage.ts';
import { StandingRow } from './consent.ts';
import { BecauseRow } from './because.ts';
import {
  BuildRow,
  FactsRow,
  FoundRow,
  ImageSeenRow,
  PersonRow,
  PlanRow,
  RosterRow,
  ServerRow,
} from './build.ts';
import { JudgementRow } from './judgement.ts';
import { exactly } from './exact.ts';
import { imageEventRows, jobEventRows } from './line-events.ts';
import { ReconnectsRow } from './move.ts';
import { ErrorWordRow, KnownIssueRow } from './seen-error.ts';
import { SingleRow } from './servers.ts';
import { strayEventRows } from './strays.ts';
import { ReadingRow } from './watch.ts';

const { strictObject, literal, string, number, boolean, array } = z;

const LineageRow = exactly<Lineage>()(
  strictObject({
    teams: array(string()).nullable(),
    contains: array(string()),
    untouched: array(strictObject({ release: string(), teams: array(string()) })),
  }),
);

const said = { at: number(), by: PersonRow, standing: StandingRow };

/** Beside what can be done at a terminal. */
const past = {
  ...said,
  terminal: exactly<AtTerminal>()(
    strictObject({ user: string(), host: string(), reason: string() }),
  ).exactOptional(),
};

/** An event as recorded. */
export const EventRow = exactly<Event>()(
  z.discriminatedUnion('kind', [
    strictObject({
      kind: literal('prerelease-requested'),
      ...said,
      id: string(),
      build: BuildRow,
      plan: PlanRow,
      note: string(),
      roster: RosterRow,
      imageFound: boolean(),
      among: z.enum(['alone', 'beside', 'replace', 'in-line']).default('beside'),
      older: literal(true).exactOptional(),
      lineage: LineageRow.default({ teams: null, contains: [], untouched: [] }),
    }),
    strictObject({
      kind: literal('approved'),
      ...past,
      rev: number(),
      roster: RosterRow,
      authors: array(string()).exactOptional(),
    }),
    strictObject({
      kind: z.enum(['declined', 'proof-waived']),
      ...said,
      rev: number(),
      reason: string(),
      roster: RosterRow,
    }),
    strictObject({ kind: literal('stopped'), ...said, reason: string() }),
    strictObject({
      kind: literal('release-started'),
      at: number(),
      by: PersonRow.nullable(),
      standing: StandingRow,
      id: string(),
      roster: RosterRow,
      imageFound: boolean(),
      targetFound: boolean(),
      capacity: number(),
      plan: PlanRow.exactOptional(),
      carries: array(string()).default([]),
    }),
    strictObject({
      kind: literal('return-started'),
      ...past,
      id: string(),
      build: BuildRow,
      plan: PlanRow,
      reason: string(),
      imageFound: boolean(),
      capacity: number(),
    }),
    strictObject({
      kind: literal('rollback-asked'),
      ...past,
      reason: string(),
      fencesFrom: number().exactOptional(),
    }),
    strictObject({ kind: literal('cancelled'), ...said, reason: string() }),
    strictObject({ kind: literal('postponed'), ...said, rev: number(), roster: RosterRow }),
    strictObject({ kind: literal('postponement-explained'), ...said, reason: string() }),
    strictObject({ kind: literal('held'), ...past, until: number(), reason: string() }),
    strictObject({
      kind: z.enum([
        'resumed',
        'retried',
        'answered',
        'unfreeze-asked',
        'approval-undone',
        'approval-asked',
      ]),
      ...said,
    }),
    strictObject({ kind: literal('tickets-retried'), ...said, failed: number() }),
    strictObject({
      kind: literal('errors-judged'),
      ...said,
      roster: RosterRow,
      word: ErrorWordRow,
      until: number().nullable(),
      reason: string(),
      issues: array(strictObject({ fingerprint: string(), title: string() })),
    }),
    strictObject({ kind: literal('error-word-undone'), ...said, known: KnownIssueRow }),
    strictObject({ kind: literal('done-by-hand'), ...said, reason: string() }),
    strictObject({
      kind: literal('observed'),
      at: number(),
      wall: number(),
      servers: array(ServerRow),
      singles: array(SingleRow).default([]),
      image: ImageSeenRow.exactOptional(),
      ancestry: strictObject({ commit: string(), contained: boolean() }).exactOptional(),
    }),
    strictObject({ kind: literal('owned'), ...said, roster: RosterRow }),
    strictObject({ kind: literal('paced'), ...said, to: z.enum(['slower', 'faster']) }),
    strictObject({
      kind: literal('measured'),
      at: number(),
      readings: array(ReadingRow),
      reconnects: ReconnectsRow.exactOptional(),
      judged: JudgementRow.exactOptional(),
    }),
    strictObject({ kind: literal('time-passed'), at: number(), facts: FactsRow.exactOptional() }),
    strictObject({
      kind: literal('rechecked'),
      at: number(),
      version: string(),
      checks: BuildRow.shape.checks,
    }),
    strictObject({
      kind: literal('launch-refused'),
      at: number(),
      wall: number(),
      orders: array(strictObject({ base: number(), attempt: number() })),
      spares: array(string()),
      said: string(),
    }),
    strictObject({ kind: literal('gave-up'), at: number(), because: BecauseRow }),
    strictObject({ kind: literal('fleet-seen'), at: number(), found: array(FoundRow) }),
    strictObject({
      kind: literal('adopted'),
      ...said,
      build: BuildRow,
      roster: RosterRow.default({ at: 0, teams: {} }),
      reason: string().default(''),
      serving: array(string()).nullable().exactOptional(),
    }),
    strictObject({
      kind: literal('unfrozen'),
      at: number(),
      by: PersonRow.nullable(),
      standing: StandingRow,
      roster: RosterRow.nullable().default(null),
    }),
    strictObject({ kind: literal('unlocked'), ...said, reason: string() }),
    ...strayEventRows,
    ...imageEventRows,
    ...jobEventRows,
    strictObject({
      kind: literal('frozen'),
      ...said,
      until: number(),
      reason: string(),
      roster: RosterRow.default({ at: 0, teams: {} }),
    }),
  ]),
);
