/**
 * # src/command-kit/prerelease
 *
 * What starting a pre-release takes: its options, its form, the dry run, and what is asked when
 * another build is in production.
 */

import type { Build } from '../../release/state/build.ts';
import type { Line } from '../../release/state/line.ts';
import { noRoomBeside } from '../../release/start/room-beside.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import { replyButton, type Choice, type Reply, privately } from '../reply.ts';
import type { TextPart } from '../../texts/part.ts';
import { texts } from '../../texts/texts.ts';
import type { Options } from './options.ts';
import { whereItStands } from '../say/say.ts';

const { choice, prerelease: say, where } = texts.replies;

/**
 * Another build is in production: before anything starts, its starter chooses what becomes of that
 * one, and reads what users get and where a rollback goes.
 */
export function askAmong(
  there: readonly Release[],
  build: Build,
  options: Options,
  line: Line,
  now: number,
): Reply {
  const several = there.length > 1;
  const live = line.live?.version ?? say.liveVersion;
  const others = there.map(nameOf);
  const here = usersOf(there);
  const [{ plan } = { plan: null }] = there;
  // Nobody is offered what would be refused.
  const hasRoom = plan === null || noRoomBeside(there, build, plan.ways) === null;
  return privately(
    [
      ...there.flatMap((other): readonly TextPart[] => [
        ...whereItStands(other, line, now),
        other.by ? ` ${where.startedBy(other.by.name)} ` : ' ',
      ]),
      say.among.becomes(several, build.version),
      `\n• ${say.among.replace(others, here, live, build.version)}`,
      ...(hasRoom ? [`\n• ${say.among.beside(others, here, live, build.version)}`] : []),
      `\n• ${say.among.inLine(others, build.version)}`,
    ],
    way(choice.replace, build, options, 'replace'),
    hasRoom ? way(choice.beside, build, options, 'beside') : null,
    way(choice.inLine, build, options, 'queued'),
    { kind: 'dismiss', label: choice.cancel },
  );
}

/** The way on for whoever came while a release moves. */
export function waitInLine(build: Build, options: Options): Choice {
  return way(choice.waitInLine, build, options, 'queued');
}

/** The same words once more, with what was chosen. */
export function way(
  label: string,
  { service, version }: Build,
  { servers, soakMs, despite, older, note }: Options,
  among: string,
): Choice {
  const chosen = [
    ...(servers === undefined ? [] : [`servers=${servers}`]),
    ...(soakMs === undefined ? [] : [`soak=${Math.round(soakMs / 1_000)}s`]),
    ...(despite.length === 0 ? [] : [`despite=${despite.join(',')}`]),
    ...(among === '' ? [] : [among]),
    ...(older ? ['older'] : []),
  ];
  const noted = note === '' ? [] : [`note=${note}`];
  return replyButton(label, 'prerelease', [service, version, ...chosen, ...noted].join(' '));
}

/** How many there are, where that is known of all. */
function usersOf(there: readonly Release[]): number | null {
  // Requests are not users: of traffic nobody is counted.
  const known = there.map(({ seen, plan }) =>
    plan.ways.moves === 'traffic' ? null : (seen?.newServers.users ?? null),
  );
  return known.includes(null) ? null : known.reduce<number>((sum, users) => sum + (users ?? 0), 0);
}
