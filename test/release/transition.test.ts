import * as fc from 'fast-check';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { blockedBecause, type Line } from '../../src/release/state/line.ts';
import { isOpen, type Release } from '../../src/release/state/release.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { TrafficShare } from '../../src/release/state/traffic-share.ts';
import { transition } from '../../src/release/transition.ts';
import { reasonWords } from '../../src/texts/reason-words.ts';
import { nextStep } from '../../src/release/servers/next-step.ts';
import { counterexample, frozen, servers } from './arbitrary.ts';
import { events } from './arbitrary-events.ts';
import { lines, releases } from './arbitrary-releases.ts';

const perhaps = fc.option(releases, { nil: null });
const laterMs = fc.nat(10_000_000);

describe('a transition', () => {
  it('answers every event in every phase, the same each time, and changes nothing given', () => {
    expect(
      counterexample(
        fc.property(
          lines,
          perhaps,
          fc.array(releases, { maxLength: 2 }),
          events,
          (line, release, others, event) => {
            const given = frozen([line, release, others, event] as const);
            const decision = transition(...given);
            return (
              isDeepStrictEqual(transition(...given), decision) &&
              (decision.kind !== 'refused' || reasonWords(decision.because) !== '')
            );
          },
        ),
      ),
    ).toBeNull();
  });

  it('leaves what has ended as it ended', () => {
    expect(
      counterexample(
        fc.property(lines, releases, events, (line, release, event) => {
          fc.pre(!isOpen(release));
          const decision = transition(line, release, [], event);
          return (
            decision.kind === 'refused' ||
            !decision.release ||
            isDeepStrictEqual(decision.release.phase, release.phase)
          );
        }),
      ),
    ).toBeNull();
  });

  it('never leaves a rollback but for its end', () => {
    expect(
      counterexample(
        fc.property(lines, releases, events, (line, release, event) => {
          const { phase } = release;
          fc.pre(phase.kind === 'rolling-back');
          const decision = transition(line, release, [], event);
          return (
            decision.kind === 'refused' ||
            !decision.release ||
            phase.kind !== 'rolling-back' ||
            ['rolling-back', phase.end].includes(decision.release.phase.kind)
          );
        }),
      ),
    ).toBeNull();
  });

  it('locks the line and bars the build with every rollback, in the same decision', () => {
    expect(
      counterexample(
        fc.property(lines, releases, events, (line, release, event) => {
          fc.pre(isOpen(release) && release.phase.kind !== 'rolling-back');
          const decision = transition(line, release, [], event);
          if (decision.kind !== 'moved' || decision.release?.phase.kind !== 'rolling-back')
            return true;
          const { end } = decision.release.phase;
          // A canary that follows its barred build locks nothing anew: somebody may have unlocked
          // the line since.
          const follows =
            release.kind === 'prerelease' && blockedBecause(line, release.build) !== null;
          const locked = end !== 'rolled-back' || follows || decision.line.lock !== null;
          const barred =
            !['rolled-back', 'declined'].includes(end) ||
            blockedBecause(decision.line, release.build) !== null;
          return decision.supersedes && locked && barred;
        }),
      ),
    ).toBeNull();
  });

  it('never has two releases moving', () => {
    expect(
      counterexample(
        fc.property(lines, perhaps, events, (line, release, event) => {
          const decision = transition(line, release, [], event);
          return (
            decision.kind !== 'moved' ||
            !decision.born ||
            decision.born.kind === 'prerelease' ||
            line.moving === null
          );
        }),
      ),
    ).toBeNull();
  });

  it('starts nothing but a return while the line is locked or frozen', () => {
    expect(
      counterexample(
        fc.property(lines, perhaps, events, (line, release, event) => {
          const shut = line.lock !== null || (line.freeze !== null && line.freeze.until > event.at);
          const decision = transition(line, release, [], event);
          return (
            !shut || decision.kind !== 'moved' || !decision.born || decision.born.kind === 'return'
          );
        }),
      ),
    ).toBeNull();
  });
});

/** What is on its way out already is only taken out of the balancer. */
const alive = (ids: readonly string[], there: readonly Server[]) =>
  there.filter((server) => ids.includes(server.id) && server.state !== 'leaving');

