import type { World } from '../world.ts';
import { type Answer, type Method, ok } from './method.ts';

/** `apps.*`: where an app opens its own connection instead of being called. */
export const appMethods: Readonly<Record<string, Method>> = {
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
