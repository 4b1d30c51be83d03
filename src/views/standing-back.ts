import type { Line } from '../release/line.ts';
import { nameOf } from '../release/outcome.ts';
import type { Release } from '../release/release.ts';
import { span } from './amount.ts';
import { capital, esc } from './esc.ts';
import { clock, utc, utcSeconds } from './when.ts';

/** Where a build stands, in the words of its card. The headline is plain, the rest is markup. */
export type Standing = { readonly headline: string; readonly state: string; readonly next: string; readonly action: string };

/** How it ended, in the words of the card; null while it is open. */
export function ended(release: Release, line: Line): Standing | null {
  const { phase, service } = release;
  const name = nameOf(release);
  const back = target(release);
  const over = (headline: string, state: string, next = 'Nothing'): Standing => ({ headline, state, next, action: '' });
  switch (phase.kind) {
    case 'live':
      return over(release.fast ? `${name} is live again for all users` : `${name} is live for all users`, `:white_check_mark: Live since ${clock(phase.at)}`);
    case 'carried':
      return over(`${name} went out to everyone`, ':white_check_mark: Released');
    case 'rolled-back':
      return over(`${name} was rolled back, ${back} is live`, `:leftwards_arrow_with_hook: ${why(phase.because)}`, line.lock?.release === release.id ? `Unlock: \`/release unlock ${service}\`` : 'Nothing');
    case 'declined':
      return over(`${name} was declined${phase.by ? ` by ${phase.by.name}` : ''}`, `:x: ${why(phase.because)}`, 'A new build');
    case 'expired':
      return over(`${name} got no approval`, `:x: Not released: no approval in ${span(release.plan.approvalTtlMs)}`, 'It can be pre-released again');
    case 'replaced':
      return over(`${name} was replaced`, `Never released: ${why(phase.because)}`);
    case 'stopped':
      return over(`${name} was stopped${phase.by ? ` by ${phase.by.name}` : ''}`, `:x: ${why(phase.because)}`, 'It can be pre-released again');
    case 'cancelled':
      if (release.kind === 'prerelease') return over(`${name} left the line`, `:x: ${why(phase.because)}`, 'It can be pre-released again');
      return over(`The release of ${name} was cancelled`, `:x: No users were moved: ${why(phase.because)}`, 'It can be released again');
    case 'failed':
      return over(`${name} stopped before it was done`, `:x: Failed: ${why(phase.because)}`, 'All users are where they were');
    default:
      return null;
  }
}

/** On the way back. */
export function rollingBack(release: Release): Standing | null {
  const { phase } = release;
  if (phase.kind !== 'rolling-back') return null;
  const users = phase.usersBackAt === null ? `All users go back to ${target(release)}` : `All users are back on ${target(release)}`;
  const soft = phase.end === 'rolled-back' || phase.end === 'failed' ? 'is rolling back' : 'is being taken back';
  return { headline: `${nameOf(release)} ${soft}`, state: `:rotating_light: ${why(phase.because)}`, next: `${users}; then its servers are retired`, action: '' };
}

/** A rollback is pending and people can still act. */
export function underPage(release: Release): Standing | null {
  const { countdown, phase } = release;
  if (!countdown || phase.kind === 'stuck') return null;
  const name = nameOf(release);
  const last = countdown.postponements.at(-1);
  if (last) return { headline: `Rollback of ${name} is postponed until ${utc(countdown.deadline)}`, state: `:double_vertical_bar: Postponed by ${esc(last.by.name, 40)}`, next: 'Rolls back then, unless it is healthy', action: '' };
  return { headline: `${name} rolls back at ${utcSeconds(countdown.deadline)}`, state: `:rotating_light: ${why(countdown.because)}`, next: 'Rolls back unless postponed', action: 'Postpone it or roll back now in its thread.' };
}

/** Something a person has to settle; the buttons say how. */
export function stuck(release: Release, because: string): Standing {
  return { headline: `${nameOf(release)} is stuck and needs a person`, state: `:rotating_light: ${why(because)}`, next: 'Retry, roll back, or finish it by hand', action: 'Open its thread.' };
}

/** Where users go or went back to. */
export function target(release: Release): string {
  return release.target?.version ?? 'the version before';
}

function why(because: string): string {
  return capital(esc(because, 160));
}
