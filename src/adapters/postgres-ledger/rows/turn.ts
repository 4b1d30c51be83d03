import { z } from 'zod';
import type { Event } from '../../../release/state/event.ts';
import type { Phase } from '../../../release/state/phase.ts';
import type { Turn } from '../../../release/state/turn.ts';
import { named } from './earlier-names.ts';
import { exactly } from './exact.ts';

const { strictObject, string, number, boolean } = z;

/**
 * A turn as it was taken. Kinds are words here: a turn of an older version stays readable when
 * kinds are renamed.
 */
export const TurnRow = exactly<Turn>()(
  named(
    'turn',
    strictObject({
      release: string(),
      seq: number(),
      at: number(),
      event: z.custom<Event['kind']>(isWord),
      phase: z.custom<Phase['kind']>(isWord),
      held: boolean(),
      countdown: number().nullable(),
      badSince: number().nullable(),
      usersBackAt: number().nullable(),
      users: number().nullable(),
      oldUsers: number().nullable(),
      spares: number().exactOptional(),
    }),
  ),
);

function isWord(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z-]+$/.test(value);
}
