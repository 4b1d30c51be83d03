import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { answerContent } from '../../src/views/answer/answer.ts';
import { frontDesk } from '../support/front-desk.ts';
import { validateBlocks } from '../../playground/slack/blocks/validate.ts';
import { worded } from '../../src/release/state/worded.ts';

const card = {
  subject: 'build:board@1.42.0',
  kind: 'card',
  channel: 'C0RELEASES',
  thread: null,
  ts: '1795177320.000100',
  hash: '',
};

async function whisperOf(
  bot: ReturnType<typeof frontDesk>,
  name: string,
  words: readonly string[],
) {
  const reply = await commands
    .find((command) => command.name === name)
    ?.run(words, bot.deskFor('U0PRIYA', {}));
  if (reply?.kind !== 'whisper') throw new Error('no whisper');
  return reply;
}

describe('/release alone', () => {
  it('shows what waits for the one who asks before what runs', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'waiting', since: 0 });
    bot.state.messages.set(card.subject, [card]);
    expect(await bot.type('/release', 'U0ANA')).toEqual({
      text:
        'This waits for you:\n• board 1.42.0 has soaked and waits for approval, healthy. ' +
        'Your approval for whiteboard is missing.',
      form: null,
      buttons: ['Open board 1.42.0', 'Show All Services → release status all'],
    });
    expect((await bot.type('/release', 'U0PRIYA')).text).toBe(
      'Nothing waits for you.\nRunning now:\n' +
        '• board 1.42.0 has soaked and waits for approval, healthy.',
    );
    bot.state.slackAnswers = false;
    expect((await bot.type('/release', 'U0ANA')).text).toMatch(
      /^Nothing waits for you\. Slack does not say who you approve for just now\.\nRunning now:/,
    );
  });

  it('says how to begin when nothing runs', async () => {
    expect((await frontDesk().type('/release')).text).toBe(
      'Nothing waits for you. Nothing is running. Start something: `/prerelease`',
    );
  });
});

describe('/release history', () => {
  it('is short lines for a phone, each to its thread, at the time of its reader', async () => {
    const bot = frontDesk();
    bot.given({
      kind: 'stopped',
      at: bot.state.now + 3_600_000,
      because: worded('stopped by Tom: wrong branch <!channel>'),
      by: null,
    });
    bot.state.messages.set(card.subject, [card]);
    const { blocks, classic } = answerContent(await whisperOf(bot, 'release history', ['board']));
    expect(validateBlocks('message', [...blocks], true)).toMatchObject({ ok: true });
    expect(validateBlocks('message', [...classic], false)).toMatchObject({ ok: true });
    expect(JSON.stringify(blocks)).toContain(
      '{"type":"link","url":"https://acme.slack.example/archives/C0RELEASES/p1795177320000100' +
        '","text":"1.42.0"}',
    );
    const all = JSON.stringify(blocks);
    expect(all).toContain('" pre-release, Stopped after 1 h · "');
    expect(all).toMatch(/"type":"date","timestamp":\d+,"format":"\{date_short_pretty\} at/);
    expect(all).toContain('" · Priya: stopped by Tom: wrong branch');
    expect(all).not.toMatch(/"type":"table"|UTC\)/);
  });

  it('takes a number of rows, and says which', async () => {
    const bot = frontDesk();
    expect((await bot.type('/release history web')).text).toBe(
      'web has no history yet. Start it: `/prerelease web`',
    );
    expect((await bot.type('/release history board 900')).text).toBe(
      '`900` is no number of rows. Use 1 to 50. Example: `/release history board 10`',
    );
    bot.given({ kind: 'soaking', since: 0 });
    expect((await bot.mention('history 5', 'rel_1')).text).toBe('The newest of board.');
  });
});

describe('/release who', () => {
  it('names the on-call and the approvers with their own clocks', async () => {
    const bot = frontDesk();
    bot.state.roster = { whiteboard: ['U0ANA', 'U0TOM'], 'on-call': ['U0NOOR'] };
    bot.state.zones.set('U0TOM', 'America/New_York');
    bot.given({ kind: 'soaking', since: 0 });
    expect((await bot.type('/release who board')).text).toBe(
      'board. On call: U0NOOR.\nApprovers of whiteboard: U0ANA, U0TOM (Sat 04:00 there).\n' +
        'Pre-release 1.42.0: started by Priya.\n' +
        'Pre-release, Hold and Roll Back: any member of the workspace.\n' +
        'Start, Cancel, Faster, Unlock, Retry and Done by Hand: ' +
        'its teams and whoever is on call.\n' +
        'Resume: whoever held it, its teams and whoever is on call.\n' +
        'Answer a page: its teams, whoever is on call and whoever is called next.\n' +
        'Freeze: its teams.',
    );
  });
});

