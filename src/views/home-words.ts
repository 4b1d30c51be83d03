import { signOff } from '../release/approvals.ts';
import type { Release } from '../release/release.ts';
import { count, left, many, span } from './amount.ts';
import { crowdOf, roughly } from './crowd.ts';
import { capital, dot, esc } from './esc.ts';
import { clock } from './when.ts';

/** Where a release stands, in a few words after its name. */
export function stateWords(release: Release): string {
  const { phase, plan, watch } = release;
  switch (phase.kind) {
    case 'requested':
    case 'launching':
    case 'joining':
    case 'configuring':
    case 'verifying':
      return 'starting servers';
    case 'soaking':
      return `soaking, ${left(plan.soakMs - watch.creditedMs)} left`;
    case 'waiting':
      return `waits for approval, ${answers(release)}`;
    case 'approved':
      return 'approved, its release is next';
    case 'migrating':
      return `releasing, ${moved(release)}batch ${phase.batch + 1} of ${plan.batches.length}`;
    case 'watching':
      return 'everyone is on it, watched';
    case 'retiring':
    case 'announcing':
      return 'everyone is on it, old servers leave';
    case 'rolling-back':
      return 'rolling back';
    case 'stuck':
      return 'stuck';
    default:
      return phase.kind;
  }
}

/** What is known of its health, and what stops it. */
export function healthWords({ countdown, hold, watch, phase }: Release): string {
  if (phase.kind === 'rolling-back' || phase.kind === 'stuck') return dot(capital(esc(phase.because, 150)));
  if (countdown) return `Users go back ${clock(countdown.deadline)}: ${dot(esc(countdown.because, 120))}`;
  if (hold) return `On hold until ${clock(hold.until)} by ${esc(hold.by.name, 60)}: ${dot(esc(hold.reason, 100))}`;
  switch (watch.verdict?.kind) {
    case 'healthy':
      return 'Healthy.';
    case 'unhealthy':
      return 'Errors rose.';
    case 'undecided':
      return 'Davy cannot tell whether it is healthy.';
    default:
      return 'Nothing measured yet.';
  }
}

/** How many of the people who are asked have answered. */
export function answers(release: Release): string {
  const words = signOff(release, release.watch.measuredAt ?? release.at, null);
  const given = words.reduce((sum, word) => sum + Math.min(word.by.length, word.of), 0);
  return `${given} of ${words.reduce((sum, { of }) => sum + of, 0)}`;
}

/** What somebody is asked for, with what speaks for it. */
export function askWords(release: Release): string {
  const { phase, by, plan } = release;
  const waited = 'since' in phase ? ` since ${clock(phase.since)}` : '';
  return `${answers(release)} approvals · ${by ? `asked by ${esc(by.name, 60)}` : 'asked by Davy'}${waited} · soak of ${span(plan.soakMs)} passed`;
}

function moved(release: Release): string {
  const { moved: mine, all } = crowdOf(release);
  return mine === null || all === null ? '' : `${count(roughly(mine))} of ${many(roughly(all), 'user')}, `;
}
