import { isOpen, type Release } from '../../src/release/state/release.ts';
import { type Box, isLeaving } from './cloud.ts';
import type { Decided, Oracle } from './oracle.ts';

const minute = 60_000;
/** Davy goes round once a minute; a round whose calls failed is made up for by the next one. */
const toldWithinMs = 4 * minute;
/** Absence has to be believed, by two rounds at the least. */
const goneWithinMs = 6 * minute;

/** One server of a release that is over, from when on it was nobody's. */
type Left = { readonly box: Box; readonly since: number };

/**
 * Invariant 27: a server of a release that is over and of a build that is not live is told of:
 * once, for as long as it is there, and no longer.
 */
export function watchLeft(oracle: Oracle) {
  const left = new Map<string, Left>();
  const told = new Map<string, string>();
  const said = new Set<string>();
  let live: string | null = null;
  let goneSince = new Map<string, number>();
  let busyAt = oracle.now();

  /** Whose servers people were called for, as the calls were ordered. */
  function decided({ decision, about }: Decided): void {
    if (decision.kind === 'refused') return;
    live = decision.line.live?.version ?? null;
    if (decision.line.moving) busyAt = oracle.now();
    if (decision.kind !== 'moved') return;
    for (const effect of decision.effects) {
      if (effect.kind !== 'page' || effect.again === true) continue;
      const { summary, key } = effect;
      if (summary.kind !== 'came-back') continue;
      for (const id of summary.servers) {
        if (told.get(id) === key && !isGone(id))
          oracle.broken(27, `people are called once more for ${id} of ${about.release}`);
        if (!mayBeLeft(id))
          oracle.broken(27, `people are called for ${id} of ${about.release}, which is in use`);
        told.set(id, key);
        goneSince.delete(id);
      }
    }
  }

  /** A round may have seen it just before somebody took it away. */
  function mayBeLeft(id: string): boolean {
    const box = oracle.world.cloud.boxes.find((one) => one.id === id);
    const owner = oracle.known.get(box?.release ?? '');
    return owner?.endedAt !== null && box?.version !== live && !(box && isInUse(box, minute));
  }

  function underWay(): readonly Release[] {
    return [...oracle.known.values()].map(({ release }) => release).filter(isOpen);
  }

  /** Whether a release that moves brought it along, or has a build that it bears. */
  function isInUse({ release, version }: Box, forMs = 0): boolean {
    return underWay().some(
      ({ kind, build, target, carries, at }) =>
        kind !== 'prerelease' &&
        oracle.now() - at >= forMs &&
        (carries.includes(release) || [build.version, target?.version].includes(version)),
    );
  }

  function isGone(id: string): boolean {
    const box = oracle.world.cloud.boxes.find((one) => one.id === id);
    return box === undefined || isLeaving(box);
  }

  function isBusy(): boolean {
    return underWay().some(
      ({ kind, phase }) => kind !== 'prerelease' || phase.kind === 'rolling-back',
    );
  }

  /** Whose it is now: nobody's, if its release is over and its build is not live. */
  function isLeft(box: Box): boolean {
    const owner = oracle.known.get(box.release);
    if (!owner || owner.endedAt === null || box.state === 'spare' || isLeaving(box)) return false;
    // Whoever finished a release by hand knows what they left there.
    const { phase } = owner.release;
    const because = 'because' in phase ? phase.because : null;
    const byHand = because?.kind === 'said' && because.act === 'finished-by-hand';
    return box.version !== live && !byHand;
  }

  function check(isExcused: (since: number) => boolean): void {
    const now = oracle.now();
    if (isBusy()) busyAt = now;
    // Nobody can tell yet whose it is.
    const goesBack = underWay().some(({ phase }) => phase.kind === 'rolling-back');
    for (const box of oracle.world.cloud.boxes) {
      if (!isLeft(box)) {
        left.delete(box.id);
        continue;
      }
      const since = goesBack || isInUse(box) ? now : (left.get(box.id)?.since ?? now);
      left.set(box.id, { box, since });
      if (now - since < toldWithinMs || isExcused(since)) continue;
      const owner = oracle.known.get(box.release);
      const calls = oracle.world.pager.calls.filter(
        ({ key, at }) => key.endsWith(`:${box.release}:look`) && at >= (owner?.endedAt ?? 0),
      );
      const last = calls.at(-1)?.what;
      if (last !== 'page' && !said.has(box.id)) {
        said.add(box.id);
        const what = last === 'resolve' ? 'the call for it was ended' : 'nobody was called';
        oracle.broken(27, `${box.id} of ${box.release}, which is over, is there, and ${what}`);
      }
    }
    checkEnded(now, isExcused);
  }

  /** Once none of a release is there any more the call for them is over. */
  function checkEnded(now: number, isExcused: (since: number) => boolean): void {
    const gone = new Map<string, number>();
    for (const key of new Set(told.values())) {
      const ids = [...told].flatMap(([id, of]) => (of === key ? [id] : []));
      if (ids.some((id) => left.has(id))) continue;
      const since = Math.max(goneSince.get(key) ?? now, busyAt);
      gone.set(key, since);
      const last = oracle.world.pager.calls.findLast((call) => call.key === key)?.what;
      if (last !== 'page' || now - since < goneWithinMs || isExcused(since) || said.has(key))
        continue;
      said.add(key);
      oracle.broken(27, `${ids.join(',')} are gone, and the call for them goes on (${key})`);
    }
    goneSince = gone;
  }

  return {
    decided,
    check,
    /** Whether somebody was called for it. */
    isTold: (box: Box) => told.has(box.id),
    /** Whether people were called by this key for something that is there still. */
    isCalledFor: (key: string) =>
      [...told].some(([id, of]) => of === key && (left.has(id) || goneSince.has(key))),
    isWaiting: () =>
      [...left.values()].some(({ box }) => !told.has(box.id)) ||
      [...goneSince.keys()].some(
        (key) => oracle.world.pager.calls.findLast((call) => call.key === key)?.what === 'page',
      ),
  };
}
