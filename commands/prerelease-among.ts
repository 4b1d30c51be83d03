import type { Build } from '../src/release/build.ts';
import { namesOf } from '../src/release/among.ts';
import type { Line } from '../src/release/line.ts';
import type { Release } from '../src/release/release.ts';
import { button, type Choice, type Part, type Reply, whisper } from '../src/slack/command.ts';
import type { Options } from './prerelease-options.ts';
import { standing, stop } from './say.ts';

/** Another build is in production: before anything starts, its starter chooses what becomes of that one, and reads what users get and where a rollback goes. */
export function askAmong(there: readonly Release[], build: Build, options: Options, line: Line, now: number): Reply {
  const several = there.length > 1;
  const live = line.live?.version ?? 'what is live';
  const others = namesOf(there);
  const [leave, they, their, stay, have] = several ? ['leave', 'are', 'their', 'stay', 'have'] : ['leaves', 'is', 'its', 'stays', 'has'];
  return whisper(
    [
      ...there.flatMap((other): readonly Part[] => [...standing(other, now), other.by ? ` ${stop(`Started by ${other.by.name}`)} ` : ' ']),
      `What becomes of ${several ? 'them' : 'it'} when ${build.version} starts?`,
      `\n• Replace: ${others} ${leave} production and ${they} never released; ${their} users${counted(there)} go back to ${live}. Then a share of all users gets ${build.version}, and a rollback returns them to ${live}.`,
      `\n• Beside: ${others} ${stay} with ${their} users${counted(there)}; others get ${build.version}. Each build is judged alone, and a rollback of either returns its users to ${live}.`,
      `\n• In line: nobody gets ${build.version} yet. It starts by itself when ${others} ${have} left production.`,
    ],
    choice('Replace', build, options, 'replace'), choice('Beside', build, options, 'beside'), choice('In Line', build, options, 'in-line'),
    { kind: 'dismiss', label: 'Cancel' },
  );
}

/** The way on for whoever came while a release moves. */
export function waitInLine(build: Build, options: Options): Choice {
  return choice('Wait in Line', build, options, 'in-line');
}

function choice(label: string, { service, version }: Build, { servers, soakMs, note }: Options, among: string): Choice {
  const chosen = [...(servers === undefined ? [] : [`servers=${servers}`]), ...(soakMs === undefined ? [] : [`soak=${Math.round(soakMs / 1_000)}s`])];
  return button(label, 'prerelease', [service, version, ...chosen, among, note].join(' ').trim());
}

/** How many there are, where that is known of all. */
function counted(there: readonly Release[]): string {
  const known = there.map((release) => release.seen?.mine.users ?? null);
  return known.includes(null) ? '' : ` (${known.reduce<number>((sum, users) => sum + (users ?? 0), 0)})`;
}
