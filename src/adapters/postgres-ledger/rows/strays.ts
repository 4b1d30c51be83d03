import { z } from 'zod';
import {
  type StrayGroup,
  type StrayServer,
  strayKepts,
  strayOrders,
} from '../../../release/state/strays.ts';
import { PersonRow, RosterRow } from './build.ts';
import { exactly } from './exact.ts';

const { strictObject, literal, string, number, array } = z;

/** One server of them as stored. */
const StrayServerRow = exactly<StrayServer>()(
  strictObject({
    id: string(),
    since: number(),
    costPerHour: number().nullable(),
    kept: z.enum(strayKepts).nullable(),
  }),
);

const over = { at: number(), reason: string() };

/** What people are asked about servers that nobody stands for, as stored with its line. */
export const StrayGroupRow = exactly<StrayGroup>()(
  strictObject({
    no: number(),
    release: string(),
    version: string(),
    servers: array(StrayServerRow),
    since: number(),
    endedAt: number().nullable(),
    toldAt: number().nullable(),
    rev: number(),
    word: strictObject({
      kind: z.enum(strayOrders),
      at: number(),
      by: PersonRow.nullable(),
      reason: string(),
      goesAt: number(),
      ids: array(string()),
    }).nullable(),
    failed: string().nullable(),
    goneSince: number().nullable(),
    end: z
      .discriminatedUnion('kind', [
        strictObject({ kind: literal('adopted'), by: PersonRow, ...over }),
        strictObject({ kind: literal('terminated'), by: PersonRow.nullable(), ...over }),
        strictObject({ kind: literal('gone'), at: number() }),
      ])
      .nullable(),
  }),
);

/** What is told of such servers, as stored. */
export const strayEventRows = [
  strictObject({ kind: literal('came-back'), at: number(), servers: array(string()) }),
  strictObject({ kind: literal('gone-again'), at: number(), wall: number() }),
  strictObject({
    kind: literal('strays-seen'),
    at: number(),
    wall: number(),
    release: string(),
    version: string(),
    endedAt: number().nullable(),
    servers: array(StrayServerRow),
  }),
  strictObject({
    kind: literal('strays-adopted'),
    at: number(),
    by: PersonRow,
    roster: RosterRow,
    no: number(),
    rev: number(),
    reason: string(),
  }),
  strictObject({
    kind: literal('strays-ordered'),
    at: number(),
    act: z.enum(strayOrders),
    by: PersonRow.nullable(),
    roster: RosterRow.nullable(),
    afterMs: number().nullable(),
    no: number(),
    rev: number(),
    reason: string(),
    graceMs: number(),
    looked: array(StrayServerRow.pick({ id: true, kept: true })),
  }),
  strictObject({
    kind: literal('strays-failed'),
    at: number(),
    no: number(),
    said: string(),
  }),
] as const;
