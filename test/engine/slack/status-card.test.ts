import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../../src/ports/errors.ts';
import type { Phase } from '../../../src/release/state/phase.ts';
import { worded } from '../../../src/release/state/worded.ts';
import { aShop } from '../../support/a-shop.ts';
import { build, prerelease } from '../../support/a-release.ts';
import { moveOn, start } from '../../support/ledger-samples.ts';
import { minute, noon } from '../../support/noon.ts';

const waiting = { kind: 'waiting', since: noon } as const;

/** A service with a live build and a pre-release, and the card of the service. */
async function aChannel() {
  const made = aShop(noon, { status: true });
  const { ledger, state } = made;
  await start(ledger, 'board', 'rel_1', noon);
  const again = async () => {
    await ledger.wake([{ key: 'status:board', lane: 'slack', dueAt: state.now }]);
    await made.settle(['slack']);
  };
  const becomes = async (phase: Phase) => {
    await moveOn(ledger, 'board', 'rel_1', {
      change: { ...prerelease(phase), id: 'rel_1' },
      line: { moving: null, live: build('1.41.0') },
    });
    await again();
  };
  const cards = () => state.posted.filter(({ key }) => key === 'status:board:status');
  await becomes({ kind: 'soaking', since: noon });
  return { shop: made.shop, state, becomes, again, cards };
}

describe('the card of a service', () => {
  it('is edited where it stands while people still see it', async () => {
    const { becomes, cards, state } = await aChannel();
    const [first] = cards();
    state.chatter = 2;
    await becomes(waiting);
    expect(cards()).toMatchObject([{ ts: first?.ts, edits: 1 }]);
    expect(cards()[0]?.content.text).toBe(
      'board 1.42.0 waits for approval. Next: Approval by whiteboard and accounts.',
    );
  });

  it('is posted anew once it has scrolled away and something changed, never twice', async () => {
    const { becomes, cards, state } = await aChannel();
    const [first] = cards();
    state.chatter = 20;
    await becomes({ kind: 'soaking', since: noon });
    expect(cards()).toMatchObject([{ ts: first?.ts }]);
    await becomes(waiting);
    expect(cards()).toHaveLength(1);
    expect(cards()[0]?.ts).not.toBe(first?.ts);
    expect(state.posted.at(-1)?.key).toBe('status:board:status');
  });

  it.each(['slack after take away', 'slack before post', 'slack after post'])(
    'is there once when Davy dies %s',
    async (point) => {
      const { becomes, cards, state, shop, again } = await aChannel();
      state.chatter = 20;
      const calm = shop.at;
      Object.assign(shop, {
        at: (where: string) => {
          if (where !== point) return;
          Object.assign(shop, { at: calm });
          throw new Error('killed');
        },
      });
      await becomes(waiting);
      state.now = noon + 10 * minute;
      await again();
      expect(cards()).toHaveLength(1);
      expect(cards()[0]?.content.text).toContain('waits for approval');
    },
  );

  it('is there once when the answer to its taking away, or to its post, is lost', async () => {
    const { becomes, cards, state, shop, again } = await aChannel();
    state.chatter = 20;
    const { board } = shop.ports;
    const calm = { ...board };
    const faults = { remove: 1, post: 1 };
    board.remove = async (place) => {
      const said = await calm.remove(place);
      if (faults.remove-- > 0) throw new UpstreamError('Slack', 'asking', { unknown: true });
      return said;
    };
    board.post = async (place) => {
      const said = await calm.post(place);
      if (faults.post-- > 0) throw new UpstreamError('Slack', 'asking', { unknown: true });
      return said;
    };
    await becomes(waiting);
    for (const after of [10, 20, 30]) {
      state.now = noon + after * minute;
      await again();
    }
    expect(faults).toEqual({ remove: -1, post: expect.any(Number) });
    expect(cards()).toHaveLength(1);
  });

  it('stays where it is, edited, where Davy may not look or may not take away', async () => {
    const { becomes, cards, state, shop } = await aChannel();
    const [first] = cards();
    state.chatter = 20;
    shop.ports.board.remove = async () => 'kept';
    await becomes(waiting);
    shop.ports.board.below = async () => 'cannot-look';
    await becomes({ kind: 'stuck', since: noon, because: worded('no server'), from: waiting });
    expect(cards()).toMatchObject([{ ts: first?.ts, edits: 2 }]);
  });
});
