import { timing } from '../../time/timing.ts';
import type { Decision } from '../state/decision.ts';
import type { Event } from '../state/event.ts';
import type { Line } from '../state/line.ts';
import { measuredOnly, moved, nameOf } from '../state/outcome.ts';
import { pageKey } from '../state/page-key.ts';
import { isOpen, type Release, thereAgain } from '../state/release.ts';
import { isHere, type Server } from '../state/servers.ts';
import { wasFinishedByHand } from './left-unguarded.ts';

/** Whose something is that was left behind. */
type Left = Pick<Server, 'id' | 'version' | 'release'>;

/**
 * Servers of releases that are over and of a build that is not live: a list had left them out for
 * long, or leaves them out still, or somebody started them. Null while nobody can tell: while a
 * release moves or goes back nothing is left behind yet.
 */
export function leftBehind(
  line: Line,
  open: readonly Release[],
  servers: readonly Server[],
  strays: readonly Left[],
): ReadonlyMap<string, readonly Left[]> | null {
  const { live } = line;
  if (!live || line.moving || open.some(({ phase }) => phase.kind === 'rolling-back')) return null;
  const shown = new Set(servers.map(({ id }) => id));
  const there = [
    ...servers.filter((server) => isHere(server) && server.state !== 'unknown'),
    ...strays.filter(({ id }) => !shown.has(id)),
  ];
  const left = there.filter(
    ({ release, version }) =>
      release !== '' && version !== live.version && open.every(({ id }) => id !== release),
  );
  return Map.groupBy(left, ({ release }) => release);
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
