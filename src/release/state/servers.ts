import type { Ways } from './ways.ts';

/** One server of a service, as the fleet reports it. */
export type Server = {
  readonly id: string;
  readonly version: string;
  /** The release that launched it; empty for servers that were there before Davy. */
  readonly release: string;
  readonly slot: number;
  /**
   * `bare`: up, and waits to be configured. `ready`: healthy and configured, its smoke command
   * passed. `unknown`: it may be anything, for the part that would know does not answer, or the
   * list left it out. `leaving`: on its way out. `spare`: stopped, and nobody's; its `version` is
   * the one that can be started on it, empty where every one can.
   */
  readonly state: 'bare' | 'starting' | 'ready' | 'unhealthy' | 'unknown' | 'leaving' | 'spare';
  /** Whether it is in the load balancer, and whether it takes new users there. */
  readonly joined: boolean;
  readonly admits: boolean;
  /**
   * The share of new traffic it gets, 0 to 1; null where users are moved, or when it could not be
   * read.
   */
  readonly share: number | null;
  /** Users on it now, or a rate of them; null when that could not be read. */
  readonly users: number | null;
  /** Null where the fleet cannot protect it: nothing but users and doors keeps it. */
  readonly protected: boolean | null;
};

/**
 * Whether a server stands unguarded, so that its grace runs: its protection is off, or there is
 * none and it is closed and empty.
 */
export function isUnguarded(server: Server, ways: Ways): boolean {
  return server.protected === null ? !server.admits && !hasUsers(server, ways) : !server.protected;
}

/**
 * Users that cannot be counted are assumed on a server that serves, and not on one that serves
 * nobody. Where traffic is steered, a server that gets none serves nobody.
 */
export function hasUsers(server: Server, ways: Ways): boolean {
  if (ways.moves === 'traffic') return (server.users ?? 0) > 0 || isServing(server, ways);
  return server.users === null ? server.state === 'ready' : server.users > 0;
}

/** Whether users would meet it again if nothing were done; whoever is on it counts as well. */
export function isServing(server: Server, ways: Ways): boolean {
  if (ways.moves === 'users') return hasUsers(server, ways);
  return server.share === null ? isReachable(server) : server.share > 0;
}

/** Whether it stands for anybody: what leaves does so no more, and a spare not yet. */
export function isHere({ state }: Pick<Server, 'state'>): boolean {
  return state !== 'leaving' && state !== 'spare';
}

/** Whether new users can come to a server. */
export function isReachable({ state, joined, admits }: Server): boolean {
  return state === 'ready' && joined && admits;
}

/** The share of new traffic that some get together; null when one of them could not be read. */
export function shareOn(servers: readonly Server[]): number | null {
  let sum = 0;
  for (const server of servers) {
    if (server.share === null && (isReachable(server) || server.state === 'unknown')) return null;
    sum += server.share ?? 0;
  }
  return sum;
}

/** A server that was seen, by its id, until it is accounted for. Its times are real ms. */
export type KnownServer = Pick<Server, 'id' | 'version' | 'release' | 'slot'> & {
  readonly seenAt: number;
  /**
   * When a look left it out last, and for how long looks have watched that it is not there; missing
   * where the last look showed it.
   */
  readonly missed?: { readonly at: number; readonly ms: number };
  /** It was seen bare: what became of it since is its configuration's doing. */
  readonly wasBare?: true;
};

/** What one side of a release looks like: the new servers, or the old ones. */
export type Side = {
  readonly servers: number;
  readonly ready: number;
  readonly users: number | null;
  /** How many of them could not be seen; missing where none. */
  readonly unknown?: number;
  /** How many more a fleet that grew is still getting; missing where none. */
  readonly coming?: number;
  /** The share of new traffic they get together; missing where users are moved. */
  readonly share?: number | null;
};

/** Whether nobody meets a side any more. */
export function isEmptySide({ users, share }: Side, ways: Ways): boolean {
  return ways.moves === 'traffic' ? share === 0 : users === 0;
}

/**
 * The last look at the world, kept for cards and guards. `at` is clock time. `home`: old servers
 * that are ready and run the old build; a canary that goes out with a release is none.
 */
export type Seen = {
  readonly at: number;
  readonly newServers: Side;
  readonly oldServers: Side;
  readonly home?: number;
  readonly image?: ImageSeen;
};

/**
 * Whether the image that users would go back to could be launched, when somebody last looked for it
 * (clock ms).
 */
export type ImageSeen = { readonly at: number; readonly found: boolean };

/** Counts one side; users are unknown as soon as those of one server that may serve are. */
export function sideOf(servers: readonly Server[], ways: Ways): Side {
  const ready = servers.filter((server) => server.state === 'ready');
  const unknown = servers.filter((server) => server.state === 'unknown').length;
  const uncounted = unknown > 0 || ready.some((server) => server.users === null);
  return {
    servers: servers.length,
    ready: ready.length,
    users: uncounted ? null : servers.reduce((sum, server) => sum + (server.users ?? 0), 0),
    ...(unknown > 0 ? { unknown } : {}),
    ...(ways.moves === 'traffic' ? { share: shareOn(servers) } : {}),
  };
}
