/**
 * # src/release/line
 *
 * Decides what concerns a service as a whole: freezes, and which build is live at the first start.
 */

import type { Build } from '../state/build.ts';
import type { Decision } from '../state/decision.ts';
import type { LineEvent } from '../state/event.ts';
import type { Server } from '../state/servers.ts';
import { blockedBecause, type Line } from '../state/line.ts';
import { moved, refuse } from '../state/outcome.ts';
import { isSamePerson, rosterAgeMaxMs, teamsOf } from '../state/people.ts';
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

/** For so long the word of one approver waits for that of another (clock ms). */
export const saidLiveLastsMs = 60 * 60_000;

type Adopted = Extract<LineEvent, { kind: 'adopted' }>;

/**
 * Those who approve for the service say what serves everybody: it is the way back of whatever comes
 * next. One word is enough for what was seen to serve; a build that somebody barred is live on a
 * reason only, and barred no more then.
 */
export function adopt(line: Line, event: Adopted): Decision {
  const { at, by, build, roster, reason, serving } = event;
  const { service } = line;
  if (line.moving) return refuse('moving', 'liveMoves', service);
  if (at - roster.at > rosterAgeMaxMs) return refuse('roster-unknown', 'whoLeads', service);
  if (teamsOf(by, roster, at).length === 0)
    return refuse('not-entitled', 'maySayLive', Object.keys(roster.teams), service);
  const bar = blockedBecause(line, build);
  if (bar !== null && reason === '')
    return refuse('barred', 'liveBarred', `${service} ${build.version}`, bar);
  const serves = serving === undefined || serving?.includes(build.version) === true;
  return serves ? recorded(line, build, null) : onTwoWords(line, event);
}

/**
 * What does not serve may be a slip, or an attack: a later rollback would launch it and give it
 * users. So a second person says the same, and it is no way back before it served.
 */
function onTwoWords(
  line: Line,
  { at, by, build, reason, roster, serving = null }: Adopted,
): Decision {
  const { service, saidLive } = line;
  const name = `${service} ${build.version}`;
  if (reason === '') return refuse('no-target', 'liveNotServing', name, serving);
  const { version, image } = build;
  const isSaid =
    saidLive?.version === version &&
    saidLive.image === image &&
    at - saidLive.at <= saidLiveLastsMs;
  if (!isSaid) return moved({ ...line, saidLive: { version, image, by, at, reason } }, null);
  return isSamePerson(saidLive.by.id, by.id, roster)
    ? refuse('already-approved', 'liveNeedsOther', name)
    : recorded(line, build, servedHere(line, build) ? null : version);
}

/** It went out here before, so somebody watched it. */
function servedHere({ lastGood }: Line, { version, image }: Build): boolean {
  return lastGood.some((good) => good.version === version && good.image === image);
}

function recorded(line: Line, build: Build, unproven: string | null): Decision {
  const other = ({ version, image }: { readonly version: string; readonly image: string }) =>
    version !== build.version && image !== build.image;
  return moved(
    {
      ...line,
      live: build,
      unproven,
      saidLive: null,
      carried: [],
      lastGood: line.lastGood.filter(({ version }) => version !== build.version),
      blocked: line.blocked.filter(other),
    },
    null,
  );
}
