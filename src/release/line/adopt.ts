/**
 * # src/release/line
 *
 * Decides what concerns a service as a whole: freezes, and which build is live at the first start.
 */

import type { Decision } from '../state/decision.ts';
import type { LineEvent } from '../state/event.ts';
import type { Server } from '../state/servers.ts';
import { blockedBecause, type Line } from '../state/line.ts';
import { moved, refuse } from '../state/outcome.ts';
import { rosterAgeMaxMs, teamsOf } from '../state/people.ts';
import type { ServingVersions } from '../state/remembered.ts';

/** What serves now: versions with servers that take users, the one on most servers first. */
export function servingVersions(
  servers: readonly Server[],
): readonly { readonly version: string; readonly servers: number }[] {
  const serving = servers.filter((server) => server.state === 'ready' && server.joined);
  const groups = [...Map.groupBy(serving, ({ version }) => version)].map(([version, all]) => ({
    version,
    servers: all.length,
  }));
  return groups.sort((a, b) => b.servers - a.servers || (a.version < b.version ? -1 : 1));
}

/** Whether nothing new was found. */
export function sameFound(
  before: readonly ServingVersions[] | null,
  after: readonly ServingVersions[],
): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}

/**
 * Remembers what was seen to serve, so that people can be asked. Davy believes nobody's servers: a
 * person says what is live.
 */
export function fleetSeen(
  line: Line,
  { found }: Extract<LineEvent, { kind: 'fleet-seen' }>,
): Decision {
  if (line.live)
    return refuse('nothing-to-do', 'liveKnown', `${line.service} ${line.live.version}`);
  if (sameFound(line.found, found)) return refuse('nothing-to-do', 'seenBefore', line.service);
  return moved({ ...line, found }, null);
}

/**
 * Those who approve for the service say what serves everybody: it is the way back of whatever comes
 * next. A build that somebody barred is live on a reason only, and barred no more then.
 */
export function adopt(
  line: Line,
  { at, by, build, roster, reason }: Extract<LineEvent, { kind: 'adopted' }>,
): Decision {
  const { service } = line;
  if (line.moving) return refuse('moving', 'liveMoves', service);
  if (at - roster.at > rosterAgeMaxMs) return refuse('roster-unknown', 'whoLeads', service);
  if (teamsOf(by, roster, at).length === 0)
    return refuse('not-entitled', 'maySayLive', Object.keys(roster.teams), service);
  const bar = blockedBecause(line, build);
  if (bar !== null && reason === '')
    return refuse('barred', 'liveBarred', `${service} ${build.version}`, bar);
  const other = ({ version, image }: { readonly version: string; readonly image: string }) =>
    version !== build.version && image !== build.image;
  return moved(
    {
      ...line,
      live: build,
      carried: [],
      lastGood: line.lastGood.filter(({ version }) => version !== build.version),
      blocked: line.blocked.filter(other),
    },
    null,
  );
}
