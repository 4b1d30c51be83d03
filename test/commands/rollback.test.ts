import { describe, expect, it } from 'vitest';
import { rollbackCommand } from '../../commands/rollback.ts';
import { build } from '../support/a-release.ts';
import { frontDesk } from '../support/front-desk.ts';
import { worded } from '../../src/release/state/worded.ts';

describe('/rollback', () => {
  it('shows the effect, asks once, and goes back to the last good build', async () => {
    const bot = frontDesk();
    const asked = await bot.type('/rollback board strokes get lost');
    expect(asked).toEqual({
      text:
        'This moves everyone on board from 1.41.2 back to 1.41.1 and locks board.\n' +
        'Reason: strokes get lost.',
      buttons: ['Roll Back → rollback board 1.41.1 strokes get lost', 'Cancel'],
      form: null,
    });
    expect(bot.state.told).toEqual([]);
    expect((await bot.press('rollback', 'board 1.41.1 strokes get lost')).text).toBe(
      'Rolling back. Everyone on board goes back to 1.41.1.',
    );
    expect(bot.state.releases.get('rel_7Q2F9K')).toMatchObject({
      kind: 'return',
      capacity: 3,
      build: { version: '1.41.1' },
    });
    expect(bot.state.line.lock?.reason).toMatchObject({
      kind: 'was-rolled-back',
      because: { act: 'returned', reason: 'strokes get lost' },
    });
  });

  it('asks once for all, pressed on an old card of one that goes out with others', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'approved', since: 1 });
    bot.given(
      { kind: 'launching', since: 1 },
      { id: 'rel_ALL', kind: 'release', carries: ['rel_NEW', 'rel_1'], build: build('1.43.0') },
    );
    bot.state.line = {
      ...bot.state.line,
      moving: { release: 'rel_ALL', carries: ['rel_NEW', 'rel_1'], migrating: true },
    };
    const asked = await bot.press('release rollback', 'rel_1.3');
    expect(asked).toEqual({
      text:
        'board 1.42.0 is being released to everyone; roll back that release. ' +
        'Nothing changed yet. Rolling it back moves everybody back, also from what is released ' +
        'with it.',
      buttons: ['Roll Back → rollback rel_ALL pressed Roll Back', 'Cancel'],
      form: null,
    });
    expect((await bot.press('rollback', 'rel_ALL pressed Roll Back')).text).toMatch(
      /^Rolling back board 1\.43\.0/,
    );
  });

  it('shows what would happen where plan is the last word, and leads on to doing it', async () => {
    const bot = frontDesk();
    expect(await bot.type('/rollback board strokes get lost plan')).toEqual({
      text:
        'Plan only: nothing was done, and nothing moves until you press a button here. ' +
        'This moves everyone on board from 1.41.2 back to 1.41.1 and locks board.\n' +
        'Reason: strokes get lost.',
      buttons: ['Roll Back → rollback board 1.41.1 strokes get lost', 'Cancel'],
      form: null,
    });
    expect((await bot.type('/rollback board 1.40.0 PLAN')).buttons).toEqual([
      'Roll Back → rollback board 1.40.0 no reason given',
      'Cancel',
    ]);
    bot.given({ kind: 'soaking', since: 1 });
    expect((await bot.mention('rollback plan', 'rel_1')).text).toMatch(
      /^Plan only: nothing was done/,
    );
    expect(bot.state.told).toEqual([]);
  });

  it.each(['the plan was wrong', 'plan b failed', 'wrong planning'])(
    'keeps the word plan in a reason: %s',
    async (reason) => {
      expect(await frontDesk().type(`/rollback board ${reason}`)).toMatchObject({
        text: expect.not.stringContaining('Plan only'),
        buttons: [`Roll Back → rollback board 1.41.1 ${reason}`, 'Cancel'],
      });
    },
  );

  it('goes when a button is pressed, also where its reason ends with plan', async () => {
    const bot = frontDesk();
    expect((await bot.press('rollback', 'board 1.41.1 this was not the plan')).text).toMatch(
      /^Rolling back/,
    );
    expect(bot.state.told).toMatchObject([
      { kind: 'return-started', reason: 'this was not the plan' },
    ]);
  });

  it('goes to an older build when it is named', async () => {
    expect((await frontDesk().type('/rollback board 1.40.0 strokes')).buttons[0]).toBe(
      'Roll Back → rollback board 1.40.0 strokes',
    );
  });

  it('needs neither Slack nor an answer of the fleet', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'live', at: 1 }, { kind: 'release', capacity: 5, build: build('1.41.2') });
    bot.state.slackAnswers = false;
    bot.state.fleetAnswers = false;
    expect((await bot.press('rollback', 'board 1.41.1 all is down')).text).toMatch(/^Rolling back/);
    expect(bot.state.releases.get('rel_7Q2F9K')).toMatchObject({ capacity: 5 });
  });

  it('does not wait for a Slack that hangs', async () => {
    const bot = frontDesk();
    const context = bot.deskFor('U0PRIYA', { door: 'button' });
    const hanging = {
      ...context,
      people: { ...context.people, person: () => new Promise<never>(() => undefined) },
    };
    expect(await rollbackCommand.run(['board', '1.41.1', 'strokes'], hanging)).toMatchObject({
      parts: ['Rolling back. Everyone on board goes back to 1.41.1.'],
    });
  });

  it('aborts the release that moves', async () => {
    const bot = frontDesk();
    const moving = bot.given(
      { kind: 'migrating', since: 1, batch: 0, movedAt: null, watchedMs: 0 },
      { kind: 'release', capacity: 3 },
    );
    bot.state.line = {
      ...bot.state.line,
      moving: { release: moving.id, carries: [], migrating: true },
    };
    const asked = await bot.type('/rollback board errors');
    expect(asked.text).toBe(
      'This stops the release and moves all users of board from 1.42.0 back to 1.41.2.\n' +
        'Reason: errors.',
    );
    expect(asked.buttons[0]).toBe('Roll Back → rollback rel_1.3 errors');
    await bot.press('rollback', 'rel_1.3 errors');
    expect(bot.state.releases.get('rel_1')?.phase).toMatchObject({
      kind: 'rolling-back',
      because: { kind: 'said', act: 'asked', who: 'PRIYA', reason: 'errors' },
    });
  });

  it('says that a rollback is open already', async () => {
    const bot = frontDesk();
    bot.given(
      {
        kind: 'rolling-back',
        since: 1,
        because: worded('errors'),
        by: null,
        end: 'rolled-back',
        usersBackAt: null,
        unprotectedAt: null,
        calmSince: null,
      },
      { kind: 'release' },
    );
    expect((await bot.press('release rollback', 'rel_1.3')).text).toBe(
      'board 1.42.0 is already rolling back: errors. Nothing changed.',
    );
  });

  it('offers the canary first when one is beside the live build', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    expect((await bot.type('/rollback board errors')).buttons).toEqual([
      'Roll Back 1.42.0 → rollback rel_1.3 errors',
      'Everyone to 1.41.1 → rollback board 1.41.1 errors',
      'Cancel',
    ]);
  });

  it('refuses somebody who is known to be from outside', async () => {
    const bot = frontDesk();
    expect((await bot.press('rollback', 'board 1.41.1 x', 'U0GUEST')).text).toMatch(
      /^Davy is for members/,
    );
    expect(bot.state.told).toEqual([]);
  });

  it('says so when there is no way back', async () => {
    const bot = frontDesk();
    bot.state.line = { ...bot.state.line, lastGood: [] };
    expect((await bot.type('/rollback board')).text).toBe(
      'No older build of board is known to go back to. Nothing changed.',
    );
  });
});
