import type { World } from '../world.ts';
import { type Args, text } from './args.ts';
import { botProfile } from './message-json.ts';
import { type Answer, type Method, no, ok } from './method.ts';

/** `auth.*`, `apps.*` and `bots.*`: who asks, how an app is shown, where it opens a connection. */
export const appMethods: Readonly<Record<string, Method>> = {
  'auth.test': { errors: [], run: whoAmI },
  'auth.teams.list': { errors: [], run: teamsOf },
  'bots.info': { scope: 'users:read', ofTeam: true, errors: ['bot_not_found'], run: botInfo },
  'apps.connections.open': { appLevel: true, errors: [], run: connect },
};

function connect(world: World): Answer {
  const { appId } = world.workspace;
  return ok({
    url:
      `${world.switches.url.replace('http:', 'ws:')}/link/?ticket=${world.links.ticket()}&app_i` +
      `d=${appId}`,
  });
}

function botInfo(world: World, args: Args): Answer {
  const wanted = text(args, 'bot') ?? world.workspace.bot.bot_id;
  if (wanted !== world.workspace.bot.bot_id) return no('bot_not_found');
  // A workspace's own bot names its app and its user, and no team.
  const { team_id: _, ...bot } = botProfile(world);
  return ok({ bot });
}

function whoAmI(world: World): Answer {
  const { bot, teamId, name } = world.workspace;
  const { organisation } = world.options;
  return ok({
    url: `${world.switches.url}/`,
    team: name,
    user: bot.name,
    team_id: organisation?.id ?? teamId,
    user_id: bot.user,
    bot_id: bot.bot_id,
    ...(organisation ? { enterprise_id: organisation.id } : {}),
    is_enterprise_install: organisation !== undefined,
  });
}

/** The workspaces this token is let into. */
function teamsOf({ options: { organisation }, workspace }: World): Answer {
  const teams = organisation?.teams ?? [workspace.teamId];
  return ok({ teams: teams.map((id) => ({ id, name: id })) });
}
