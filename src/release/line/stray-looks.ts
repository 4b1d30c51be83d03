import { timing } from '../../time/timing.ts';
import type { LineEvent } from '../state/event.ts';
import type { Line } from '../state/line.ts';
import { hasUsers, type Server } from '../state/servers.ts';
import { adoptedIn, type StrayGroup, type StrayKept, type StrayServer } from '../state/strays.ts';
import type { Ways } from '../state/ways.ts';

type Seen = Extract<LineEvent, { readonly kind: 'strays-seen' }>;

/** People are asked about what is nobody's for so long (clock ms): most of it passes by itself. */
const waitMs = 30 * 60_000;
/** So many answered questions are remembered; their messages say by then how they ended. */
const answeredMost = 10;
const adoptedMost = 50;

/** Why this server may not be terminated, whoever says so; null where nothing speaks against it. */
export function keptBecause(server: Server | undefined, ways: Ways): StrayKept | null {
  if (!server || server.state === 'unknown') return 'unseen';
  if ((server.joined && server.admits) || (server.share ?? 0) > 0) return 'open';
  if ((server.users ?? 0) > 0) return 'users';
  if (hasUsers(server, ways)) return 'uncounted';
  return server.protected === true ? 'protected' : null;
}

/** What a look makes of the questions; the same list where it shows nothing new. */
export function afterStrayLook(line: Line, look: Seen): Line['strays'] {
  const { at, release, version, endedAt } = look;
  const adopted = adoptedIn(line);
  const there = look.servers.filter(({ id }) => !adopted.has(id));
  const open = line.strays.find((group) => group.release === release && group.end === null);
  if (open === undefined)
    return there.length === 0
      ? line.strays
      : [
          ...line.strays,
          {
            no: 1 + Math.max(at, ...line.strays.map(({ no }) => no)),
            release,
            version,
            servers: there,
            since: at,
            endedAt,
            toldAt: null,
            rev: 1,
            word: null,
            failed: null,
            goneSince: null,
            end: null,
          },
        ];
  const next = lookedAt(open, there, look);
  if (JSON.stringify(next) === JSON.stringify(open)) return line.strays;
  return rememberedOf(
    line.strays.flatMap((group) => (group === open ? (next ? [next] : []) : [group])),
  );
}

/** Null: it passed by itself before anybody was asked. */
function lookedAt(
  group: StrayGroup,
  there: readonly StrayServer[],
  { at, wall }: Seen,
): StrayGroup | null {
  const { word, goneSince } = group;
  const goes = word?.kind === 'terminate' ? word : null;
  const its = goes ? there.filter(({ id }) => goes.ids.includes(id)) : there;
  if (its.length === 0) {
    if (goneSince === null) return { ...group, goneSince: wall };
    if (wall - goneSince < timing.absentMs) return group;
    if (group.toldAt === null) return null;
    return goes && at >= goes.goesAt
      ? endedAs(group, { kind: 'terminated', at, by: goes.by, reason: goes.reason })
      : endedAs(group, { kind: 'gone', at });
  }
  const kept = its.map((one) => one.kept);
  // Whom it was said of stays as it was, until all of them are gone.
  if (goes && kept.every((why) => why === null)) return { ...group, goneSince: null };
  const servers = there.map((server) => {
    const known = group.servers.find(({ id }) => id === server.id);
    const { id, since, costPerHour, kept: why } = server;
    return { id, since: known?.since ?? since, costPerHour, kept: why };
  });
  const isOff = word !== null && !(word.kind === 'unprotect' && kept.includes('protected'));
  return {
    ...group,
    servers,
    toldAt: group.toldAt ?? (at - group.since >= waitMs ? at : null),
    rev: group.rev + Number(isOff || asked(servers) !== asked(group.servers)),
    word: isOff ? null : word,
    goneSince: null,
  };
}

/** Nobody is asked any more. */
export function endedAs(group: StrayGroup, end: NonNullable<StrayGroup['end']>): StrayGroup {
  return { ...group, word: null, failed: null, goneSince: null, rev: group.rev + 1, end };
}

/** What people are asked about, without what it costs. */
function asked(servers: readonly StrayServer[]): string {
  return JSON.stringify(servers.map(({ id, kept }) => [id, kept]));
}

/** What is asked or stays for good, and the newest of what is over. */
export function rememberedOf(strays: readonly StrayGroup[]): readonly StrayGroup[] {
  const adopted = strays.filter(({ end }) => end?.kind === 'adopted').slice(-adoptedMost);
  const answered = strays
    .filter(({ end }) => end !== null && end.kind !== 'adopted')
    .slice(-answeredMost);
  return strays.filter(
    (group) => group.end === null || adopted.includes(group) || answered.includes(group),
  );
}