describe('in a thread', () => {
  it('draws the messages again, and unlocks and retries what the thread is about', async () => {
    const bot = frontDesk();
    bot.given({
      kind: 'stuck',
      since: 0,
      because: worded('no capacity'),
      from: { kind: 'launching', since: 0 },
    });
    expect((await bot.mention('refresh', 'rel_1')).text).toBe(
      'The messages of board 1.42.0 are updated.',
    );
    expect(bot.state.redrawn).toEqual(['rel_1']);
    expect((await bot.mention('retry', 'rel_1', 'U0ANA')).text).toBe('Trying board 1.42.0 again.');
    expect((await bot.mention('done', 'rel_1')).text).toMatch(/^Say what was done/);
    bot.state.line = {
      ...bot.state.line,
      lock: { reason: worded('errors'), since: bot.state.now, release: 'rel_1' },
    };
    expect((await bot.mention('unlock fixed in 1.42.1', 'rel_1', 'U0ANA')).text).toBe(
      'board is unlocked: fixed in 1.42.1.',
    );
  });
});

describe('Share in Channel', () => {
  it('shows everybody an answer that changes nothing, without its command buttons', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    expect((await bot.type('/release status board')).buttons).toContain(
      'Share in Channel → release share status board',
    );
    const reply = await whisperOf(bot, 'release share', ['status', 'board']);
    expect(reply).toMatchObject({ seenBy: 'everyone' });
    expect(JSON.stringify(answerContent(reply))).not.toContain('release share');
    expect((await bot.press('release share', 'unlock board')).text).toMatch(
      /can be shared\. Nothing changed\.$/,
    );
    expect(bot.state.told).toEqual([]);
  });
});

describe('help', () => {
  it('begins with what one wants in eight lines, and knows every verb as a topic', async () => {
    const bot = frontDesk();
    const { text, buttons } = await bot.type('/release help');
    expect(buttons).toEqual(['More → release help more']);
    expect(text.split('\n').map((line) => line.split(/ |:/)[0])).toEqual([
      'Start',
      'Watch',
      'Decide',
      'Stop',
      'Stop',
      'Look',
      'What',
      'In',
    ]);
    expect(await bot.press('release help', 'more')).toMatchObject({
      buttons: [
        'All of /prerelease → release help prerelease',
        'All of /release → release help release',
        'All of /rollback → release help rollback',
        'In Threads → release help thread',
      ],
    });
    expect((await bot.type('/release help freeze')).text).toContain(
      '`/release freeze <service|all> until <when> <reason>` Block new',
    );
    expect((await bot.type('/release help frezee')).text).toBe(
      'There is no help about "frezee". Did you mean `/release help freeze`?',
    );
    expect((await bot.mention('help', null)).text).toContain(
      '`@Davy hold` Pause a release for a while',
    );
  });
});

describe('/release test', () => {
  it('sends a test message for leads and admins, and says what Davy cannot reach', async () => {
    const bot = frontDesk();
    bot.state.roster = { whiteboard: ['U0ANA'], admins: ['U0MO'] };
    for (const who of ['U0ANA', 'U0MO'])
      expect((await bot.press('release test', 'board', who)).text).toBe(
        'A test message is on its way to the channel of board. ' +
          'Davy can post in its changelog channel, too.',
      );
    expect(bot.state.shared).toEqual([{ test: 'board' }, { test: 'board' }]);
    bot.state.closed.add('C0CHANGELOG');
    bot.state.roster = { whiteboard: [], admins: ['U0MO'] };
    expect((await bot.type('/release test board', 'U0MO')).text).toBe(
      'A test message is on its way to the channel of board. ' +
        'Davy cannot post in its changelog channel yet: invite it there. ' +
        'Nobody is in whiteboard now.',
    );
  });

  it('sends nothing for anybody else, nor where Davy cannot post', async () => {
    const bot = frontDesk();
    bot.state.roster = { whiteboard: ['U0ANA'] };
    expect((await bot.type('/release test board', 'U0PRIYA')).text).toBe(
      'The approvers of board and the admins of Davy can send a test message. Nothing changed.',
    );
    expect((await bot.type('/release test board', 'U0GUEST')).text).toContain(
      'Davy is for members of this workspace.',
    );
    bot.state.closed.add('C0RELEASES');
    expect((await bot.type('/release test board', 'U0ANA')).text).toContain(
      'I cannot post here yet',
    );
    expect(bot.state.shared).toEqual([]);
  });
});
