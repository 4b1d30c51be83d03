import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import type { SlackAccount, SlackCall } from './call.ts';

/**
 * Whose people and groups are meant. `asked` goes along with every list: an app that is installed
 * for a whole organisation is refused without it.
 */
export type OwnWorkspace = {
  readonly team: string;
  readonly enterprise: string | null;
  readonly asked: { readonly team_id?: string };
};

const Self = z.object({
  ok: z.literal(true),
  team_id: z.string(),
  enterprise_id: z.string().nullish(),
  is_enterprise_install: z.boolean().default(false),
});
const Teams = z.object({ ok: z.literal(true), teams: z.array(z.object({ id: z.string() })) });

/**
 * A token of a whole organisation names no workspace of its own: the one it is let into is meant,
 * or the one that was said, where it is let into several.
 */
export async function ownWorkspace(
  call: SlackCall,
  { team }: Pick<SlackAccount, 'team'>,
): Promise<OwnWorkspace> {
  const self = await call('auth.test', {}, Self);
  const enterprise = self.enterprise_id ?? null;
  if (!self.is_enterprise_install) return { team: self.team_id, enterprise, asked: {} };
  const said = team ?? onlyOne((await call('auth.teams.list', {}, Teams)).teams);
  return { team: said, enterprise, asked: { team_id: said } };
}

function onlyOne(teams: readonly { readonly id: string }[]): string {
  const [first, ...others] = teams;
  if (first && others.length === 0) return first.id;
  throw new UpstreamError(
    'Slack',
    `finding the workspace: Davy is installed for an organisation and let into ${teams.length} ` +
      'of its workspaces; set SLACK_TEAM_ID to the one it works in',
  );
}
