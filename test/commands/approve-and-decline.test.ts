import { describe, expect, it } from 'vitest';
import { frontDesk } from '../support/front-desk.ts';

const waiting = { kind: 'waiting', since: 0 } as const;

describe('/release accept', () => {
  it('asks for its reason, and says who else may', async () => {
    const bot = frontDesk();
    bot.given(waiting);
    expect((await bot.type('/release accept rel_1', 'U0ANA')).text).toBe(
      'Going on without proof needs a reason: `/release accept rel_1 <reason>`. Nothing changed.',
    );
    expect((await bot.type('/release accept rel_1 too quiet', 'U0ANA')).text).toMatch(
      /^board 1\.42\.0 waits for no proof.*Nothing changed\.$/,
    );
    expect(bot.state.told.at(-1)).toMatchObject({ kind: 'proof-waived', reason: 'too quiet' });
  });
});

describe('/release approve and decline', () => {
  it('records a yes for exactly the revision that was shown', async () => {
    const bot = frontDesk();
    bot.given(waiting);
    expect((await bot.press('release approve', 'rel_1.2', 'U0ANA')).text).toMatch(
      /Nothing changed\.$/,
    );
    expect(bot.state.releases.get('rel_1')?.approvals).toEqual([]);
    expect((await bot.press('release approve', 'rel_1.3', 'U0ANA')).text).toBe(
      'Your approval of board 1.42.0 is recorded.',
    );
    expect(bot.state.releases.get('rel_1')?.approvals).toMatchObject([
      { by: { id: 'U0ANA' }, team: 'whiteboard' },
    ]);
  });

  it('never counts the requester, nor somebody outside the team', async () => {
    const bot = frontDesk();
    bot.state.roster = { whiteboard: ['U0PRIYA', 'U0ANA'] };
    bot.given(waiting);
    for (const person of ['U0PRIYA', 'U0STRANGER'])
      expect((await bot.press('release approve', 'rel_1.3', person)).text).toMatch(
        /Nothing changed\.$/,
      );
    expect(bot.state.releases.get('rel_1')?.approvals).toEqual([]);
  });

  it('guesses nobody when Slack does not answer for the group', async () => {
    const bot = frontDesk();
    bot.given(waiting);
    bot.state.groupsAnswer = false;
    expect((await bot.press('release approve', 'rel_1.3', 'U0ANA')).text).toMatch(
      /^Slack does not answer for the group/,
    );
    bot.state.slackAnswers = false;
    expect((await bot.press('release approve', 'rel_1.3', 'U0ANA')).text).toMatch(
      /^Slack does not say who you are/,
    );
    expect(bot.state.told).toEqual([]);
  });

  it('asks for the reason of a no in a form, and takes it from there', async () => {
    const bot = frontDesk();
    bot.given(waiting);
    expect((await bot.press('release decline', 'rel_1.3', 'U0ANA')).form).toBe(
      'release decline rel_1.3',
    );
    expect((await bot.type('/release decline rel_1', 'U0ANA')).text).toBe(
      'Declining needs a reason: `/release decline rel_1 <reason>`. Nothing changed.',
    );
    expect(bot.state.told).toEqual([]);
    expect((await bot.type('/release decline rel_1 shapes jump', 'U0ANA')).text).toBe(
      'You declined board 1.42.0: shapes jump.',
    );
  });

  it.each(['55', '#55', '9.9.9', 'board 9.9.9', 'board v1.41.2'])(
    'takes no other build than %s names, and says what there is',
    async (said) => {
      const bot = frontDesk();
      bot.given(waiting);
      const named = said.replace(/^board /, '');
      expect(await bot.type(`/release approve ${said} fine`, 'U0ANA')).toMatchObject({
        text:
          `No release or build ${named} is running or waiting. ` +
          'There is board 1.42.0. Nothing changed.',
        buttons: ['1.42.0 → release approve rel_1.3 fine'],
      });
      expect(bot.state.told).toEqual([]);
      expect((await bot.type('/release approve board v1.42.0', 'U0ANA')).text).toBe(
        'Your approval of board 1.42.0 is recorded.',
      );
    },
  );

  it('claims no newer build, where its own is what everybody has', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'carried', at: 0 });
    for (const said of ['approve', 'decline', 'undo', 'hold'])
      expect((await bot.press(`release ${said}`, 'rel_1.3', 'U0ANA')).text).not.toMatch(/newer/);
    expect((await bot.press('release approve', 'rel_1.3', 'U0ANA')).text).toBe(
      'board 1.42.0 is already released. Nothing changed.',
    );
  });

  it('names a release that is not there', async () => {
    expect((await frontDesk().type('/release approve rel_NONE')).text).toBe(
      'There is no release rel_NONE. Nothing changed.',
    );
  });
});
