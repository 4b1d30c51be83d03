import { blockedBecause, type Line } from '../state/line.ts';
import { recallOf } from './recall.ts';
import { isOpen, type Release } from '../state/release.ts';

/**
 * Pre-releases that are in production or on their way there; those in line and those coming back,
 * or about to, are not.
 */
export function inProduction(line: Line, others: readonly Release[]): readonly Release[] {
  return others.filter(
    (other) =>
      other.kind === 'prerelease' &&
      isOpen(other) &&
      other.phase.kind !== 'queued' &&
      other.phase.kind !== 'rolling-back' &&
      !turnsRound(line, other),
  );
}

/** The line has decided already, and its next look carries that out. */
function turnsRound(line: Line, one: Release): boolean {
  return (
    !line.moving?.carries.includes(one.id) &&
    (recallOf(line, one) !== null || blockedBecause(line, one.build) !== null)
  );
}

/** It still serves users, and turns round at its next look: until then nothing starts beside it. */
export function isAboutToTurn(line: Line, one: Release): boolean {
  const { kind, phase } = one;
  return (
    kind === 'prerelease' &&
    isOpen(one) &&
    phase.kind !== 'queued' &&
    phase.kind !== 'rolling-back' &&
    turnsRound(line, one)
  );
}

/**
 * Whether a pre-release in line may go: nobody is in production, nobody is still coming back, and
 * nobody has waited longer.
 */
export function isNext(release: Release, others: readonly Release[]): boolean {
  const before = (other: Release) =>
    other.phase.kind !== 'queued' ||
    other.at < release.at ||
    (other.at === release.at && other.id < release.id);
  return !others.some((other) => other.kind === 'prerelease' && isOpen(other) && before(other));
}
