import { isOpen, type Release } from '../state/release.ts';
import { isHere, type Server } from '../state/servers.ts';
import { isShown, type Sides } from './sides.ts';

/**
 * The release with the servers that a look found protected: whatever becomes of it, it leaves them
 * so. It is remembered from the first look on, because a call that takes protection off may follow
 * a look that was told before anybody knew that old servers go.
 */
export function withGuarded(release: Release, { oldServers }: Sides): Release {
  const { id, kind, phase, guarded } = release;
  if (kind === 'prerelease' || phase.kind === 'rolling-back') return release;
  const news = oldServers.flatMap((server) =>
    isShown(server) &&
    server.protected === true &&
    server.release !== id &&
    !guarded.includes(server.id)
      ? [server.id]
      : [],
  );
  return news.length > 0 ? { ...release, guarded: [...guarded, ...news] } : release;
}

/** Those it found protected that a look does not show protected again. */
export function unguardedStill(
  { guarded }: Release,
  oldServers: readonly Server[],
): readonly string[] {
  const again = new Set(
    oldServers.flatMap((one) => (isShown(one) && one.protected === true ? [one.id] : [])),
  );
  return guarded.filter((id) => !again.has(id));
}

/**
 * Servers whose protection a release switched off and did not put back before it was over: somebody
 * finished it by hand, or they did not answer on its way back. The newest release that knew one
 * says how it was found. Its own servers are for people, as are those of canaries that are over; a
 * canary that goes on needs its own protected, and never touches others.
 */
export function leftUnguarded(
  releases: readonly Release[],
  servers: readonly Server[],
): readonly string[] {
  const open = releases.filter(isOpen);
  const over = releases.filter((one) => one.kind !== 'prerelease' && !isOpen(one));
  const knows = ({ known, guarded }: Release, id: string) =>
    guarded.includes(id) || known.some((one) => one.id === id);
  return servers.flatMap(({ id, release, protected: isGuarded, state }) => {
    const isOver = releases.some(
      (one) => one.id === release && one.kind === 'prerelease' && !isOpen(one),
    );
    if (isGuarded !== false || !isHere({ state }) || isOver) return [];
    const isLent = over.find((one) => knows(one, id))?.guarded.includes(id) === true;
    const isInUse = open.some((one) =>
      one.kind === 'prerelease'
        ? one.id === release && one.phase.kind === 'rolling-back'
        : one.id === release || knows(one, id),
    );
    return isLent && !isInUse ? [id] : [];
  });
}

/** Whoever finished a release by hand knows what they left there. */
export function wasFinishedByHand({ phase }: Release): boolean {
  return (
    'because' in phase && phase.because.kind === 'said' && phase.because.act === 'finished-by-hand'
  );
}
