import type { Claim, Message } from '../../ports/ledger.ts';
import { hasImage } from '../../release/state/build.ts';
import { buildRefusal } from '../../release/start/may-go-out.ts';
import { ofService } from '../../service/service.ts';
import type { WantedMessage } from '../../views/thread-facts.ts';
import { beforeCall, type WorkerContext } from '../worker-context.ts';
import { fingerprint } from './fingerprint.ts';
import { show } from './noticeboard.ts';
import { threadKeyOf } from './thread-key.ts';

/** With so many messages below it, nobody sees the card any more without scrolling. */
const scrolledAfter = 5;

/**
 * Draws the card of a service. It is edited where it stands; once it has scrolled away, the next
 * news takes it away and posts it anew, so that it is the newest word of the channel again. It is
 * never there twice: the old one is gone before the new one is posted, and whoever dies in between
 * finds a card that is gone, and posts it.
 */
export async function drawStatus(
  context: WorkerContext,
  claim: Claim,
  name: string,
): Promise<number | null> {
  const { board } = context.ports;
  const wanted = await statusOf(context, name);
  if (!wanted) return null;
  const { channel } = ofService(context.services, name);
  await takeAwayIfScrolled(context, claim, wanted);
  return show(context, claim, board, [wanted], { channel, card: claim.key });
}

async function statusOf(context: WorkerContext, name: string): Promise<WantedMessage | null> {
  const { ledger, clock } = context.ports;
  const [line, open, [newest]] = await Promise.all([
    ledger.line(name),
    ledger.open(name),
    ledger.builds(name, 1),
  ]);
  const threads = new Map(
    await Promise.all(
      open.map(
        async (release) => [release.id, await cardOf(context, threadKeyOf(release))] as const,
      ),
    ),
  );
  return (
    context.drawStatus?.({
      line,
      open,
      ready: newest && hasImage(newest) && !buildRefusal(line, newest) ? newest : null,
      service: ofService(context.services, name),
      threadOf: ({ id }) => threads.get(id) ?? null,
      now: clock.now(),
    }) ?? null
  );
}

async function cardOf(
  { ports: { ledger }, reporting }: WorkerContext,
  key: string,
): Promise<string | null> {
  const card = (await ledger.messages(key)).find(({ kind }) => kind === 'card');
  return card && card.ts !== null && card.ts !== ''
    ? (reporting?.link({ channel: card.channel, ts: card.ts }) ?? null)
    : null;
}

async function takeAwayIfScrolled(
  context: WorkerContext,
  claim: Claim,
  { subject, kind, content }: WantedMessage,
): Promise<void> {
  const { ledger, board } = context.ports;
  const known = (await ledger.messages(subject)).find((message) => message.kind === kind);
  if (!known || !isNews(known, fingerprint(content))) return;
  const { channel, ts } = known;
  await beforeCall(context, claim, 'look below');
  const below = await board.below({ channel, ts, most: scrolledAfter });
  if (below === 'cannot-look' || below < scrolledAfter) return;
  // Until it is posted anew, whoever comes after a crash must not take it for shown.
  await ledger.saveMessage({ ...known, hash: '' });
  await beforeCall(context, claim, 'take away');
  await board.remove({ channel, ts });
  context.at(`${claim.lane} after take away`);
}

function isNews(known: Message, hash: string): known is Message & { readonly ts: string } {
  return known.ts !== null && known.ts !== '' && known.hash !== hash;
}
