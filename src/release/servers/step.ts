import type { Build } from '../state/build.ts';
import type { Launching } from '../state/launch-order.ts';
import type { TrafficShare } from '../state/traffic-share.ts';
import type { Server } from '../state/servers.ts';
import type { Ways } from '../state/ways.ts';

/** The one next thing to do in the world. Each is safe to repeat. */
export type Step =
  | (Launching & { readonly kind: 'launch'; readonly build: Build })
  | { readonly kind: 'prepare'; readonly build: Build; readonly ids: readonly string[] }
  | { readonly kind: 'admit'; readonly ids: readonly string[] }
  | { readonly kind: 'close'; readonly ids: readonly string[] }
  | {
      readonly kind: 'migrate';
      readonly moves: readonly { readonly id: string; readonly keep: number }[];
    }
  | { readonly kind: 'steer'; readonly shares: readonly TrafficShare[] }
  | { readonly kind: 'protect'; readonly ids: readonly string[]; readonly on: boolean }
  /** One job that must never run twice is stopped, or started with this build. */
  | {
      readonly kind: 'swap';
      readonly build: Build;
      readonly single: string;
      readonly to: 'stopped' | 'running';
    }
  | {
      readonly kind: 'retire';
      readonly ids: readonly string[];
      readonly how: Ways['empties'];
    };

/** Opens those that are ready and not yet open. */
export function admit(servers: readonly Server[]): Step | null {
  const shut = servers.filter(
    (server) => server.state === 'ready' && !(server.joined && server.admits),
  );
  return shut.length > 0 ? { kind: 'admit', ids: ids(shut) } : null;
}

/** Begins to configure those that came up bare. */
export function prepare(servers: readonly Server[], build: Build): Step | null {
  const bare = servers.filter(({ state }) => state === 'bare');
  return bare.length > 0 ? { kind: 'prepare', build, ids: ids(bare) } : null;
}

/**
 * Lets empty servers go. Where spares are kept, those that are well become some; what is ill or
 * never came up is destroyed after them.
 */
export function retire(servers: readonly Server[], { empties }: Ways): Step {
  const well = empties === 'park' ? servers.filter(({ state }) => state === 'ready') : [];
  return well.length > 0
    ? { kind: 'retire', ids: ids(well), how: 'park' }
    : { kind: 'retire', ids: ids(servers), how: 'destroy' };
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
