import { signOff } from '../../release/approval/sign-off.ts';
import type { Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { crowdOf, roughly, shareOf } from '../blocks/crowd.ts';
import { capital, dot, esc } from '../blocks/esc.ts';
import { clock } from '../blocks/when.ts';
import { becauseWords } from '../../texts/because-words.ts';

const say = texts.home;

/** Where a release stands, in a few words after its name. */
export function stateWords(release: Release): string {
  const { phase, plan, watch } = release;
  switch (phase.kind) {
    case 'requested':
    case 'launching':
    case 'joining':
    case 'configuring':
    case 'verifying':
      return say.state.starting;
    case 'soaking':
      return say.state.soaking(plan.soakMs - watch.creditedMs);
    case 'waiting':
      return say.state.waiting(answerWords(release));
    case 'approved':
      return say.state.approved;
    case 'migrating':
      return say.state.moving(moved(release), phase.batch + 1, plan.batches.length);
    case 'watching':
      return say.state.watching;
    case 'retiring':
    case 'announcing':
      return say.state.retiring;
    default:
      return say.state[phase.kind];
  }
}

/** What is known of its health, and what stops it. */
export function healthWords({ countdown, hold, watch, phase }: Release): string {
  if (phase.kind === 'rolling-back' || phase.kind === 'stuck')
    return dot(capital(esc(becauseWords(phase.because), 150)));
  if (countdown)
    return say.health.countdown(
      clock(countdown.deadline),
      dot(esc(becauseWords(countdown.because), 120)),
    );
  if (hold)
    return say.health.held(clock(hold.until), esc(hold.by.name, 60), dot(esc(hold.reason, 100)));
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
