import { soakLeft } from '../../release/seen/soak-left.ts';
import { signOff } from '../../release/approval/sign-off.ts';
import { blockedBecause, type Line, servedBefore } from '../../release/state/line.ts';
import { howItStands } from '../../release/seen/stands.ts';
import { hasImage, isOlder } from '../../release/state/build.ts';
import { imageStanding } from './image.ts';
import { goesOutAt } from '../../release/start/daily-slot.ts';
import { nameOf } from '../../release/state/outcome.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { esc } from '../blocks/esc.ts';
import { companions, listedTogether } from '../approval/goes-on.ts';
import {
  behindJob,
  ended,
  notForward,
  signed,
  type Standing,
  stuckStanding,
  target,
} from './standing-back.ts';
import { releaseStanding } from './standing-release.ts';
import type { GoesWith, ThreadFacts } from '../thread-facts.ts';
import { verdictWords } from '../watch/verdict-words.ts';
import { clock, day, utcDay } from '../blocks/when.ts';
import { becauseWords } from '../../texts/because-words.ts';

/**
 * The card speaks of the release once there is one, of the pre-release before, of the build alone
 * before that.
 */
export function standingOf(facts: ThreadFacts): Standing {
  const { release, prerelease, line } = facts;
  if (hasServed(facts)) return buildStanding(facts);
  if (prerelease && facts.goesWith && isTogether(facts.goesWith))
    return carriedBy(prerelease, facts.goesWith, line);
  if (release)
    return notForward(release, line) ?? behindJob(release, line) ?? releaseStanding(release);
  if (prerelease)
    return (
      notForward(prerelease, line) ??
      behindJob(prerelease, line) ??
      prereleaseStandingTexts(prerelease, facts.now)
    );
  return buildStanding(facts);
}

/** With slots it says when it goes out; once cancelled or tried, that it waits for a person. */
function approved(release: Release, since: number, now: number): Standing {
  const say = texts.standing.prerelease;
  const slot = release.startAttempted ? null : goesOutAt(release.plan, since, now);
  return slot === null || slot <= now
    ? signed('white_check_mark', say.approved(nameOf(release)))
    : signed('white_check_mark', say.queuedFor(nameOf(release), day(slot), release.service));
}

/**
 * It goes out with others, and the thread of that release tells the rest. The newest build is what
 * is live afterwards.
 */
function carriedBy(prerelease: Release, goesWith: GoesWith, line: Line): Standing {
  const { release } = goesWith;
  const version = esc(release.build.version, 60);
  const say = texts.standing.carried;
  const headline = texts.carrying[listedTogether(goesWith)](
    nameOf(prerelease),
    companions(goesWith, prerelease),
  );
  if (release.phase.kind === 'live')
    return release.build.version === prerelease.build.version
      ? (ended(release, line) ?? signed('white_check_mark', say.out(headline, version)))
      : signed('white_check_mark', say.out(headline, version));
  const over = notForward(prerelease, line);
  if (over) return over;
  return release.phase.kind === 'rolling-back'
    ? signed('leftwards_arrow_with_hook', say.back(headline, version, esc(target(release), 60)))
    : signed('large_blue_circle', say.going(headline, version));
}

/**
 * What was cancelled, failed or went back is over for those it carried: each stands for itself
 * again.
 */
function isTogether(goesWith: GoesWith): boolean {
  return (
    listedTogether(goesWith) !== 'left' &&
    (isOpen(goesWith.release) || goesWith.release.phase.kind === 'live')
  );
}

/** Its release was the last word until another build took its place. */
function hasServed({ release, goesWith, build, line }: ThreadFacts): boolean {
  const last =
    release ?? (goesWith?.release.build.version === build.version ? goesWith.release : null);
  return last?.phase.kind === 'live' && line.live !== null && line.live.version !== build.version;
}

