import { isOpen, type Release } from '../state/release.ts';
import { isHere, type Server } from '../state/servers.ts';

/**
 * Servers whose protection a release switched off before somebody finished it by hand: it cannot
 * put it back any more, and whoever finished it never took it off. Its own servers are for people.
 */
export function leftUnguarded(
  releases: readonly Release[],
  servers: readonly Server[],
): readonly string[] {
  const open = releases.filter(isOpen);
  const byHand = releases.filter(wasFinishedByHand);
  return servers.flatMap(({ id, release, protected: isGuarded, state }) => {
    const isLent = byHand.some(
      (one) => one.id !== release && one.known.some((known) => known.id === id),
    );
    const isInUse = open.some(
      (one) => one.id === release || one.known.some((known) => known.id === id),
    );
    return isGuarded === false && isHere({ state }) && isLent && !isInUse ? [id] : [];
  });
}

/** Whoever finished a release by hand knows what they left there. */
export function wasFinishedByHand({ phase }: Release): boolean {
  return (
    'because' in phase && phase.because.kind === 'said' && phase.because.act === 'finished-by-hand'
  );
}
