import { describe, expect, it } from 'vitest';
import { build } from '../support/a-release.ts';
import { frontDesk } from '../support/front-desk.ts';

const card = {
  subject: 'build:board@1.42.0',
  kind: 'card',
  channel: 'C0RELEASES',
  thread: null,
  ts: '1795177320.000100',
  hash: '',
};

describe('what goes wrong is said with a way on', () => {
  it('1: an unknown word', async () => {
    const bot = frontDesk();
    expect(await bot.type('/release statsu board')).toMatchObject({
      text: 'I do not know "statsu". Did you mean `/release status board`?',
      buttons: ['Show Help → release help release'],
    });
    // Two words as near as each other are both offered.
    expect((await bot.type('/release stat')).text).toMatch(/Did you mean `\/release sta[a-z]+`/);
    expect((await bot.mention('holt', null)).text).toMatch(/Did you mean `hold`/);
  });

  it('2: an unknown service', async () => {
    const bot = frontDesk();
    expect(await bot.type('/rollback wbe strokes')).toMatchObject({
      text: 'There is no service "wbe". Did you mean web?',
      buttons: ['Use web → rollback web strokes', 'List Services → release services all'],
    });
    Object.assign(bot.services, { bard: { ...bot.services['board'], name: 'bard' } });
    expect(await bot.type('/prerelease bord')).toMatchObject({
      text: 'There is no service "bord". Did you mean board or bard?',
      buttons: [
        'Use board → prerelease board',
        'Use bard → prerelease bard',
        'List Services → release services all',
      ],
    });
    expect((await bot.press('release services', 'all')).text).toContain(
      '`board`: 1.41.2 is live. Teams: whiteboard. This is its channel.\n' +
        '`web`: nobody said what is live. Teams: web.',
    );
  });

  it('3: no service in this channel', async () => {
    expect(await frontDesk().type('/rollback', 'U0PRIYA', { channel: 'C0LOUNGE' })).toMatchObject({
      text: 'This channel has no service linked. Name one: `/rollback board`',
      buttons: ['List Services → release services all'],
    });
  });

  it('4: nothing ready', async () => {
    const bot = frontDesk();
    bot.state.builds = [build('1.43.0', { checks: { passed: 1, failed: 3 } })];
    bot.state.messages.set('build:board@1.43.0', [{ ...card, subject: 'build:board@1.43.0' }]);
    expect(await bot.type('/prerelease board')).toMatchObject({
      text: 'No build of board is ready. The newest, 1.43.0, failed 3 checks.',
      buttons: ['View Build'],
    });
  });

  it('4: nothing ready but what is in production, which has not been live', async () => {
    const bot = frontDesk();
    bot.state.builds = [build('1.42.0'), build('1.41.2')];
    bot.given({ kind: 'soaking', since: 0 });
    const { text } = await bot.type('/prerelease');
    expect(text).toMatch(/^No other build of board is ready than 1\.42\.0, .*is soaking/);
    expect(text).not.toContain('has been live');
    bot.state.releases.clear();
    bot.state.builds = [build('1.41.2')];
    expect((await bot.type('/prerelease')).text).toContain('The newest, 1.41.2, is live.');
  });

  it('5: an unknown build', async () => {
    expect(await frontDesk().type('/prerelease board 9999 soak=2h')).toMatchObject({
      text: 'board has no build 9999. Newest ready: 1.42.0.',
      buttons: ['Use 1.42.0 → prerelease board 1.42.0 --dry-run soak=2h'],
    });
  });

  it('6: a bad value', async () => {
    expect(await frontDesk().type('/prerelease board 1.42.0 servers=200')).toMatchObject({
      text: '`servers=200` is too many. Use 1 to 4. Example: `servers=1`',
      buttons: [],
    });
  });

  it('7: a missing unit, mended without losing the other words', async () => {
    expect(
      await frontDesk().type('/prerelease board 1.42.0 soak=45 servers=2 first try'),
    ).toMatchObject({
      text: '`soak=45` needs a unit. Try `soak=45m`.',
      buttons: ['Use 45 min → prerelease board 1.42.0 --dry-run soak=45m servers=2 first try'],
    });
  });

  it('8: already running', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    bot.state.messages.set(card.subject, [card]);
    expect(await bot.type('/prerelease board 1.42.0', 'U0ANA')).toMatchObject({
      text: 'board 1.42.0 is soaking, healthy: 4 h left. Started by Priya. Nothing changed.',
      buttons: ['Open Thread', 'Show Status → release status rel_1'],
    });
  });

  it('9: an older build', async () => {
    expect((await frontDesk().type('/prerelease board 1.41.1')).text).toBe(
      '1.41.1 is older than the live 1.41.2. To go back use `/rollback board 1.41.1`. ' +
        'Nothing changed.',
    );
  });

  it('10: frozen', async () => {
    const bot = frontDesk();
    bot.state.line = {
      ...bot.state.line,
      freeze: {
        since: bot.state.now,
        asks: [],
        until: bot.state.now + 3_600_000,
        by: { id: 'U0ANA', name: 'Ana R.' },
        reason: 'holiday sale',
      },
    };
    expect((await bot.type('/prerelease board 1.42.0')).text).toBe(
      'board is frozen until 10:00 UTC by Ana R.: holiday sale. ' +
        'The approvers of whiteboard can end it. Nothing changed.',
    );
    expect(bot.state.releases.size).toBe(0);
  });

  it('12: a guest', async () => {
    expect((await frontDesk().type('/prerelease board 1.42.0', 'U0GUEST')).text).toBe(
      'Davy is for members of this workspace.',
    );
  });

  it('13: Davy is not in the channel', async () => {
    const bot = frontDesk();
    bot.state.closed.add('C0RELEASES');
    expect((await bot.type('/prerelease board 1.42.0')).text).toBe(
      'I cannot post here yet. Type `/invite @Davy` there, then run the command again. ' +
        'Nothing was started.',
    );
    expect(bot.state.told).toEqual([]);
  });

  it('14: the servers do not answer', async () => {
    const bot = frontDesk();
    bot.state.fleetAnswers = false;
    expect(await bot.type('/prerelease board 1.42.0 soak=2h')).toMatchObject({
      text: 'The servers of board do not answer. Nothing was started.',
      buttons: ['Try Again → prerelease board 1.42.0 soak=2h', 'Status Page'],
    });
    bot.services['board'] = { ...bot.services['board']!, statusPage: null };
    expect((await bot.type('/prerelease board 1.42.0')).buttons).toEqual([
      'Try Again → prerelease board 1.42.0',
    ]);
  });

  it('16: the same once more', async () => {
    const bot = frontDesk();
    await bot.type('/prerelease board 1.42.0');
    bot.state.now += 4_000;
    bot.state.messages.set(card.subject, [card]);
    expect(await bot.type('/prerelease board 1.42.0')).toMatchObject({
      text: 'You asked for this 4 s ago. It is running.',
      buttons: ['Open Thread'],
    });
    expect(bot.state.releases.size).toBe(1);
  });
});
