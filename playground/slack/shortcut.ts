import { z } from 'zod';

/** A shortcut as an app's manifest asks for it. */
export const shortcutSchema = z.object({
  name: z.string().min(1).max(24),
  type: z.enum(['global', 'message']),
  callback_id: z.string().min(1).max(255),
  description: z.string().max(150),
});

/** Something an app offers beside the box, or in the menu of every message. */
export type Shortcut = z.infer<typeof shortcutSchema>;
