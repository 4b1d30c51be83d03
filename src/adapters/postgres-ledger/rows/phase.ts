import { z } from 'zod';
import { ends, type Phase, type RollingBack } from '../../../release/state/phase.ts';
import { actsWithReason, type Said } from '../../../release/state/said.ts';
import { PersonRow } from './build.ts';
import { exactly } from './exact.ts';
import { withSaid } from './said-before.ts';

const { strictObject, literal, string, number } = z;

const SaidRow = exactly<Said>()(strictObject({ act: z.enum(actsWithReason), reason: string() }));

const RollingBackRow = exactly<RollingBack>()(
  strictObject({
    kind: literal('rolling-back'),
    since: number(),
    because: string(),
    by: PersonRow.nullable(),
    said: SaidRow.exactOptional(),
    end: z.enum(ends),
    usersBackAt: number().nullable(),
    unprotectedAt: number().nullable(),
    calmSince: number().nullable(),
    unseen: literal(true).exactOptional(),
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
    strictObject({
      kind: literal('retiring'),
      since: number(),
      unprotectedAt: number().nullable(),
    }),
    RollingBackRow,
    strictObject({
      kind: z.enum(ends),
      at: number(),
      because: string(),
      by: PersonRow.nullable(),
      said: SaidRow.exactOptional(),
    }),
  ]),
);

/** A phase as stored; a stuck one holds the phase it came from. */
export const PhaseRow: z.ZodType<Phase> = z.union([
  Plain.transform(withSaid),
  strictObject({
    kind: literal('stuck'),
    since: number(),
    because: string(),
    from: z.lazy(() => PhaseRow),
  }),
]);
