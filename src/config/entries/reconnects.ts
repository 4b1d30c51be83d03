import { z } from 'zod';
import { Share } from './measures.ts';

const Count = z
  .string()
  .min(1)
  .refine((query) => query.includes('{version}'), {
    error: 'must contain {version}: only who comes to the new servers counts',
  })
  .refine((query) => query.includes('{since}'), {
    error: 'must contain {since}, such as increase(reconnects_total{version="{version}"}[{since}])',
  });

/**
 * How a service counts the users that come over in one batch, and how many may fail before batches
 * get smaller.
 */
export const ReconnectsEntry = z
  .strictObject({
    arrived: Count,
    failed: Count,
    slow: Count.optional(),
    max: Share.prefault('2%'),
  })
  .readonly();
