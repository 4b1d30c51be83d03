import type { Ledger } from '../../src/ports/ledger.ts';
import { hasOwnThread, isNewestApproved } from '../../src/release/start/released-with.ts';
import { isOpen, type Release } from '../../src/release/state/release.ts';
import { threadFactsOf } from '../../src/engine/slack/thread-facts.ts';
import type { WorkerContext } from '../../src/engine/worker-context.ts';
import { drawStory } from './drawn.ts';
import type { Oracle } from './oracle.ts';
import { checkRecalled } from './oracle-several.ts';
import { checkTickets } from './oracle-tickets.ts';
import { service } from './world.ts';

/**
 * Whether nothing is left for Davy to do by itself: all is ended, or waits for a person who was
 * told.
 */
export function isAtRest(
  release: Release,
  others: readonly Release[],
  locked: boolean,
  frozen: boolean,
): boolean {
  const { phase, hold, watch, startAttempted } = release;
  if (!isOpen(release) || phase.kind === 'stuck') return true;
  if (release.countdown) return false;
  if (phase.kind === 'waiting') return true;
  const aside =
    release.kind === 'prerelease' &&
    others.some((other) => other.kind !== 'prerelease' && isAtRest(other, [], locked, frozen));
  if (phase.kind === 'requested') return locked || frozen || hold !== null || aside;
  // It waits for one that waits for a person; alone it would go.
  if (phase.kind === 'queued')
    return (
      locked ||
      frozen ||
      hold !== null ||
      others.some((other) => other.id !== release.id && other.kind === 'prerelease')
    );
  const decision = watch.verdict?.kind === 'undecided' && watch.undecidedTold;
  if (phase.kind === 'approved')
    return (
      hold !== null ||
      locked ||
      frozen ||
      startAttempted ||
      decision ||
      aside ||
      !isNewestApproved(
        release,
        others.filter(({ id }) => id !== release.id),
      )
    );
  return phase.kind !== 'rolling-back' && (hold !== null || decision || aside);
}

/** A release that has not moved on for so long, with nothing in its way, does not end. */
const endsWithinMs = 10 * 60_000;

/** Words are worked on at once, and again when whoever had them in hand is gone. */
const answersWithinMs = 60_000;

/** What must hold when the faults are over and nobody speaks any more. */
export async function checkEnd(
  oracle: Oracle,
  ledger: Ledger,
  answered: ReadonlySet<string>,
  acknowledged: ReadonlyMap<string, number>,
): Promise<void> {
  const { world, known } = oracle;
  const line = await ledger.line(service);
  const all = await ledger.history(service, 100);
  const open = all.filter(isOpen);
  checkRecalled(oracle, line, open);
  const frozen = line.freeze !== null && line.freeze.until > oracle.now();
  const isHandedOver = (id: string) =>
    world.pager.calls.some(({ key }) => key.includes(`${id}:stuck`));
  for (const release of open)
    if (
      !isHandedOver(release.id) &&
      !isAtRest(release, open, line.lock !== null, frozen) &&
      oracle.now() - (known.get(release.id)?.movedAt ?? 0) > endsWithinMs
    )
      oracle.broken(
        14,
        `${release.id} is ${release.phase.kind} and does not end` +
          (release.countdown ? ' (countdown)' : ''),
      );
  for (const release of all) {
    if (release.phase.kind === 'stuck' && !isHandedOver(release.id))
      oracle.broken(15, `${release.id} is stuck, and nobody was paged`);
    if (release.countdowns > 0 && !world.pager.calls.some(({ key }) => key.includes(release.id)))
      oracle.broken(15, `${release.id} had a countdown, and nobody was paged`);
    const events = await ledger.events(release.id);
    if (events.length !== release.seq || events.some(({ seq }, index) => seq !== index + 1))
      oracle.broken(16, `${release.id} is at ${release.seq}, ${events.length} events are recorded`);
  }
  for (const box of world.cloud.boxes) {
    const owner = known.get(box.release);
    if (box.state === 'gone' || box.state === 'leaving' || !owner) continue;
    const named = isOpen(owner.release) || isHandedOver(box.release) || oracle.left.isTold(box);
    if (box.version !== line.live?.version && !named)
      oracle.broken(
        2,
        `${box.id} (${box.version}) of ${box.release}, which is ${owner.release.phase.kind}, ` +
          'is forgotten',
      );
  }
  for (const [delivery, at] of acknowledged)
    if (!answered.has(delivery) && oracle.now() - at > answersWithinMs)
      oracle.broken(13, `delivery ${delivery} was acknowledged and never answered`);
  await checkTickets(oracle, ledger, all);
  await oracle.promised.checkEnd(ledger, all);
  await oracle.jobs.checkEnd(ledger);
  oracle.singles.checkEnd();
  await checkBoard(oracle, ledger, all);
}

async function checkBoard(oracle: Oracle, ledger: Ledger, all: readonly Release[]): Promise<void> {
  const { posts, mayLook } = oracle.world.board;
  const keys = new Map<string, number>();
  for (const { key } of posts) keys.set(key, (keys.get(key) ?? 0) + 1);
  if (mayLook)
    for (const [key, times] of keys)
      if (times > 1) oracle.broken(13, `${key} was posted ${times} times`);
  const context = {
    ports: { ledger, clock: { now: oracle.now, wall: (at: number) => at } },
    services: oracle.world.services,
  } as unknown as WorkerContext;
  for (const release of all) {
    // A card may be a minute behind.
    if (
      all.some(
        ({ id, build }) =>
          build.version === release.build.version &&
          oracle.now() - (oracle.known.get(id)?.movedAt ?? 0) < 60_000,
      )
    )
      continue;
    const facts = await threadFactsOf(context, release.id);
    // One that carries several has a card of its own.
    const newest = hasOwnThread(release)
      ? release
      : all.find((one) => !hasOwnThread(one) && one.build.version === release.build.version);
    for (const wanted of facts ? drawStory(facts) : []) {
      if (wanted.kind === 'card' && newest?.id !== release.id) continue;
      const row = (await ledger.messages(wanted.subject)).find(({ kind }) => kind === wanted.kind);
      const post = posts.find(({ ts }) => ts === row?.ts);
      if (post?.content.text !== wanted.content.text)
        oracle.broken(
          19,
          `${wanted.subject} ${wanted.kind} says "${post?.content.text}", ` +
            `true is "${wanted.content.text}"`,
        );
    }
  }
}
