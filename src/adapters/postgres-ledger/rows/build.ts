import { z } from 'zod';
import type { Build, RegisteredBuild } from '../../../release/state/build.ts';
import type { ImageSeen, Server } from '../../../release/state/servers.ts';
import type { ReminderFacts } from '../../../release/state/reminder-facts.ts';
import type { OfficeHours } from '../../../release/state/office-hours.ts';
import type { Person, Roster } from '../../../release/state/people.ts';
import type { Plan } from '../../../release/state/plan.ts';
import type { ServingVersions, Reminder } from '../../../release/state/remembered.ts';
import type { Ways } from '../../../release/state/ways.ts';
import { exactly } from './exact.ts';
import { JudgeOptionsRow } from './judgement.ts';

const { strictObject, string, number, boolean, array, record, literal } = z;

/** A person as stored. */
export const PersonRow = exactly<Person>()(strictObject({ id: string(), name: string() }));

/** A roster as it was when somebody's word was judged. */
export const RosterRow = exactly<Roster>()(
  strictObject({
    at: number(),
    teams: record(string(), array(string())),
    same: record(string(), string()).exactOptional(),
  }),
);

/** A build as a release and a line keep it. */
export const BuildRow = exactly<Build>()(
  strictObject({
    service: string(),
    version: string(),
    commit: string(),
    image: string(),
    checks: strictObject({ passed: number(), failed: number() }),
    registeredAt: number(),
  }),
);

/** A build as registered: its image may be told or found later. */
export const RegisteredRow = exactly<RegisteredBuild>()(
  BuildRow.extend({ image: string().nullable() }),
);

const WaysRow = exactly<Ways>()(
  strictObject({
    moves: z.enum(['users', 'traffic']).default('users'),
    least: number().default(0),
    prepares: boolean().default(false),
    empties: z.enum(['destroy', 'park']).default('destroy'),
    atOnce: number(),
    shutsTogether: literal(true).exactOptional(),
    startsOrders: literal(true).exactOptional(),
    sides: number().exactOptional(),
    closedMs: number().nullable(),
    singles: array(string()).default([]),
  }),
);

/** A plan as it was when its release was asked for. */
export const PlanRow = exactly<Plan>()(
  strictObject({
    hash: string(),
    // Plans made before there were others: one kind of fleet.
    ways: WaysRow.default({
      moves: 'users',
      least: 0,
      prepares: false,
      empties: 'destroy',
      atOnce: 100,
      closedMs: null,
      singles: [],
    }),
    share: number().nullable().default(null),
    servers: number(),
    soakMs: number(),
    usersMin: number(),
    signOff: array(strictObject({ team: string(), approvals: number() })),
    approval: strictObject({ authors: boolean(), distinct: boolean() }).exactOptional(),
    approvalTtlMs: number(),
    batches: array(number()),
    betweenBatchesMs: number(),
    reconnectsMax: number().nullable().default(null),
    watchMs: number(),
    retireGraceMs: number(),
    countdownMs: number(),
    postponeMs: number(),
    postponesMax: number(),
    answerWithinMs: number().default(300_000),
    lookEveryMs: number(),
    judge: JudgeOptionsRow.nullable().default(null),
    rehearses: JudgeOptionsRow.exactOptional(),
    launchTimeoutMs: number(),
    automatic: boolean(),
    daily: strictObject({
      minute: number(),
      days: array(number()),
      zone: string(),
      holidays: array(string()).default([]),
    }).exactOptional(),
    chosen: strictObject({
      servers: number().optional(),
      soakMs: number().optional(),
      teams: array(string()).nullable().exactOptional(),
    }).exactOptional(),
    configured: record(string(), string()).exactOptional(),
  }),
);

const OfficeRow = exactly<OfficeHours>()(
  strictObject({
    timezone: string(),
    from: number(),
    to: number(),
    days: array(number()),
    holidays: array(string()),
  }),
);

/** What was known beside the time. */
export const FactsRow = exactly<ReminderFacts>()(
  strictObject({ office: OfficeRow, gone: array(string()) }),
);

/** Who was reminded. */
export const ReminderRow = exactly<Reminder>()(
  strictObject({
    thing: z.enum([
      'waiting',
      'approved',
      'stuck',
      'hold-ends',
      'held-often',
      'postponed',
      'nobody',
      'locked',
      'frozen',
    ]),
    since: number(),
    rung: z.enum(['owner', 'team', 'on-call']),
    at: number(),
    to: PersonRow.nullable(),
    about: string().nullable(),
  }),
);

/** A version that was found to serve. */
export const FoundRow = exactly<ServingVersions>()(
  strictObject({ version: string(), servers: number(), registered: boolean() }),
);

/** Whether an image was there. */
export const ImageSeenRow = exactly<ImageSeen>()(strictObject({ at: number(), found: boolean() }));

/** A server as it was seen. */
export const ServerRow = exactly<Server>()(
  strictObject({
    id: string(),
    version: string(),
    release: string(),
    slot: number(),
    state: z.enum(['bare', 'starting', 'ready', 'unhealthy', 'unknown', 'leaving', 'spare']),
    joined: boolean(),
    admits: boolean(),
    share: number().nullable().default(null),
    users: number().nullable(),
    protected: boolean().nullable(),
  }),
);