function buildStanding(facts: ThreadFacts): Standing {
  const { build, line, service } = facts;
  const name = `${build.service} ${build.version}`;
  const bar = blockedBecause(line, build);
  const say = texts.standing.build;
  if (line.live?.version === build.version) return signed('white_check_mark', say.live(name));
  if (bar !== null) return signed('x', say.barred(name, esc(becauseWords(bar), 120)));
  if (line.live && (hasServed(facts) || servedBefore(line, build)))
    return {
      ...say.served(
        name,
        esc(line.live.version, 60),
        line.lastGood[0]?.version === build.version ? service.name : null,
      ),
    };
  if (build.checks.failed > 0) return signed('x', say.failedChecks(name, build.checks.failed));
  if (!hasImage(build)) return imageStanding(facts, name);
  if (line.lock) return signed('hourglass_flowing_sand', say.locked(name, service.name));
  if (line.freeze && line.freeze.until > facts.now)
    return signed(
      'hourglass_flowing_sand',
      say.frozen(
        name,
        service.name,
        utcDay(line.freeze.until),
        day(line.freeze.until),
        esc(line.freeze.reason, 80),
      ),
    );
  if (!line.live) return signed('hourglass_flowing_sand', say.unknown(name, service.name));
  if (isOlder(build, line.live)) return { ...say.older(name, esc(line.live.version, 60)) };
  const [other] = facts.elsewhere ?? [];
  if (!other) return signed('hourglass_flowing_sand', say.ready(name));
  const why = esc(becauseWords(other.because), 120);
  return signed('hourglass_flowing_sand', say.elsewhere(name, other.line, why));
}

/** Pre-release phases that go forward. */
function prereleaseStandingTexts(release: Release, now: number): Standing {
  const name = nameOf(release);
  const { phase, plan } = release;
  const { stop } = howItStands(release);
  const say = texts.standing.prerelease;
  if (stop?.kind === 'stuck') return stuckStanding(release, stop.because);
  if (stop?.kind === 'hold') {
    const { hold } = stop;
    return signed(
      'double_vertical_bar',
      say.held(name, clock(hold.until), esc(hold.by.name, 40), esc(hold.reason, 80)),
    );
  }
  switch (phase.kind) {
    case 'soaking':
      return soaking(release, now);
    case 'waiting':
      return waiting(release, now);
    case 'approved':
      return approved(release, phase.since, now);
    case 'queued':
      return signed('hourglass_flowing_sand', say.queued(name, plan.servers));
    case 'requested':
      return signed('hourglass_flowing_sand', say.requested(name, plan.servers));
    default:
      return signed('large_blue_circle', say.starting(name, plan.soakMs));
  }
}

function soaking(release: Release, now: number): Standing {
  const { plan } = release;
  const say = texts.standing.prerelease;
  const words = verdictWords(release);
  return {
    headline: say.soaking(nameOf(release), words.short, soakLeft(release)),
    state: `${words.sign} ${words.word}`,
    next: plan.automatic ? say.nextRelease : early(release, now),
    action: '',
  };
}

function waiting(release: Release, now: number): Standing {
  const words = signOff(release, now, null);
  const given = words.reduce((sum, { by, of }) => sum + Math.min(by.length, of), 0);
  const needed = words.reduce((sum, { of }) => sum + of, 0);
  const open = words.filter(({ by, of }) => by.length < of).map(({ team }) => esc(team, 40));
  return signed(
    'hourglass_flowing_sand',
    texts.standing.prerelease.waiting(nameOf(release), given, needed, open),
  );
}

/**
 * Words given before the soak is over count when it is; teams are plain names here, because only
 * the approval message calls them.
 */
function early(release: Release, now: number): string {
  const words = signOff(release, now, null);
  const given = words.reduce((sum, { by, of }) => sum + Math.min(by.length, of), 0);
  return texts.standing.prerelease.nextApproval(
    words.map(({ team }) => esc(team, 40)),
    given,
    words.reduce((sum, { of }) => sum + of, 0),
  );
}
