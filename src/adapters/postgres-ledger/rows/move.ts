import { z } from 'zod';
import type { Reconnects } from '../../../release/state/reconnects.ts';
import type { Batch, CrowdLook, Migration } from '../../../release/state/remembered.ts';
import { BecauseRow, MissingRow } from './because.ts';
import { PersonRow } from './build.ts';
import { exactly } from './exact.ts';

const { strictObject, number, array } = z;

/** Reconnects as they were counted. */
export const ReconnectsRow = exactly<Reconnects>()(
  strictObject({
    since: number(),
    at: number(),
    arrived: number().nullable(),
    failed: number().nullable(),
    slow: number().nullable(),
    missing: MissingRow.nullable(),
  }),
);

const BatchRow = exactly<Batch>()(
  strictObject({
    share: number(),
    since: number(),
    movedAt: number(),
    until: number(),
    watchedMs: number(),
    users: number().nullable(),
    all: number().exactOptional(),
    reconnects: ReconnectsRow.nullable(),
  }),
);

const CrowdLookRow = exactly<CrowdLook>()(
  strictObject({ at: number(), newServers: number(), oldServers: number() }),
);

/** Before, a person who gave no reason left an empty sentence. */
const SlowedRow = z.preprocess((row) => (row === '' ? null : row), BecauseRow.nullable());

/** How a release's users are being moved, as stored. */
export const MoveRow = exactly<Migration>()(
  strictObject({
    batches: array(number()),
    halved: number(),
    patience: number(),
    slowed: strictObject({ by: PersonRow.nullable(), at: number(), because: SlowedRow }).nullable(),
    adapted: number().nullable(),
    since: number().nullable(),
    reconnects: ReconnectsRow.nullable(),
    done: array(BatchRow),
    launchMs: number().nullable(),
    // A move that began under a Davy before has no curve.
    curve: array(CrowdLookRow).default([]),
    half: number().nullable().default(null),
  }),
);
