import { ofService } from '../../service/service.ts';
import type { Claim } from '../../ports/ledger.ts';
import { hasOwnThread } from '../../release/start/released-with.ts';
import type { Line } from '../../release/state/line.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import type { ThreadFacts, WantedMessage, ThreadLinks } from '../../views/thread-facts.ts';
import { withChanges } from '../changes/changelog.ts';
import { type MessagePlace, show } from './noticeboard.ts';
import { earliest, inReal, type WorkerContext } from '../worker-context.ts';
import { threadsOf } from './thread-facts.ts';
import { linksOf } from './links.ts';
import { threadKeyOf } from './thread-key.ts';
import { buildKey, readKey } from '../../release/state/keys.ts';
import { siblingsOf } from '../../release/state/line-name.ts';

/** So many builds back people still look at the card. */
const cardsOfLine = 10;

/**
 * Slack lane: draws a build's thread again from the ledger. Messages that did not change cost
 * nothing.
 */
export async function draw(context: WorkerContext, claim: Claim): Promise<number | null> {
  const { ledger, clock } = context.ports;
  const key = readKey(claim.key);
  if (key?.kind === 'line') return drawLine(context, claim, key.service);
  const release = key?.kind === 'release' ? await ledger.release(key.id) : null;
  if (release && !hasOwnThread(release)) {
    await ledger.wake([{ key: buildKey(release.build), lane: 'slack', dueAt: clock.now() }]);
    return null;
  }
  const stories = await threadsOf(context, claim.key);
  const last = stories.at(-1);
  if (!last) return null;
  const turn = release ? null : await waitsForItsTurn(context, claim.key, last);
  if (turn !== null) return turn;
  const { story, dueAt } = await withChanges(context, claim, last);
  const againAt = await showAll(context, claim, stories.slice(0, -1), story);
  // What may still arrive is waited for: threads that wait for each other must not wake each other
  // meanwhile.
  if (againAt !== null) return earliest(dueAt, againAt);
  const beside = release
    ? await unledThreads(context, release)
    : await releasesBeside(context, story);
  await ledger.wake(beside.map((id) => ({ key: id, lane: 'slack', dueAt: clock.now() })));
  return dueAt;
}

/** The card leads to what was posted last: after a new reply it is drawn once more. */
async function showAll(
  context: WorkerContext,
  claim: Claim,
  before: readonly ThreadFacts[],
  facts: ThreadFacts,
): Promise<number | null> {
  const ways = await linksOf(context, facts);
  const showing = (to: ThreadLinks) =>
    show(
      context,
      claim,
      context.ports.board,
      messagesOf(context, [...before, { ...facts, ways: to }]),
      placeOf(facts),
    );
  const againAt = await showing(ways);
  if (againAt !== null) return againAt;
  const now = await linksOf(context, facts);
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
  { ports: { ledger, clock } }: WorkerContext,
  key: string,
  { build }: ThreadFacts,
): Promise<number | null> {
  const isPosted = async (subject: string) =>
    (await ledger.messages(subject)).some(({ kind, ts }) => kind === 'card' && ts !== null);
  const justNow = (at: number) => clock.wall(clock.now()) - clock.wall(at) < turnMs;
  if (!justNow(build.registeredAt) || (await isPosted(key))) return null;
  const all = await ledger.builds(build.service, cardsOfLine);
  const before = all
    .slice(all.findIndex(({ version }) => version === build.version) + 1)
    .filter(({ registeredAt }) => justNow(registeredAt));
  const posted = await Promise.all(before.map((one) => isPosted(buildKey(one))));
  return posted.includes(false) ? inReal(clock, turnAgainMs) : null;
}

/**
 * Releases of this build that were told in a thread of their own: their cards change with the
 * build's. One that is open is drawn by itself, so that the two never wake each other in turn.
 */
async function releasesBeside(
  { ports: { ledger } }: WorkerContext,
  { build }: ThreadFacts,
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
  { ports: { ledger } }: WorkerContext,
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
async function drawLine(
  context: WorkerContext,
  claim: Claim,
  name: string,
): Promise<number | null> {
  const { ledger, clock, board } = context.ports;
  const service = ofService(context.services, name);
  const line = await ledger.line(name);
  const againAt = await show(
    context,
    claim,
    board,
    context.drawLine({ line, service, now: clock.now() }),
    { channel: service.channel, card: claim.key },
  );
  // Cards show whether the line takes their builds; those of its siblings, what it went back from.
  const shown = [name, ...siblingsOf(name, Object.keys(context.services))];
  const builds = await ledger.builds(name, cardsOfLine);
  await ledger.wake(
    builds.flatMap(({ version }) =>
      shown.map((line) => ({
        key: buildKey({ service: line, version }),
        lane: 'slack' as const,
        dueAt: clock.now(),
      })),
    ),
  );
  return earliest(againAt, costsOn(line) ? clock.now() + costMs : null);
}

/** What servers that nobody stands for have cost so far is told anew so often (clock ms). */
const costMs = 60 * 60_000;

function costsOn({ strays }: Line): boolean {
  return strays.some(({ toldAt, end }) => toldAt !== null && end === null);
}

/** Every thread's messages in their order; what several tell, like the card, the newest tells. */
function messagesOf(
  context: WorkerContext,
  stories: readonly ThreadFacts[],
): readonly WantedMessage[] {
  const wanted = new Map<string, WantedMessage>();
  for (const message of stories.flatMap((facts) => context.draw(facts))) {
    if (message.lane === 'slack') wanted.set(`${message.subject} ${message.kind}`, message);
  }
  return [...wanted.values()];
}

/** The channel, and the message at the top of the thread: the build's, or the release's own. */
export function placeOf({ build, service, release }: ThreadFacts): MessagePlace {
  return {
    channel: service.channel,
    changelog: service.changelogChannel,
    card: release ? threadKeyOf(release) : buildKey(build),
  };
}
