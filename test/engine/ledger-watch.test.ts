import { describe, expect, it } from 'vitest';
import { outageTeller } from '../../src/assemble/outage.ts';
import { outageLook } from '../../src/engine/ledger-watch.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import type { Noticeboard } from '../../src/ports/noticeboard.ts';
import { quietLog } from '../support/quiet-log.ts';

/** A board that remembers, beside a ledger whose disk can be filled. */
function world() {
  const state = { full: false, boardAway: false };
  const said: string[] = [];
  const errors: string[] = [];
  const keys = new Map<string, string>();
  const board: Noticeboard = {
    post: async ({ channel, key, content }) => {
      if (state.boardAway) throw new UpstreamError('Slack', 'posting');
      said.push(`${channel} posted ${content.text}`);
      keys.set(`${channel} ${key}`, '1.1');
      return { channel, ts: '1.1' };
    },
    update: async ({ channel, content }) => {
      said.push(`${channel} changed to ${content.text}`);
      return 'updated';
    },
    below: async () => 'cannot-look',
    remove: async () => 'kept',
    find: async ({ channel, key }) => {
      const ts = keys.get(`${channel} ${key}`);
      return ts === undefined ? 'none' : { ts };
    },
  };
  const replica = () =>
    outageLook({
      ledger: {
        touch: async () => {
          if (!state.full) return;
          const cause = new Error('could not extend file: No space left on device');
          throw new UpstreamError('PostgreSQL', 'storing anything', { cause });
        },
      },
      log: {
        ...quietLog,
        error: (...words: readonly unknown[]) => errors.push(JSON.stringify(words)),
      },
      tell: outageTeller(board, ['C1', 'C2', 'C1'], () => 0),
    });
  return { state, said, errors, replica };
}

describe('a ledger that stores nothing', () => {
  it('is said in the log and once in each channel, and that it is over', async () => {
    const { state, said, errors, replica } = world();
    const look = replica();
    await look();
    state.full = true;
    await look();
    expect([said, errors]).toEqual([[], []]);
    for (let times = 0; times < 10; times += 1) await look();
    expect(said.map((words) => words.slice(0, 35))).toEqual([
      'C1 posted Davy cannot store anythin',
      'C2 posted Davy cannot store anythin',
    ]);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('No space left on device');
    state.full = false;
    await look();
    await look();
    expect(said.slice(2)).toEqual(
      ['C1', 'C2'].map(
        (channel) =>
          `${channel} changed to Davy stores again. It looks at the world and goes on by itself.`,
      ),
    );
  });

  it('is said by one of several replicas', async () => {
    const { state, said, replica } = world();
    const [one, other] = [replica(), replica()];
    state.full = true;
    for (const look of [one, other, one, other]) await look();
    expect(said).toHaveLength(2);
  });

  it('is looked at again and again, though Slack is away as well', async () => {
    const { state, errors, replica } = world();
    const look = replica();
    state.full = true;
    state.boardAway = true;
    for (let times = 0; times < 25; times += 1) await look();
    expect(errors.filter((words) => words.includes('STORES NOTHING'))).toHaveLength(2);
    expect(errors.filter((words) => words.includes('could not be told'))).toHaveLength(1);
  });
});
