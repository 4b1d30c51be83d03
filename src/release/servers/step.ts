import type { Build } from '../state/build.ts';
import type { Slots } from '../state/launch-order.ts';
import type { TrafficShare } from '../state/traffic-share.ts';
import type { Server } from '../state/servers.ts';

/** The one next thing to do in the world. Each is safe to repeat. */
export type Step =
  | { readonly kind: 'launch'; readonly build: Build; readonly orders: readonly Slots[] }
  | { readonly kind: 'admit'; readonly ids: readonly string[] }
  | { readonly kind: 'close'; readonly ids: readonly string[] }
  | {
      readonly kind: 'migrate';
      readonly moves: readonly { readonly id: string; readonly keep: number }[];
    }
  | { readonly kind: 'steer'; readonly shares: readonly TrafficShare[] }
  | { readonly kind: 'protect'; readonly ids: readonly string[]; readonly on: boolean }
  | { readonly kind: 'retire'; readonly ids: readonly string[] };

/** Opens those that are ready and not yet open. */
export function admit(servers: readonly Server[]): Step | null {
  const shut = servers.filter(
    (server) => server.state === 'ready' && !(server.joined && server.admits),
  );
  return shut.length > 0 ? { kind: 'admit', ids: ids(shut) } : null;
}

/** Closes those that still take new users. */
export function close(servers: readonly Server[]): Step | null {
  const open = servers.filter((server) => server.admits);
  return open.length > 0 ? { kind: 'close', ids: ids(open) } : null;
}

/** How many can serve. */
export function ready(servers: readonly Server[]): number {
  return servers.filter((server) => server.state === 'ready').length;
}

/** Users that could be counted. */
export function usersOn(servers: readonly Server[]): number {
  return servers.reduce((sum, server) => sum + (server.users ?? 0), 0);
}

/** Their names, for a call. */
export function ids(servers: readonly Server[]): readonly string[] {
  return servers.map((server) => server.id);
}
