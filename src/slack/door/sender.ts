import { z } from 'zod';
import { Id, Workspace } from './inbound.ts';

/**
 * The part every request shares: who sent it. Checked on all kinds, also on those nobody answers.
 */
const Sender = z.object({
  team_id: Id.optional(),
  enterprise_id: Id.nullish(),
  api_app_id: Id,
  team: Workspace.nullish(),
  enterprise: z.object({ id: Id }).nullish(),
});

/** What is known of the sender, whatever was sent. */
export function senderOf(body: unknown): {
  readonly app: string;
  readonly team: string | null;
  readonly enterprise: string | null;
} | null {
  const parsed = Sender.safeParse(body);
  if (!parsed.success) return null;
  const { api_app_id, team_id, team, enterprise_id, enterprise } = parsed.data;
  return {
    app: api_app_id,
    team: team_id ?? team?.id ?? null,
    enterprise: enterprise_id ?? enterprise?.id ?? team?.enterprise_id ?? null,
  };
}
