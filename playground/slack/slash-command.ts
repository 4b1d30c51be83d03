import { z } from 'zod';

/** A slash command as an app's manifest names it. */
export const commandSchema = z.object({
  command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
  description: z.string(),
  usage_hint: z.string().optional(),
  should_escape: z.boolean().optional(),
});

/** A slash command as the workspace knows it. */
export type SlashCommand = z.infer<typeof commandSchema>;
