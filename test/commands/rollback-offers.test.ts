import { describe, expect, it } from 'vitest';
import { terminalRollback } from '../../src/command-kit/rollback/from-terminal.ts';
import { plain } from '../../src/command-kit/reply.ts';
import { build } from '../support/a-release.ts';
import { frontDesk } from '../support/front-desk.ts';
import { worded } from '../../src/release/state/worded.ts';

/** A release whose old servers are gone: it is live, and only its announcement is missing. */
function announcing() {
  const bot = frontDesk();
  bot.given({ kind: 'announcing', since: 1 }, { kind: 'release', capacity: 3 });
  bot.state.line = { ...bot.state.line, live: build('1.42.0'), lastGood: [build('1.41.2')] };
  return bot;
}

describe('a rollback', () => {
  it('offers only what would be taken', async () => {
    expect((await announcing().type('/rollback board errors')).buttons).toEqual([
      'Roll Back → rollback board 1.41.2 errors',
      'Cancel',
    ]);
  });

  it('from the terminal goes past what can no longer be rolled back', async () => {
    const bot = announcing();
    const replies = await terminalRollback(['board', 'errors'], bot.deskFor('U0PRIYA', {}));
    expect(replies.map((reply) => (reply.kind === 'whisper' ? plain(reply.parts) : ''))).toEqual([
      'Rolling back. Everyone on board goes back to 1.41.2.',
    ]);
  });

  it('says in the thread of what is over that it is over, and offers nothing', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'stopped', at: bot.state.now, because: worded('wrong build'), by: null });
    expect(await bot.mention('rollback errors', 'rel_1')).toMatchObject({
      text: expect.stringMatching(/^board 1\.42\.0 .*Nothing changed\.$/) as string,
      buttons: [],
    });
  });

  it('goes to no build that may not go out, and leaves it out where none is named', async () => {
    const bot = frontDesk();
    const { version, image, commit } = build('1.41.1');
    const bar = { version, image, commit, because: worded('carts are wrong'), teams: [], at: 0 };
    bot.state.line = { ...bot.state.line, blocked: [bar] };
    expect((await bot.type('/rollback board errors')).buttons[0]).toBe(
      'Roll Back → rollback board 1.40.0 errors',
    );
    expect(await bot.type('/rollback board 1.41.1 errors')).toMatchObject({
      text: 'Davy cannot roll back to board 1.41.1: carts are wrong. Nothing changed.',
      buttons: [],
    });
  });
});
