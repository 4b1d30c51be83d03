import type { Decision } from './decision.ts';
import type { LineEvent } from './event.ts';
import type { Server } from './fleet.ts';
import type { Line } from './line.ts';
import { moved, refuse } from './outcome.ts';

/** A version that serves although nobody told Davy of it; `registered`: CI did tell of such a build. */
export type Found = { readonly version: string; readonly servers: number; readonly registered: boolean };

/** What serves now: versions with servers that take users, the one on most servers first. */
export function servingVersions(servers: readonly Server[]): readonly { readonly version: string; readonly servers: number }[] {
  const serving = servers.filter((server) => server.state === 'ready' && server.joined);
  const groups = [...Map.groupBy(serving, ({ version }) => version)].map(([version, all]) => ({ version, servers: all.length }));
  return groups.sort((a, b) => b.servers - a.servers || (a.version < b.version ? -1 : 1));
}

/** Whether nothing new was found. */
export function sameFound(before: readonly Found[] | null, after: readonly Found[]): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/** Remembers what was seen to serve, so that people can be asked. Davy believes nobody's servers: a person says what is live. */
export function fleetSeen(line: Line, { found }: Extract<LineEvent, { kind: 'fleet-seen' }>): Decision {
  if (line.live) return refuse('nothing-to-do', 'liveKnown', `${line.service} ${line.live.version}`);
  if (sameFound(line.found, found)) return refuse('nothing-to-do', 'seenBefore', line.service);
  return moved({ ...line, found }, null);
}
