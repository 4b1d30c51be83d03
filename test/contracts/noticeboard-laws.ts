import { expect } from 'vitest';
import type { Noticeboard } from '../../src/ports/noticeboard.ts';
import { failsFromOutside, type Laws, type PortWorld, withLostAnswer } from './contract.ts';

/** A board with one channel, and what stands in it as people see it. */
export type NoticeboardWorld = PortWorld & {
  readonly board: Noticeboard;
  readonly channel: string;
  /** The message with this time and those under it, oldest first. */
  readonly thread: (
    ts: string,
  ) => Promise<readonly { readonly ts: string; readonly text: string }[]>;
  readonly remove: (ts: string) => Promise<unknown>;
};

const content = (text: string) => ({
  text,
  rich: [{ type: 'section', text: { type: 'mrkdwn', text } }],
  classic: [{ type: 'section', text: { type: 'mrkdwn', text } }],
});

/** What every board keeps to. */
export const noticeboardLaws: Laws<NoticeboardWorld> = {
  'posts into a channel and under a message, and edits what it posted': async (world) => {
    const { board, channel } = world;
    const { ts } = await board.post(messageIn(world, 'card'));
    const reply = await board.post({ ...messageIn(world, 'soak'), thread: ts, broadcast: true });
    const live = content('board 1.42.0 is live.');
    expect(await board.update({ channel, ts: reply.ts, content: live })).toBe('updated');
    expect(await world.thread(ts)).toEqual([
      { ts, text: 'card' },
      { ts: reply.ts, text: 'board 1.42.0 is live.' },
    ]);
  },

  'finds the one post whose answer was lost, and nothing where there is none': async (world) => {
    const { board } = world;
    const { ts } = await board.post(messageIn(world, 'card'));
    const lost = { ...messageIn(world, 'soak'), thread: ts };
    await withLostAnswer(world, () => board.post(lost));
    const found = await board.find(lost);
    expect(await world.thread(ts)).toEqual([
      { ts, text: 'card' },
      { ts: typeof found === 'object' ? found.ts : found, text: 'soak' },
    ]);
    expect(await board.find({ ...lost, key: 'rel_2:soak' })).toBe('none');
  },

  'finds a post that stands in the channel itself': async (world) => {
    const { ts } = await world.board.post(messageIn(world, 'card'));
    expect(await world.board.find(messageIn(world, 'card'))).toMatchObject({ ts });
    expect(await world.board.find(messageIn(world, 'other'))).toBe('none');
  },

  'says that a message is gone': async (world) => {
    const { board, channel } = world;
    const { ts } = await board.post(messageIn(world, 'card'));
    await world.remove(ts);
    expect(await board.update({ channel, ts, content: content('x') })).toBe('gone');
  },

  'counts what stands below a message, no further than it is asked': async (world) => {
    const { board, channel } = world;
    const { ts } = await board.post(messageIn(world, 'status'));
    expect(await board.below({ channel, ts, most: 5 })).toBe(0);
    for (const text of ['one', 'two', 'three']) await board.post(messageIn(world, text));
    await board.post({ ...messageIn(world, 'reply'), thread: ts });
    expect(await board.below({ channel, ts, most: 5 })).toBe(3);
    expect(await board.below({ channel, ts, most: 2 })).toBe(2);
    await failsFromOutside(world, () => board.below({ channel, ts, most: 5 }));
  },

  'takes a message away, once and for all': async (world) => {
    const { board, channel } = world;
    const { ts } = await board.post(messageIn(world, 'status'));
    await board.post(messageIn(world, 'one'));
    await failsFromOutside(world, () => board.remove({ channel, ts }));
    expect(await board.remove({ channel, ts })).toBe('removed');
    expect(await board.remove({ channel, ts })).toBe('removed');
    expect(await board.find(messageIn(world, 'status'))).toBe('none');
    expect(await board.below({ channel, ts, most: 5 })).toBe(1);
  },

  'fails from outside, and posts once it can': async (world) => {
    const { board, channel } = world;
    const { ts } = await board.post(messageIn(world, 'card'));
    const reply = { ...messageIn(world, 'soak'), thread: ts };
    await failsFromOutside(world, () => board.post(reply), ['throttled', 'broken', 'silent']);
    await failsFromOutside(world, () => board.find(reply));
    await failsFromOutside(world, () => board.update({ channel, ts, content: content('new') }));
    expect(await world.thread(ts)).toMatchObject([{ text: 'new' }, { text: 'soak' }]);
  },
};

function messageIn({ channel }: NoticeboardWorld, text: string) {
  const key = `rel_1:${text}`;
  return { channel, thread: null, broadcast: false, content: content(text), key };
}