describe('a step', () => {
  it('is never forward once a release turned round', () => {
    expect(
      counterexample(
        fc.property(lines, releases, servers, laterMs, (line, release, there, later) => {
          fc.pre(release.phase.kind === 'rolling-back');
          const step = nextStep(line, release, there, release.at + later);
          const isMine = (id: string) =>
            there.some(
              (one) =>
                one.id === id &&
                one.release === release.id &&
                one.version === release.build.version,
            );
          const isCarried = (id: string) =>
            there.some((one) => one.id === id && release.carries.includes(one.release));
          if (!step) return true;
          switch (step.kind) {
            case 'launch':
            case 'prepare':
              return step.build.version === release.target?.version;
            case 'admit':
              return !step.ids.some(isMine);
            case 'migrate':
              return step.moves.every(({ id }) => isMine(id) || isCarried(id));
            case 'steer':
              return givesNoMore(line, release, step.shares, there);
            case 'swap':
              return step.build.version === release.target?.version;
            case 'protect':
              return step.on || step.ids.every((id) => isMine(id) || isCarried(id));
            default:
              return alive(step.ids, there).every(({ id }) => isMine(id) || isCarried(id));
          }
        }),
      ),
    ).toBeNull();
  });

  it('never destroys a server that is protected or has users', () => {
    expect(
      counterexample(
        fc.property(lines, releases, servers, laterMs, (line, release, there, later) => {
          const step = nextStep(line, release, there, release.at + later);
          const doomed = step?.kind === 'retire' ? alive(step.ids, there) : [];
          return doomed.every(
            (server) => !server.protected && (server.state !== 'ready' || isFree(release, server)),
          );
        }),
      ),
    ).toBeNull();
  });

  it('never takes users or old servers away while fewer new are ready than the fleet had', () => {
    expect(
      counterexample(
        fc.property(lines, releases, servers, laterMs, (line, release, there, later) => {
          fc.pre(release.kind !== 'prerelease' && release.phase.kind !== 'rolling-back');
          const step = nextStep(line, release, there, release.at + later);
          const fresh = there.filter(
            (one) =>
              one.release === release.id &&
              one.version === release.build.version &&
              one.state === 'ready',
          ).length;
          const takes =
            step?.kind === 'migrate' ||
            (step?.kind === 'retire' && alive(step.ids, there).length > 0);
          return !takes || fresh >= release.capacity;
        }),
      ),
    ).toBeNull();
  });

  it('closes no more servers than may be missed', () => {
    expect(
      counterexample(
        fc.property(lines, releases, servers, laterMs, (line, release, there, later) => {
          fc.pre(release.kind !== 'prerelease');
          const step = nextStep(line, release, there, release.at + later);
          if (step?.kind !== 'close') return true;
          const isOfIt = (one: (typeof there)[number]) =>
            (one.release === release.id && one.version === release.build.version) ||
            one.version === release.target?.version;
          const open = there.filter(
            (one) =>
              one.state === 'ready' &&
              one.joined &&
              one.admits &&
              isOfIt(one) &&
              !release.carries.includes(one.release),
          );
          const after = open.filter(({ id }) => !step.ids.includes(id)).length;
          return after >= release.capacity || after === open.length;
        }),
      ),
    ).toBeNull();
  });
});

/** Nobody is on it and nobody comes; where traffic is steered, no count of users is needed. */
function isFree({ plan }: Release, { users, share, admits }: Server): boolean {
  const shut = share === 0 || (share === null && !admits);
  return plan.ways.moves === 'traffic' ? shut && !users : users === 0;
}

/** No server of its own gets more by it than it shows. */
function isOfGroup(one: Pick<TrafficShare, 'release' | 'version'>, other: Server): boolean {
  return one.release === other.release && one.version === other.version;
}

function givesNoMore(
  { split }: Line,
  { id, build, carries }: Release,
  shares: readonly TrafficShare[],
  there: readonly Server[],
): boolean {
  return shares
    .filter((one) =>
      one.release === id ? one.version === build.version : carries.includes(one.release),
    )
    .every(({ share }) => {
      const before = there
        .filter((one) => one.release === id || carries.includes(one.release))
        .map((one) => one.share ?? (one.state === 'ready' ? 1 : 0));
      // One that no list shows has what was last asked for it, as far as anybody can tell.
      const hidden = split
        .filter((one) => one.release === id || carries.includes(one.release))
        .filter((one) => !there.some((other) => isOfGroup(one, other)))
        .map((one) => one.asked?.share ?? one.read);
      const has = [...before, ...hidden].reduce((sum, one) => sum + one, 0);
      return share <= has + 1e-9;
    });
}
