import { timing } from '../../time/timing.ts';
import type { Decision } from '../state/decision.ts';
import type { Event } from '../state/event.ts';
import type { Line } from '../state/line.ts';
import { measuredOnly, moved, nameOf } from '../state/outcome.ts';
import { pageKey } from '../state/page-key.ts';
import { isOpen, type Release, thereAgain } from '../state/release.ts';
import { isHere, type Server } from '../state/servers.ts';
import { adoptedIn } from '../state/strays.ts';
import { wasFinishedByHand } from './left-unguarded.ts';

/** Whose something is that was left behind. */
type Left = Pick<Server, 'id' | 'version' | 'release'>;

/**
 * Servers of releases that are over and of a build that is not live: a list had left them out for
 * long, or leaves them out still, or somebody started them. While a release moves, what it carries
 * and what bears either of its builds is its own; whatever else is there serves nobody's plan, and
 * a release that waits for people may wait for days. Null while nobody can tell: while one goes
 * back.
 */
export function leftBehind(
  line: Line,
  open: readonly Release[],
  servers: readonly Server[],
  strays: readonly Left[],
): ReadonlyMap<string, readonly Left[]> | null {
  const { live } = line;
  if (!live || open.some(({ phase }) => phase.kind === 'rolling-back')) return null;
  // It has just ended, or just begun: the next round knows.
  if (line.moving && open.every(({ id }) => id !== line.moving?.release)) return null;
  const shown = new Set(servers.map(({ id }) => id));
  const adopted = adoptedIn(line);
  const there = [
    ...servers.filter((server) => isHere(server) && server.state !== 'unknown'),
    ...strays.filter(({ id }) => !shown.has(id)),
  ];
  const left = there.filter(
    ({ id, release, version }) =>
      release !== '' &&
      version !== live.version &&
      !adopted.has(id) &&
      open.every((one) => !isOf(one, release, version)),
  );
  return Map.groupBy(left, ({ release }) => release);
}

/** Whether a release that is under way launched it, brought it along, or has a build it bears. */
function isOf(one: Release, release: string, version: string): boolean {
  if (one.id === release) return true;
  if (one.kind === 'prerelease') return false;
  const { build, target, carries } = one;
  return carries.includes(release) || version === build.version || version === target?.version;
}

/**
 * Calls a person for servers of a release that is over, once for each. Davy destroys nothing by
 * itself that no plan names any more.
 */
export function cameBack(
  line: Line,
  release: Release,
  { servers }: Extract<Event, { kind: 'came-back' }>,
): Decision {
  const told = thereAgain(release);
  const news = servers.filter((id) => !told.includes(id));
  if (isOpen(release) || wasFinishedByHand(release)) return measuredOnly(line, release);
  const next = { ...release, cameBackGone: null };
  // What was not seen for a moment is seen again.
  if (news.length === 0) return measuredOnly(line, told.length > 0 ? next : release);
  return moved(
    { ...line, leftBehind: [...new Set([...line.leftBehind, release.id])] },
    { ...next, cameBack: [...told, ...news] },
    {
      effects: [
        {
          lane: 'page',
          kind: 'page',
          key: pageKey(release, 'look'),
          severity: 'critical',
          summary: { kind: 'came-back', name: nameOf(release), servers: news },
        },
      ],
    },
  );
}

/**
 * None of them is seen any more, or what they bear is live: once that was so for as long as absence
 * takes to be believed, nobody has to take care of anything, and the call is over.
 */
export function goneAgain(
  line: Line,
  release: Release,
  { wall }: Extract<Event, { kind: 'gone-again' }>,
): Decision {
  if (thereAgain(release).length === 0) return measuredOnly(line, release);
  const since = release.cameBackGone?.since ?? wall;
  if (wall - since < timing.absentMs)
    return measuredOnly(line, { ...release, cameBackGone: { since, over: false } });
  return moved(
    { ...line, leftBehind: line.leftBehind.filter((id) => id !== release.id) },
    { ...release, cameBackGone: { since, over: true } },
  );
}
