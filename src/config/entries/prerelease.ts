import { z } from 'zod';
import { Duration, Share } from './measures.ts';

/** What a further line may say instead of its product. */
export const prereleaseKeys = {
  servers: z.number().int().min(1).default(1),
  most_servers: z.number().int().min(1).max(100).default(4),
  soak: Duration.prefault('4h'),
  /** The longest soak, where counts judge: then a person is asked. */
  at_most: Duration.optional(),
  users: z.number().int().nonnegative().default(1),
  /** The share of traffic of all canaries together; without it, their part by number. */
  share: Share.optional(),
  approvals: z
    .number()
    .int()
    .min(1, { error: 'at least one other person approves; write approvals: 1' })
    .default(1),
  approval_lasts: Duration.prefault('72h'),
  launch_timeout: Duration.prefault('15m'),
};

/** How a build is tried on a few servers before everybody gets it. */
export const PrereleaseEntry = z
  .strictObject(prereleaseKeys)
  .refine(({ servers, most_servers }) => servers <= most_servers, {
    path: ['servers'],
    error: 'is more than most_servers',
  })
  .refine(({ soak, at_most }) => at_most === undefined || at_most >= soak, {
    path: ['at_most'],
    error: 'is shorter than the soak',
  });
