import { z } from 'zod';

/** The Auto Scaling group whose servers are released. */
export const GroupEntry = z
  .strictObject({
    /** Each release gets one like it. */
    copy: z
      .string({ error: 'write the name of the Auto Scaling group: group: { copy: web }' })
      .regex(/^[\w.+-]{1,100}$/, {
        error: 'write the name of an Auto Scaling group: letters, digits and . _ + -, at most 100',
      }),
    refresh: z
      .never({
        error:
          'a refresh replaces servers by itself, in an order that nobody can give or hold; write ' +
          'copy instead',
      })
      .optional(),
  })
  .readonly();
