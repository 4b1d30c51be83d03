import { z } from 'zod';
import { type Finding, ill } from './finding.ts';
import { type Account, callSlack } from './slack-call.ts';

/** The workspace that lists are asked of, as words of a call; or why nobody knows it. */
type Own =
  | { readonly kind: 'known'; readonly asked: Readonly<Record<string, string>> }
  | { readonly kind: 'unknown'; readonly finding: Finding };

const Teams = z.object({ teams: z.array(z.object({ id: z.string() })) });

/** An app of a whole organisation must say in which workspace it works; no other has to. */
export async function workspaceOf(account: Account, isOfAll: boolean): Promise<Own> {
  if (!isOfAll) return { kind: 'known', asked: {} };
  const said = await callSlack(account, 'auth.teams.list', {});
  const teams = Teams.safeParse(said?.answer).data?.teams ?? [];
  const team = account.team ?? (teams.length === 1 ? teams[0]?.id : undefined);
  if (team !== undefined) return { kind: 'known', asked: { team_id: team } };
  return {
    kind: 'unknown',
    finding: ill(
      `Davy is installed for an organisation and let into ${teams.length} of its workspaces`,
      'Set SLACK_TEAM_ID to the id of the one it works in, which begins with T',
    ),
  };
}
