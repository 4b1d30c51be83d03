/**
 * # src/engine/news
 *
 * The lane that tells whoever listens outside what happened: each event at least once, always by
 * the same id, in the order of its release. It waits for nobody, and nobody waits for it.
 */

import type { NewsItem, NewsSink } from '../../ports/news-sink.ts';
import type { Claim, Recorded } from '../../ports/ledger.ts';
import type { Effect } from '../../release/state/decision.ts';
import type { Person } from '../../release/state/people.ts';
import type { Release } from '../../release/state/release.ts';
import { keepTrying } from '../keep-trying.ts';
import { threadKeyOf } from '../slack/thread-key.ts';
import { beforeCall, type WorkerContext } from '../worker-context.ts';

type Telling = Extract<Effect, { lane: 'news' }>;

/** News lane: works off what is to be told of one release, in its order. */
export async function newsLane(context: WorkerContext, claim: Claim): Promise<number | null> {
  const { ledger, news } = context.ports;
  for (const { id, effect } of await ledger.pending(claim)) {
    if (effect.lane !== 'news') continue;
    const item = news && (await itemOf(context, claim.key, effect));
    const dueAt =
      news && item
        ? await keepTrying(context, claim, { id, what: effect.news }, () =>
            tell(context, claim, news, item),
          )
        : null;
    if (dueAt !== null) return dueAt;
    await ledger.done(claim, id);
  }
  return null;
}

async function tell(
  context: WorkerContext,
  claim: Claim,
  news: NewsSink,
  item: NewsItem,
): Promise<null> {
  await beforeCall(context, claim, 'tell news');
  const answer = await news.tell(item);
  context.at('news after tell');
  if (answer.kind === 'refused')
    context.log.error(
      { release: item.of.id, what: item.what, id: item.id, answer },
      'news: given up; whoever listens refuses it for good',
    );
  return null;
}

/**
 * The event as it was recorded: what it says never changes, whenever it is told. The last word
 * completes an approval, whichever event found it complete.
 */
async function itemOf(
  context: WorkerContext,
  release: string,
  { news, seq }: Telling,
): Promise<NewsItem | null> {
  const { ledger, clock } = context.ports;
  const of = await ledger.release(release);
  const recorded = (await ledger.events(release)).find((event) => event.seq === seq);
  if (!of || !recorded) return null;
  return {
    id: recorded.hash,
    what: news,
    at: clock.wall(recorded.at),
    of,
    by: news === 'approved' ? (of.approvals.at(-1)?.by ?? null) : whoDid(recorded),
    link: await linkTo(context, of),
  };
}

function whoDid({ event }: Recorded): Person | null {
  return 'by' in event ? event.by : null;
}

async function linkTo(
  { ports: { ledger }, reporting }: WorkerContext,
  release: Release,
): Promise<string | null> {
  const [card] = (await ledger.messages(threadKeyOf(release))).filter(
    ({ kind }) => kind === 'card',
  );
  return card && card.ts !== null && reporting
    ? reporting.link({ channel: card.channel, ts: card.ts })
    : null;
}
