import { soakLeft } from '../../release/seen/soak-left.ts';
import { signOff } from '../../release/approval/sign-off.ts';
import { howItStands } from '../../release/seen/stands.ts';
import type { Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { crowdOf, lessThanAll, shareOf } from '../../release/state/crowd.ts';
import { roughly } from '../blocks/crowd.ts';
import { capital, dot, esc } from '../blocks/esc.ts';
import { clock } from '../blocks/when.ts';
import { becauseWords } from '../../texts/because-words.ts';

const say = texts.home;

/** Where a release stands, in a few words after its name. */
export function stateWords(release: Release): string {
  const { phase, plan } = release;
  const { batch } = howItStands(release);
  const has = say.state.has(lessThanAll(release), plan.ways.moves);
  switch (phase.kind) {
    case 'requested':
    case 'launching':
    case 'joining':
    case 'configuring':
    case 'verifying':
      return say.state.starting;
    case 'soaking':
      return say.state.soaking(soakLeft(release));
    case 'waiting':
      return say.state.waiting(answerWords(release));
    case 'approved':
      return say.state.approved;
    case 'migrating':
      return say.state.moving(moved(release), batch?.number ?? 1, batch?.of ?? 1);
    case 'watching':
    case 'swapping':
    case 'retiring':
      return say.state[phase.kind](has);
    case 'announcing':
      return say.state.retiring(has);
    default:
      return say.state[phase.kind];
  }
}

/** What is known of its health, and what stops it. */
export function healthWords(release: Release): string {
  const { watch, phase } = release;
  const { stop } = howItStands(release);
  if (phase.kind === 'rolling-back' || phase.kind === 'stuck')
    return dot(capital(esc(becauseWords(phase.because), 150)));
  if (stop?.kind === 'countdown')
    return say.health.countdown(
      clock(stop.countdown.deadline),
      dot(esc(becauseWords(stop.countdown.because), 120)),
    );
  if (stop?.kind === 'hold') {
    const { until, by, reason } = stop.hold;
    return say.health.held(clock(until), esc(by.name, 60), dot(esc(reason, 100)));
  }
  return say.health[watch.verdict?.kind ?? 'unmeasured'];
}

/** How many of the people who are asked have answered. */
export function answerWords(release: Release): string {
  const words = signOff(release, release.watch.measuredAt ?? release.at, null);
  const given = words.reduce((sum, word) => sum + Math.min(word.by.length, word.of), 0);
  return say.answers(
    given,
    words.reduce((sum, { of }) => sum + of, 0),
  );
}

/** What somebody is asked for, with what speaks for it. */
export function askWords(release: Release): string {
  const { phase, by, plan } = release;
  return say.asked(
    answerWords(release),
    by && esc(by.name, 60),
    'since' in phase ? clock(phase.since) : null,
    plan.soakMs,
  );
}

function moved(release: Release): string | null {
  const share = shareOf(release);
  if (release.plan.ways.moves === 'traffic') return share === null ? null : say.state.share(share);
  const { moved: mine, all } = crowdOf(release);
  return mine === null || all === null ? null : say.state.moved(roughly(mine), roughly(all));
}
