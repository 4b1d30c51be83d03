import { describe, expect, it } from 'vitest';
import { terminalRollback } from '../../../src/command-kit/rollback/from-terminal.ts';
import { plain } from '../../../src/command-kit/reply.ts';
import { build } from '../../support/a-release.ts';
import { frontDesk } from '../../support/front-desk.ts';

async function typed(bot: ReturnType<typeof frontDesk>, words: string): Promise<readonly string[]> {
  const replies = await terminalRollback(
    words.split(' ').filter((word) => word !== ''),
    { ...bot.deskFor('U0PRIYA', {}), caller: { id: 'terminal', name: 'root at the terminal' } },
  );
  return replies.map((reply) => (reply.kind === 'whisper' ? plain(reply.parts) : reply.kind));
}

describe('a rollback typed on the machine of Davy', () => {
  it('aborts what moves, at once, and says who did it', async () => {
    const bot = frontDesk();
    const moving = bot.given(
      { kind: 'migrating', since: 1, batch: 0, movedAt: null, watchedMs: 0 },
      { kind: 'release', capacity: 3 },
    );
    bot.state.line = {
      ...bot.state.line,
      moving: { release: moving.id, carries: [], migrating: true },
    };
    expect(await typed(bot, 'board strokes get lost')).toEqual([
      'Rolling back board 1.42.0. Users go back to 1.41.2 now.',
    ]);
    expect(bot.state.releases.get(moving.id)?.phase).toMatchObject({
      kind: 'rolling-back',
      because: {
        kind: 'said',
        act: 'asked',
        who: 'root at the terminal',
        reason: 'strokes get lost',
      },
    });
    expect(await typed(bot, 'board strokes get lost')).toEqual([
      'board is already rolling back. Nothing more to do.',
    ]);
  });

  it('takes a canary back, and says how to take everybody back', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    expect(await typed(bot, 'board errors')).toEqual([
      'Rolling back board 1.42.0. Users go back to 1.41.2 now.',
      '1.41.2 stays live. To roll everyone back as well: rollback board 1.41.1',
    ]);
    expect(bot.state.line.moving).toBeNull();
  });

  it('goes back from what is live when nothing else runs, with nobody answering', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'live', at: 1 }, { kind: 'release', capacity: 5, build: build('1.41.2') });
    bot.state.slackAnswers = false;
    bot.state.fleetAnswers = false;
    expect(await typed(bot, 'board')).toEqual([
      'Rolling back. Everyone on board goes back to 1.41.1.',
    ]);
    expect(bot.state.line.lock?.reason).toEqual({
      kind: 'was-rolled-back',
      name: 'board 1.41.2',
      because: {
        kind: 'said',
        act: 'returned',
        who: 'root at the terminal',
        reason: 'no reason given',
      },
    });
  });

  it('refuses what is no way back, and half a sentence', async () => {
    const bot = frontDesk();
    expect(await typed(bot, 'board 1.39.0 errors')).toEqual([
      'board 1.39.0 never served everyone, so nobody rolls back to it. ' +
        'Choose one of 1.41.1, 1.40.0. Nothing changed.',
    ]);
    expect(await typed(bot, 'bord errors')).toEqual([
      'There is no service "bord". Did you mean board? Nothing changed.',
    ]);
    expect(await typed(bot, '')).toEqual([
      'Name a service. There is: board, web. Nothing changed.',
    ]);
    expect(bot.state.told).toEqual([]);
  });
});
