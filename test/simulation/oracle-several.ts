import { isOpen, type Release } from '../../src/release/state/release.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Decided, Oracle } from './oracle.ts';

/** A pre-release that was told to come back turns round within this. */
const turnsWithinMs = 3 * 60_000;

/** What must hold of several pre-releases of one service, at the moment it is recorded. */
export function checkSeveral(oracle: Oracle, { event, decision, release, others }: Decided): void {
  if (decision.kind !== 'moved') return;
  const there = others.filter(
    (other) =>
      other.kind === 'prerelease' &&
      isOpen(other) &&
      !['queued', 'rolling-back'].includes(other.phase.kind),
  );
  if (event.kind === 'prerelease-requested' && decision.born) {
    if (event.among === 'alone' && there.length > 0)
      oracle.broken(
        5,
        `${decision.born.id} starts beside ${there.map(({ id }) => id).join(', ')}, and ` +
          'nobody was asked',
      );
    if (event.among === 'in-line' && there.length > 0 && decision.born.phase.kind !== 'queued')
      oracle.broken(5, `${decision.born.id} jumps the line`);
    if (
      event.among === 'replace' &&
      there.some(({ id }) => !decision.line.recalled.some((one) => one.release === id))
    )
      oracle.broken(5, `${decision.born.id} replaces, and a pre-release stays`);
  }
  const leaves = release?.phase.kind === 'queued' && decision.release?.phase.kind === 'requested';
  if (
    leaves &&
    others.some(
      (other) => other.kind === 'prerelease' && isOpen(other) && other.phase.kind !== 'queued',
    )
  )
    oracle.broken(5, `${release.id} leaves the line while another pre-release is in production`);
}

/** Whoever was replaced has come back, or is on the way. */
export function checkRecalled(oracle: Oracle, line: Line, open: readonly Release[]): void {
  for (const { release } of line.recalled) {
    const there = open.find(({ id, phase }) => id === release && phase.kind !== 'rolling-back');
    if (
      there &&
      !line.moving?.carries.includes(release) &&
      oracle.now() - (oracle.known.get(release)?.movedAt ?? 0) > turnsWithinMs
    )
      oracle.broken(14, `${release} was recalled and is ${there.phase.kind}`);
  }
}
