import type { Decision, Effect, Refusal, RefusalCode } from './decision.ts';
import type { GivenImage } from './image.ts';
import type { KnownIssue } from './known-issue.ts';
import type { Line } from './line.ts';
import type { Because } from './because.ts';
import type { Person } from './people.ts';
import type { Reasons } from './reason.ts';
import type { Release } from './release.ts';
import { harmDone } from './harm.ts';
import type { End, Phase } from './phase.ts';
import type { Cause } from './said.ts';
import { takenAsAsked } from './traffic-share.ts';

/** Says no, and why: which sentence of the catalogue, with what values. */
export function refuse<Key extends keyof Reasons>(
  code: RefusalCode,
  says: Key,
  ...values: Reasons[Key]
): Refusal {
  return { kind: 'refused', code, because: { says, values } };
}

/** Says yes: the event counts, these are the new states. */
export function moved(
  line: Line,
  release: Release | null,
  more: {
    born?: Release;
    effects?: readonly Effect[];
    supersedes?: boolean;
    known?: readonly KnownIssue[];
    given?: readonly GivenImage[];
  } = {},
): Decision {
  return {
    kind: 'moved',
    line,
    release,
    born: more.born ?? null,
    effects: more.effects ?? [],
    supersedes: more.supersedes ?? false,
    ...(more.known ? { known: more.known } : {}),
    ...(more.given ? { given: more.given } : {}),
  };
}

/** Keeps what was measured without calling it an event. */
export function measuredOnly(line: Line, release: Release): Decision {
  return { kind: 'measured-only', line, release };
}

/** The same release in its next phase. */
export function inPhase(release: Release, phase: Phase): Release {
  return { ...release, phase };
}

/**
 * After a hold or a page the time a phase may take begins anew: it stood still because people said
 * so. A job that is down stood still for nobody: its time runs on.
 */
export function continues(release: Release, at: number): Release {
  const { phase } = release;
  const timed = [
    'launching',
    'joining',
    'configuring',
    'verifying',
    'migrating',
    'watching',
    'swapping',
    'retiring',
  ];
  const isDown = release.singles.some(({ begun, downSince }) => begun && downSince !== null);
  return 'since' in phase && timed.includes(phase.kind) && !isDown
    ? inPhase(release, { ...phase, since: at })
    : release;
}

/** How people call it. */
export function nameOf(release: Release): string {
  return `${release.service} ${release.build.version}`;
}

/**
 * Turns round. Waiting forward effects are void, nothing forward follows, and after a real rollback
 * the line stays locked and the build barred until a person says otherwise.
 */
export function rollBack(
  line: Line,
  release: Release,
  at: number,
  cause: Cause,
  end: End,
  teams: readonly string[] = release.plan.signOff.map(({ team }) => team),
): Decision {
  const next = lineAfter(line, release, at, cause, end, teams);
  // Nothing of it was ever started: there is no way back to go.
  if (release.phase.kind === 'queued')
    return moved(next, {
      ...inPhase(release, { kind: end, at, ...cause }),
      hold: null,
      rev: release.rev + 1,
    });
  const swapped = release.singles.flatMap(({ name, begun }) => (begun ? [name] : []));
  const harm = end === 'rolled-back' ? harmDone(release, at) : null;
  const unseen = mayHideServers(release) ? ({ unseen: true } as const) : {};
  const phase: Phase = {
    kind: 'rolling-back',
    since: at,
    ...cause,
    end,
    usersBackAt: null,
    unprotectedAt: null,
    calmSince: null,
    ...(harm ? { harm } : {}),
    ...unseen,
    ...(swapped.length > 0 ? { swapped } : {}),
  };
  // What was asked for on the way forward is waited for no longer.
  const split = next.split.map((one) => (one.asked?.by === release.id ? takenAsAsked(one) : one));
  return moved(
    { ...next, split },
    {
      ...inPhase(release, phase),
      hold: null,
      watch: { ...release.watch, undecidedTold: false },
      rev: release.rev + 1,
    },
    { supersedes: true },
  );
}

/** What the line remembers of it: the lock, who came back along, and the bar on the build. */
function lineAfter(
  line: Line,
  release: Release,
  at: number,
  cause: Cause,
  end: End,
  teams: readonly string[],
): Line {
  const barred = end === 'rolled-back' || end === 'declined';
  const { because, by } = cause;
  const { version, image, commit } = release.build;
  return {
    ...line,
    lock:
      end === 'rolled-back'
        ? (line.lock ?? {
            reason: { kind: 'was-rolled-back', name: nameOf(release), because },
            since: at,
            release: release.id,
          })
        : line.lock,
    recalled: [
      ...line.recalled.filter((one) => one.release !== release.id),
      ...(end === 'rolled-back' ? alongBack(release, because, by) : []),
    ],
    blocked:
      barred && !line.blocked.some((bar) => bar.version === version)
        ? [...line.blocked, { version, image, because, commit, teams, at }]
        : line.blocked,
  };
}

/**
 * Pre-releases of other builds that a release carried come back with it. Nothing is known against
 * them alone, so they are not barred.
 */
function alongBack(release: Release, because: Because, by: Person | null): Line['recalled'] {
  return release.carries.slice(1).map((id) => ({
    release: id,
    because: { kind: 'rolled-back-with', name: nameOf(release), because },
    by,
    end: 'stopped',
  }));
}

/** While servers are being started, some may be ordered that no look has shown yet. */
function mayHideServers({ phase, kind, plan, capacity, seen }: Release): boolean {
  const from = phase.kind === 'stuck' ? phase.from : phase;
  return (
    from.kind === 'launching' &&
    (seen?.newServers.servers ?? 0) < (kind !== 'prerelease' ? capacity : plan.servers)
  );
}
