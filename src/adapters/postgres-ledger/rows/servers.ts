import { z } from 'zod';
import type { Exposure } from '../../../release/state/exposure.ts';
import type { LaunchOrder } from '../../../release/state/launch-order.ts';
import type { KnownServer, Side } from '../../../release/state/servers.ts';
import { type KnownSingle, type Single, singleStates } from '../../../release/state/single.ts';
import type { KnownShare } from '../../../release/state/traffic-share.ts';
import { named } from './earlier-names.ts';
import { exactly } from './exact.ts';

const { strictObject, literal, string, number, boolean, array } = z;

/** One side of a release as it was seen. */
export const SideRow = exactly<Side>()(
  strictObject({
    servers: number(),
    ready: number(),
    users: number().nullable(),
    unknown: number().exactOptional(),
    coming: number().exactOptional(),
    share: number().nullable().exactOptional(),
  }),
);

/** An order of servers as it was recorded. */
export const OrderRow = exactly<LaunchOrder>()(
  strictObject({
    base: number(),
    n: number(),
    of: z.enum(['build', 'target']),
    at: number(),
    unwatched: number().exactOptional(),
    unseen: array(number()),
    left: array(number()),
    replaceable: array(number()).exactOptional(),
    attempt: number().default(0),
    spares: array(string()).exactOptional(),
    dead: array(number()).exactOptional(),
    refused: strictObject({
      since: number().exactOptional(),
      at: number(),
      said: string(),
    }).exactOptional(),
    rests: literal(true).exactOptional(),
  }),
);

/** A server that is not accounted for yet. */
export const KnownRow = exactly<KnownServer>()(
  strictObject({
    id: string(),
    version: string(),
    release: string(),
    slot: number(),
    seenAt: number(),
    missed: strictObject({ at: number(), ms: number() }).exactOptional(),
    wasBare: literal(true).exactOptional(),
  }),
);

/** A job that must never run twice, as it was seen. */
export const SingleRow = exactly<Single>()(
  strictObject({
    name: string(),
    where: string(),
    version: string().nullable(),
    state: z.enum(singleStates),
  }),
);

/** The same, as a release knows it. */
export const KnownSingleRow = exactly<KnownSingle>()(
  strictObject({
    name: string(),
    where: string(),
    version: string().nullable(),
    state: z.enum(singleStates),
    begun: boolean(),
    since: number(),
    upAt: number().nullable(),
    downSince: number().nullable(),
    downMs: number(),
  }),
);

/** The part of one group of servers, as it was last known. */
export const ShareRow = exactly<KnownShare>()(
  strictObject({
    release: string(),
    version: string(),
    read: number(),
    asked: strictObject({ share: number(), at: number(), by: string() }).nullable(),
  }),
);

/** How many users met which build, and for how long. */
export const ExposureRow = exactly<Exposure>()(
  named(
    'exposure',
    strictObject({ since: number(), until: number(), newServers: number(), oldServers: number() }),
  ),
);
