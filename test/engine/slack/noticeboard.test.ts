import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../../src/ports/errors.ts';
import type { Noticeboard } from '../../../src/ports/noticeboard.ts';
import { aShop } from '../../support/a-shop.ts';
import { moveOn, start } from '../../support/ledger-samples.ts';
import { prerelease } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';

const second = 1_000;
const waiting = prerelease({ kind: 'waiting', since: noon });

/**
 * One pre-release whose thread is drawn and whose starter is written to; posts go wrong as told.
 */
async function aThread(
  fault: (
    board: Noticeboard,
    place: Parameters<Noticeboard['post']>[0],
  ) => ReturnType<Noticeboard['post']>,
) {
  const made = aShop(noon);
  const { board } = made.shop.ports;
  const calm = { ...board };
  const context = { faults: 1 };
  board.post = async (place) => (context.faults-- > 0 ? fault(calm, place) : calm.post(place));
  await start(made.ledger, 'board', 'rel_1', noon);
  await moveOn(made.ledger, 'board', 'rel_1', {
    change: { ...waiting, id: 'rel_1' },
    line: { moving: null },
  });
  const draw = async (at: number) => {
    made.state.now = noon + at;
    await made.settle(['slack']);
  };
  return {
    ...made,
    draw,
    cards: () => made.state.posted.filter(({ key }) => key === 'build:board@1.42.0:card').length,
  };
}

describe('a post whose answer was lost', () => {
  it('is not made again while it may still arrive', async () => {
    const arriving: (() => Promise<unknown>)[] = [];
    const { draw, cards, ledger, state } = await aThread(async (board, place) => {
      arriving.push(() => board.post(place));
      throw new UpstreamError('Slack', 'posting a message', { unknown: true });
    });
    await ledger.wake([{ key: 'build:board@1.42.0', lane: 'slack', dueAt: noon }]);
    await draw(0);
    await draw(5 * second);
    expect(state.posted).toEqual([]);
    await arriving[0]!();
    await draw(12 * second);
    expect(cards()).toBe(1);
    expect(state.posted.length).toBeGreaterThan(1);
  });

  it('is made again when it cannot arrive any more', async () => {
    const { draw, cards, ledger } = await aThread(async () => {
      throw new UpstreamError('Slack', 'posting a message', { unknown: true });
    });
    await ledger.wake([{ key: 'build:board@1.42.0', lane: 'slack', dueAt: noon }]);
    for (const at of [0, 5, 11]) await draw(at * second);
    expect(cards()).toBe(0);
    await draw(12 * second);
    expect(cards()).toBe(1);
  });

  it('waits for nothing when Slack said no', async () => {
    const { draw, cards, ledger } = await aThread(async () => {
      throw new UpstreamError('Slack', 'posting a message: too many calls', { unknown: false });
    });
    await ledger.wake([{ key: 'build:board@1.42.0', lane: 'slack', dueAt: noon }]);
    await draw(0);
    await draw(1 * second);
    expect(cards()).toBe(1);
  });
});

describe('a thread that somebody deleted', () => {
  it('comes back as one thread, under the new card', async () => {
    const { draw, ledger, state } = await aThread((board, place) => board.post(place));
    await ledger.wake([{ key: 'build:board@1.42.0', lane: 'slack', dueAt: noon }]);
    await draw(0);
    const before = state.posted.length;
    for (const subject of ['build:board@1.42.0', 'rel_1'])
      for (const message of await ledger.messages(subject))
        await ledger.saveMessage({ ...message, hash: '' });
    await ledger.wake([{ key: 'build:board@1.42.0', lane: 'slack', dueAt: noon + second }]);
    // What comes now has times of its own.
    const other = state.posted.splice(0);
    state.posted.push(...Array.from({ length: 10 }, () => ({ ...other[0]!, channel: 'C0OTHER' })));
    await draw(second);
    const [card, ...replies] = state.posted.filter(({ channel }) => channel !== 'C0OTHER');
    expect(replies).toHaveLength(before - 1);
    expect(replies.map(({ thread }) => thread)).toEqual(replies.map(() => card!.ts));
  });
});
