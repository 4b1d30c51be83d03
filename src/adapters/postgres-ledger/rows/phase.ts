import { z } from 'zod';
import { ends, type Harm, type Phase, type RollingBack } from '../../../release/state/phase.ts';
import { PersonRow } from './build.ts';
import { BecauseRow } from './because.ts';
import { exactly } from './exact.ts';
import { withSaid } from './said-before.ts';

const { strictObject, literal, number, string, array } = z;

const HarmRow = exactly<Harm>()(
  strictObject({
    began: number(),
    seen: number(),
    turned: number(),
    users: number().nullable(),
    share: number().nullable(),
    failing: number().exactOptional(),
  }),
);

const RollingBackRow = exactly<RollingBack>()(
  strictObject({
    kind: literal('rolling-back'),
    since: number(),
    because: BecauseRow,
    by: PersonRow.nullable(),
    end: z.enum(ends),
    usersBackAt: number().nullable(),
    unprotectedAt: number().nullable(),
    calmSince: number().nullable(),
    harm: HarmRow.exactOptional(),
    unseen: literal(true).exactOptional(),
    swapped: array(string()).exactOptional(),
  }),
);

const Plain = exactly<Exclude<Phase, { readonly kind: 'stuck' }>>()(
  z.discriminatedUnion('kind', [
    strictObject({
      kind: z.enum([
        'queued',
        'requested',
        'launching',
        'joining',
        'configuring',
        'soaking',
        'waiting',
        'approved',
        'verifying',
        'announcing',
      ]),
      since: number(),
    }),
    strictObject({ kind: z.enum(['carried', 'live']), at: number() }),
    strictObject({
      kind: literal('migrating'),
      since: number(),
      batch: number(),
      movedAt: number().nullable(),
      watchedMs: number(),
    }),
    strictObject({ kind: literal('watching'), since: number(), watchedMs: number() }),
    strictObject({ kind: literal('swapping'), since: number(), done: array(string()) }),
    strictObject({
      kind: literal('retiring'),
      since: number(),
      unprotectedAt: number().nullable(),
    }),
    RollingBackRow,
    strictObject({
      kind: z.enum(ends),
      at: number(),
      because: BecauseRow,
      by: PersonRow.nullable(),
      usersBackAt: number().exactOptional(),
      harm: HarmRow.exactOptional(),
    }),
  ]),
);

/** A phase as stored; a stuck one holds the phase it came from. */
export const PhaseRow: z.ZodType<Phase> = z.union([
  z.preprocess(withSaid, Plain),
  strictObject({
    kind: literal('stuck'),
    since: number(),
    because: BecauseRow,
    from: z.lazy(() => PhaseRow),
  }),
]);
