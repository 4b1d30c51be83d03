import type { TellOutage } from '../engine/ledger-watch.ts';
import type { Noticeboard } from '../ports/noticeboard.ts';
import { outageMessage } from '../views/service/outage.ts';

/** Within so long (real ms) replicas look for each other's words before they say the same. */
const togetherMs = 10 * 60_000;

/**
 * Tells every channel that davy.yml names, without asking the ledger which: one message for each
 * outage, changed when it is over.
 */
export function outageTeller(
  board: Noticeboard,
  channels: readonly string[],
  realNow: () => number,
): TellOutage {
  let posted: readonly { readonly channel: string; readonly ts: string }[] = [];

  async function post(channel: string) {
    const key = `ledger-away:${Math.floor(realNow() / togetherMs)}`;
    const known = await board.find({ channel, thread: null, key });
    if (typeof known !== 'string') return { channel, ts: known.ts };
    const message = { channel, thread: null, broadcast: false, key };
    return board.post({ ...message, content: outageMessage('away') });
  }

  return async (state) => {
    const said = await Promise.allSettled(
      state === 'away'
        ? [...new Set(channels)].map(async (channel) => {
            const place = await post(channel);
            posted = [...posted, place];
          })
        : posted.map((place) => board.update({ ...place, content: outageMessage('back') })),
    );
    if (state === 'back') posted = [];
    const failed = said.find(({ status }) => status === 'rejected');
    if (failed?.status === 'rejected') throw failed.reason;
  };
}
