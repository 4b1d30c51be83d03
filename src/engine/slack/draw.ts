import type { Claim } from '../../ports/ledger.ts';
import { hasOwnThread } from '../../release/start/released-with.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import type { Story, WantedMessage, Ways } from '../../views/thread-facts.ts';
import { withChanges } from '../changes/changelog.ts';
import { type Place, show } from './noticeboard.ts';
import { earliest, inReal, type Shop } from '../worker-context.ts';
import { storiesOf } from './thread-facts.ts';
import { serviceOf } from '../world/reconcile-service.ts';
import { waysOf } from './links.ts';
import { threadKey, threadKeyOf } from './thread-key.ts';

/** So many builds back people still look at the card. */
const cardsOfLine = 10;

/**
 * Slack lane: draws a build's thread again from the ledger. Messages that did not change cost
 * nothing.
 */
export async function draw(shop: Shop, claim: Claim): Promise<number | null> {
  const { ledger, clock } = shop.ports;
  const service = serviceOf(claim.key);
  if (service !== null) return drawLine(shop, claim, service);
  const release = claim.key.startsWith('build:') ? null : await ledger.release(claim.key);
  if (release && !hasOwnThread(release)) {
    await ledger.wake([{ key: threadKey(release.build), lane: 'slack', dueAt: clock.now() }]);
    return null;
  }
  const stories = await storiesOf(shop, claim.key);
  const last = stories.at(-1);
  if (!last) return null;
  const turn = release ? null : await waitsForItsTurn(shop, claim.key, last);
  if (turn !== null) return turn;
  const { story, dueAt } = await withChanges(shop, claim, last);
  const againAt = await showAll(shop, claim, stories.slice(0, -1), story);
  // What may still arrive is waited for: threads that wait for each other must not wake each other
  // meanwhile.
  if (againAt !== null) return earliest(dueAt, againAt);
  const beside = release ? await unledThreads(shop, release) : await releasesBeside(shop, story);
  await ledger.wake(beside.map((id) => ({ key: id, lane: 'slack', dueAt: clock.now() })));
  return dueAt;
}

/** The card leads to what was posted last: after a new reply it is drawn once more. */
async function showAll(
  shop: Shop,
  claim: Claim,
  before: readonly Story[],
  story: Story,
): Promise<number | null> {
  const ways = await waysOf(shop, story);
  const showing = (to: Ways) =>
    show(
      shop,
      claim,
      shop.ports.board,
      messagesOf(shop, [...before, { ...story, ways: to }]),
      placeOf(story),
    );
  const againAt = await showing(ways);
  if (againAt !== null) return againAt;
  const now = await waysOf(shop, story);
  return now.thread === ways.thread && now.report === ways.report ? null : showing(now);
}

/**
 * A card that was posted first stands above: builds that CI told of in one breath are shown in that
 * order. Real ms; nobody waits for a card that cannot be posted.
 */
const turnMs = 5_000;
const turnAgainMs = 250;

/**
 * When to look again while the card of a build registered just before is on its way; null when it
 * is this one's turn.
 */
async function waitsForItsTurn(
  { ports: { ledger, clock } }: Shop,
  key: string,
  { build }: Story,
): Promise<number | null> {
  const isPosted = async (subject: string) =>
    (await ledger.messages(subject)).some(({ kind, ts }) => kind === 'card' && ts !== null);
  const justNow = (at: number) => clock.wall(clock.now()) - clock.wall(at) < turnMs;
  if (!justNow(build.registeredAt) || (await isPosted(key))) return null;
  const all = await ledger.builds(build.service, cardsOfLine);
  const before = all
    .slice(all.findIndex(({ version }) => version === build.version) + 1)
    .filter(({ registeredAt }) => justNow(registeredAt));
  const posted = await Promise.all(before.map((one) => isPosted(threadKey(one))));
  return posted.includes(false) ? inReal(clock, turnAgainMs) : null;
}

/**
 * Releases of this build that were told in a thread of their own: their cards change with the
 * build's. One that is open is drawn by itself, so that the two never wake each other in turn.
 */
async function releasesBeside(
  { ports: { ledger } }: Shop,
  { build }: Story,
): Promise<readonly string[]> {
  const all = await ledger.history(build.service, cardsOfLine);
  return all.flatMap((release) =>
    release.build.version === build.version && hasOwnThread(release) && !isOpen(release)
      ? [release.id]
      : [],
  );
}

/**
 * Pre-releases it carries whose threads do not lead to it yet: they could not before its card was
 * posted.
 */
async function unledThreads(
  { ports: { ledger } }: Shop,
  release: Release,
): Promise<readonly string[]> {
  if (!isOpen(release)) return [];
  const led = await Promise.all(
    release.carries.map(async (id) =>
      (await ledger.messages(id)).some(({ kind }) => kind === 'goes-on'),
    ),
  );
  return release.carries.filter((_, i) => led[i] !== true);
}

/** What concerns a service as a whole stands in its channel, in no thread. */
async function drawLine(shop: Shop, claim: Claim, service: string): Promise<number | null> {
  const { ledger, clock, board } = shop.ports;
  const face = shop.face(service);
  const againAt = await show(
    shop,
    claim,
    board,
    shop.drawLine({ line: await ledger.line(service), service: face, now: clock.now() }),
    { channel: face.channel, card: claim.key },
  );
  // Cards show whether the line takes their builds.
  await ledger.wake(
    (await ledger.builds(service, cardsOfLine)).map((build) => ({
      key: threadKey(build),
      lane: 'slack',
      dueAt: clock.now(),
    })),
  );
  return againAt;
}

/** Every story's messages in their order; what several tell, like the card, the newest tells. */
function messagesOf(shop: Shop, stories: readonly Story[]): readonly WantedMessage[] {
  const wanted = new Map<string, WantedMessage>();
  for (const message of stories.flatMap((story) => shop.draw(story))) {
    if (message.lane === 'slack') wanted.set(`${message.subject} ${message.kind}`, message);
  }
  return [...wanted.values()];
}

/** The channel, and the message at the top of the thread: the build's, or the release's own. */
export function placeOf({ build, service, release }: Story): Place {
  return {
    channel: service.channel,
    changelog: service.changelogChannel,
    card: release ? threadKeyOf(release) : threadKey(build),
  };
}
