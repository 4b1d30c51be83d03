import type { Ledger } from '../../src/ports/ledger.ts';
import { isOpen, type Release } from '../../src/release/state/release.ts';
import type { Decided, Oracle } from './oracle.ts';
import { service } from './world.ts';

/** Whatever was ordered is carried out within this when nothing is away. */
const doneWithinMs = 3 * 60_000;
/** What a look cannot have shown yet. */
const unseenMs = 30_000;

/**
 * What was promised beyond single calls: incidents end at the pager, tickets of what went out are
 * finished, the line's own record is whole, and a start brings no server too many.
 */
export function watchPromised(oracle: Oracle) {
  const resolved: { readonly key: string; readonly at: number }[] = [];
  /** Events that changed the line, in the order in which they were recorded. */
  const ofLine: { readonly kind: string; readonly at: number }[] = [];

  function decided({ about, event, decision, line }: Decided): void {
    if (about.service !== service || decision.kind !== 'moved') return;
    for (const effect of decision.effects)
      if (effect.kind === 'resolve-page') resolved.push({ key: effect.key, at: oracle.now() });
    const { line: after, born } = decision;
    const isChanged =
      line.lock?.since !== after.lock?.since ||
      line.freeze?.since !== after.freeze?.since ||
      line.live?.version !== after.live?.version ||
      line.moving?.release !== after.moving?.release ||
      line.blocked.length !== after.blocked.length;
    if (isChanged) ofLine.push({ kind: event.kind, at: event.at });
    if (born && born.kind !== 'prerelease') checkNotTooMany(born);
  }

  /** Canaries stand beside the fleet, and nobody brings servers for them. */
  function checkNotTooMany({ id, capacity }: Release): void {
    const { boxes } = oracle.world.cloud;
    const isCanary = (release: string) => {
      const one = oracle.known.get(release);
      return one?.release.kind === 'prerelease' && one.endedAt === null;
    };
    const most = boxes.filter(
      (box) =>
        !isCanary(box.release) &&
        (box.state === 'ready' || oracle.now() - box.changedAt <= unseenMs),
    );
    if (capacity > most.length)
      oracle.broken(1, `${id} brings ${capacity} servers, and ${most.length} serve`);
  }

  async function checkEnd(ledger: Ledger, all: readonly Release[]): Promise<void> {
    for (const { key, at } of resolved) {
      const isHeard = oracle.world.pager.calls.some(
        (call) => call.what === 'resolve' && call.key === key && call.at >= at,
      );
      if (!isHeard && oracle.now() - at > doneWithinMs)
        oracle.broken(15, `the incident ${key} was to be resolved, and the pager was not told`);
    }
    for (const release of all) {
      if (isOpen(release) || !isLongOver(release)) continue;
      checkIncidents(release);
      checkTicketsOf(release, all);
    }
    const recorded = await ledger.events(`line:${service}`);
    for (const { kind, at } of ofLine)
      if (!recorded.some(({ event }) => event.kind === kind && event.at === at))
        oracle.broken(16, `${kind} at ${at} changed the line, and its record does not say so`);
  }

  function isLongOver({ id }: Release): boolean {
    const endedAt = oracle.known.get(id)?.endedAt ?? oracle.now();
    return oracle.now() - endedAt > doneWithinMs;
  }

  /** By the pager's own book: nothing that is over calls people, but for what it left behind. */
  function checkIncidents({ id }: Release): void {
    const last = new Map<string, string>();
    for (const { key, what } of oracle.world.pager.calls)
      if (key.split(':')[1] === id) last.set(key, what);
    for (const [key, what] of last)
      if (what === 'page' && !oracle.left.isCalledFor(key))
        oracle.broken(15, `${id} is over, and the pager holds ${key} open`);
  }

  /** What everybody has is done, has its fix version, and says so; what was taken back is told. */
  function checkTicketsOf(release: Release, all: readonly Release[]): void {
    const { id, kind, phase, build, target } = release;
    const { tracker, repository } = oracle.world;
    const isLive = phase.kind === 'live';
    if (!target || !(isLive || phase.kind === 'rolled-back')) return;
    // What a release carried is told of by that release.
    if (kind === 'prerelease' && (isLive || all.some(({ carries }) => carries.includes(id))))
      return;
    const commits =
      kind === 'return' ? repository.apart(build, target) : repository.apart(target, build);
    const isFinished = isLive && kind === 'release';
    if (kind === 'return' && !isLive) return;
    for (const key of commits.flatMap((commit) => tracker.keysOf(commit))) {
      const card = tracker.cards.get(key);
      if (card?.nature !== 'good') continue;
      const say = (text: string) => oracle.broken(20, `${key} ${text}, ${id} is ${phase.kind}`);
      if (!card.comments.includes(`Davy ${id} ${isFinished ? 'live' : 'back'}`))
        say('was not told');
      if (!isFinished) continue;
      if (card.status !== 'Done') say(`is ${card.status}`);
      if (!card.versions.has(`board ${build.version}`)) say('lacks its fix version');
    }
  }

  return { decided, checkEnd };
}
