import type { Because, Said, troubles } from '../../release/state/because.ts';
import { many } from './amount.ts';
import { planChanged } from './plan-changed.ts';
import { feltText } from './felt.ts';
import { singleStands } from './singles.ts';
import { signalText } from './signal.ts';

/** Why something ended, turned round, is stuck, locked or blocked; no sentence of its own. */
export function becauseText(because: Because): string {
  switch (because.kind) {
    case 'words':
      return because.text;
    case 'said':
      return saidText(because);
    case 'unhealthy':
      return unhealthyText(because);
    case 'not-approved-in-time':
      return 'nobody approved it in time';
    case 'checks-failed':
      return `CI says now that it failed ${many(because.failed, 'check')}`;
    case 'went-live':
      return `${because.name} went live`;
    case 'replaced':
      return `${because.who} replaced it by ${because.name}`;
    case 'rolled-back-with':
      return `rolled back with ${because.name}: ${becauseText(because.because)}`;
    case 'was-rolled-back':
      return wasRolledBack(because.name, because.because);
    case 'was-finished-by-hand':
      return `${because.name} was ${saidText(because.said)}. Check what is live, then unlock`;
    case 'plan-changed':
      return planChanged(because);
    case 'contains-blocked':
      return `${because.version}, which it contains, was blocked: ${becauseText(because.because)}`;
    case 'reconnects-failed':
      return `${tenths(because.share)} of reconnects failed, max ${tenths(because.max)}`;
    case 'not-configured':
      return notConfiguredText(because);
    case 'no-capacity':
      return (
        `no capacity for ${many(because.servers, 'server')}, after ` +
        `${many(because.tries, 'try', 'tries')}: ${because.said}`
      );
    case 'single-stands':
      return singleStands(because);
    default:
      return troubleTexts[because.kind];
  }
}

const troubleTexts: { readonly [Trouble in (typeof troubles)[number]]: string } = {
  'servers-not-ready': 'its servers did not become ready in time',
  'no-user-comes': 'no user comes to its new servers',
  'users-do-not-move': 'its users do not move to the new servers',
  'users-stay': 'users stay on the old servers',
  'traffic-does-not-move': 'its servers do not get their share of traffic',
  'traffic-stays': 'the old servers still get traffic',
  'old-servers-stay': 'its old servers do not go away',
  'way-back-takes-long': 'users cannot be brought back, or its servers do not go away',
  'canary-gone': 'its canary server is gone, and Davy did not take it away',
  fault: 'an unknown fault',
};

/** What somebody did and why, where the sentence around it does not name them. */
function saidText(said: Said): string {
  return saidTexts[said.act](said.who, reasonText(said));
}

/** What the page was for that somebody answered, and the reason that they gave. */
export function reasonText({ reason, cause }: Pick<Said, 'reason' | 'cause'>): string {
  return cause === undefined ? reason : `${becauseText(cause)} (${reason})`;
}

const saidTexts: { readonly [Act in Said['act']]: (who: string, reason: string) => string } = {
  asked: (who, reason) => `${who}: ${reason}`,
  stopped: (who, reason) => `stopped by ${who}: ${reason}`,
  declined: (who, reason) => `declined by ${who}: ${reason}`,
  cancelled: (who, reason) => `cancelled by ${who}: ${reason}`,
  'finished-by-hand': (who, reason) => `finished by hand by ${who}: ${reason}`,
  returned: (who, reason) => `rolled back by ${who}: ${reason}`,
};

function wasRolledBack(name: string, because: Because): string {
  return because.kind === 'said' && because.act === 'returned'
    ? `${name} was ${saidText(because)}`
    : `${name} was rolled back: ${becauseText(because)}`;
}

/** As people say it, where that was counted; what it does not tell, as it was measured. */
function unhealthyText({
  signals,
  felt,
  postponed,
}: Extract<Because, { kind: 'unhealthy' }>): string {
  const rest = signals.filter(({ signal }) => felt?.tells.includes(signal) !== true);
  const reasons = [...(felt ? [feltText(felt)] : []), ...rest.map(signalText)].join('; ');
  switch (postponed) {
    case 'fatal':
      return `a fatal error ended the postponement: ${reasons}`;
    case 'twice-as-bad':
      return `twice as bad as when it was postponed: ${reasons}`;
    default:
      return reasons;
  }
}

/** Servers came up; what was to make them ready did not. */
function notConfiguredText({
  failed,
  late,
  of,
}: Extract<Because, { kind: 'not-configured' }>): string {
  const words = [
    ...(failed > 0 ? [`could not be configured on ${failed}`] : []),
    ...(late > 0 ? [`took too long to configure on ${late}`] : []),
  ];
  return `it ${words.join(' and ')} of ${many(of, 'server')}`;
}

/** Failures are few: 0.4% is not nought. */
function tenths(share: number): string {
  return `${Math.round(share * 1_000) / 10}%`;
}
