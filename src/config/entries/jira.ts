import { z } from 'zod';

/**
 * How tickets are finished when a build is live: the status that means done, and the fix version
 * they get, if any.
 */
export const JiraEntry = z
  .strictObject({
    done: z
      .string({ error: 'write the status that means done, such as Done' })
      .trim()
      .min(1, { error: 'write the status that means done, such as Done' })
      .max(60)
      .default('Done'),
    fix_version: z
      .string({ error: 'write how fix versions are called, such as "board {version}"' })
      .max(120)
      .refine((text) => text.includes('{version}'), {
        error: 'write how fix versions are called, such as "board {version}"',
      })
      .optional(),
  })
  .readonly();
