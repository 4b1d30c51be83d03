import { describe, expect, it } from 'vitest';
import { build } from '../support/a-release.ts';
import { frontDesk } from '../support/front-desk.ts';

describe('/prerelease', () => {
  it('starts a named build at once', async () => {
    const bot = frontDesk();
    const answer = await bot.type(
      '/prerelease board 1.42.0 servers=2 soak=45m first build with shapes',
    );
    expect(answer.text).toBe(
      'Started. board 1.42.0: 2 servers, soak 45 min. The thread shows how it goes.',
    );
    expect(bot.state.releases.get('rel_7Q2F9K')).toMatchObject({
      note: 'first build with shapes',
      plan: { servers: 2, soakMs: 45 * 60_000 },
      phase: { kind: 'requested' },
      by: { id: 'U0PRIYA' },
    });
  });

  it('shows the newest ready build and asks once when none is named', async () => {
    const bot = frontDesk();
    bot.state.builds = [build('1.43.0', { checks: { passed: 1, failed: 3 } }), ...bot.state.builds];
    const answer = await bot.type('/prerelease board soak=2h trying shapes');
    expect(answer.text).toBe(
      'board 1.42.0 is the newest ready build: 212 checks passed. 1 server, soak 2 h.',
    );
    expect(answer.buttons).toEqual([
      'Start Pre-Release → prerelease board 1.42.0 soak=2h trying shapes',
      'Change Options → prerelease change board 1.42.0 soak=2h trying shapes',
      'Cancel',
    ]);
    expect(bot.state.told).toEqual([]);
    expect((await bot.press('prerelease', 'board 1.42.0 soak=2h trying shapes')).text).toMatch(
      /^Started/,
    );
  });

  it.each([
    [
      'pending',
      'The image of board 1.42.0 is still being made. ' +
        'Try again when it is ready; nothing was started.',
    ],
    [
      'failed',
      'The image of board 1.42.0 failed while it was made. ' +
        'Nothing was started; have CI build it anew.',
    ],
  ] as const)('starts nothing from an image that is %s, and says so', async (state, says) => {
    const bot = frontDesk();
    bot.state.unready.set('ami-1.42.0', state);
    expect((await bot.type('/prerelease board 1.42.0')).text).toBe(says);
    expect(bot.state.told).toEqual([]);
  });

  it('reads what phones make of dashes, quotes and blanks', async () => {
    const bot = frontDesk();
    await bot.type('/prerelease “board” ‘1.42.0’ —servers=2\u00a0“first try”');
    expect(bot.state.releases.get('rel_7Q2F9K')).toMatchObject({
      note: '"first try"',
      plan: { servers: 2 },
    });
  });

  it('takes the service from the channel when only one is linked', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    expect((await bot.type('/release hold 15m x', 'U0PRIYA', { channel: 'C0LOUNGE' })).text).toBe(
      'There is no service "15m".',
    );
    expect(await bot.type('/release hold', 'U0PRIYA', { channel: 'C0LOUNGE' })).toMatchObject({
      text: 'This channel has no service linked. Name one: `/release hold board`',
      buttons: ['List Services → release services all'],
    });
  });

  it.each([
    [
      '/prerelease bord 1.42.0',
      'There is no service "bord". Did you mean board?',
      ['Use board → prerelease board 1.42.0', 'List Services → release services all'],
    ],
    [
      '/prerelease __proto__ 1.42.0',
      'There is no service "__proto__".',
      ['List Services → release services all'],
    ],
    [
      '/prerelease board 9.9.9',
      'board has no build 9.9.9. Newest ready: 1.42.0.',
      ['Use 1.42.0 → prerelease board 1.42.0 --dry-run'],
    ],
    [
      '/prerelease board 1.42.0 servers=5',
      '`servers=5` is too many. Use 1 to 4. Example: `servers=1`',
      [],
    ],
    [
      '/prerelease board 1.42.0 servers=0',
      '`servers=0` is too few. Use 1 to 4. Example: `servers=1`',
      [],
    ],
    [
      '/prerelease board 1.42.0 servers=-1',
      '`servers=-1` is not a number of servers. Use 1 to 4. Example: `servers=1`',
      [],
    ],
    [
      '/prerelease board 1.42.0 soak=45',
      '`soak=45` needs a unit. Try `soak=45m`.',
      ['Use 45 min → prerelease board 1.42.0 --dry-run soak=45m'],
    ],
    [
      '/prerelease board 1.42.0 soak=1s',
      '`soak=1s` is too short. Use 5 min to 24 h. Example: `soak=45m`',
      [],
    ],
    [
      '/prerelease board 1.42.0 sevrers=2',
      '`sevrers=` is not known. Did you mean `servers=`? I know `servers=2` and `soak=45m`; ' +
        'other words are the note.',
      [],
    ],
    [
      '/prerelease board 1.42.0 ring=5%',
      '`ring=` is not known. A pre-release is counted in servers: `servers=2`',
      [],
    ],
  ])('answers %s without changing anything', async (typed, text, buttons) => {
    const bot = frontDesk();
    expect(await bot.type(typed)).toMatchObject({ text, buttons });
    expect(bot.state.told).toEqual([]);
  });

  it('says that a build is running already', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    bot.state.messages.set('build:board@1.42.0', [
      {
        subject: 'build:board@1.42.0',
        kind: 'card',
        channel: 'C0RELEASES',
        thread: null,
        ts: '1795177320.000100',
        hash: '',
      },
    ]);
    const answer = await bot.type('/prerelease board 1.42.0', 'U0ANA');
    expect(answer.text).toBe(
      'board 1.42.0 is soaking, healthy: 4 h left. Started by Priya. Nothing changed.',
    );
    expect(answer.buttons).toEqual(['Open Thread', 'Show Status → release status rel_1']);
  });

  it('says so when the newest ready build is running, and offers only others', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    expect((await bot.type('/prerelease board', 'U0ANA')).text).toBe(
      'board 1.42.0 is soaking, healthy: 4 h left. Started by Priya. Nothing changed.',
    );
    expect((await bot.type('/prerelease', 'U0ANA')).text).toMatch(
      /^No other build of board is ready/,
    );
  });

  it('refuses guests', async () => {
    const bot = frontDesk();
    expect((await bot.type('/prerelease board 1.42.0', 'U0GUEST')).text).toBe(
      'Davy is for members of this workspace.',
    );
    expect(bot.state.told).toEqual([]);
  });

  it('starts nothing when Slack or the servers do not answer', async () => {
    const bot = frontDesk();
    bot.state.fleetAnswers = false;
    expect((await bot.type('/prerelease board 1.42.0')).text).toBe(
      'The servers of board do not answer. Nothing was started.',
    );
    bot.state.slackAnswers = false;
    expect((await bot.type('/prerelease board 1.42.0')).text).toMatch(
      /^Slack does not say who you are/,
    );
    expect(bot.state.told).toEqual([]);
  });

  it('stops a pre-release after asking once', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    const asked = await bot.type('/prerelease stop board wrong branch');
    expect(asked.buttons).toEqual([
      'Stop Pre-Release → prerelease stop rel_1.3 wrong branch',
      'Keep Going',
    ]);
    expect(bot.state.told).toEqual([]);
    expect((await bot.press('prerelease stop', 'rel_1.3 wrong branch')).text).toBe(
      'Stopping board 1.42.0. Its users go back now.',
    );
    expect(bot.state.releases.get('rel_1')?.phase).toMatchObject({
      kind: 'rolling-back',
      end: 'stopped',
    });
  });

  it('lists what is running', async () => {
    const bot = frontDesk();
    expect((await bot.type('/prerelease status')).text).toBe(
      'No pre-release is running. Start one: `/prerelease board`',
    );
    bot.given({ kind: 'soaking', since: 0 });
    expect((await bot.type('/prerelease status all')).text).toMatch(/^board 1\.42\.0 is soaking/);
    expect((await bot.type('/prerelease status board')).text).toBe(
      'board 1.42.0 is soaking, healthy: 4 h left.',
    );
  });
});
