import type { World } from '../world.ts';
import { type Args, text } from './args.ts';
import { botProfile } from './message-json.ts';
import { type Answer, type Method, no, ok } from './method.ts';

/** `apps.*` and `bots.*`: how an app is shown, and where it opens a connection of its own. */
export const appMethods: Readonly<Record<string, Method>> = {
  'bots.info': { scope: 'users:read', errors: ['bot_not_found'], run: botInfo },
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
