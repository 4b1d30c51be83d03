import { describe, expect, it } from 'vitest';
import { frontDesk } from '../support/front-desk.ts';
import { worded } from '../../src/release/state/worded.ts';

const waiting = { kind: 'waiting', since: 0 } as const;

describe('/release start, unlock, live, why, status and help', () => {
  it('starts the newest approved pre-release with fresh facts', async () => {
    const bot = frontDesk();
    bot.given(
      { kind: 'approved', since: 0 },
      {
        approvals: [
          {
            by: { id: 'U0ANA', name: 'Ana' },
            team: 'whiteboard',
            at: bot.state.now,
            image: 'ami-1.42.0',
            plan: 'plan1',
          },
        ],
      },
    );
    expect((await bot.type('/release start board', 'U0ANA')).text).toBe(
      'Releasing board 1.42.0 to everyone, in 3 batches.',
    );
    expect(bot.state.told.at(-1)).toMatchObject({
      kind: 'release-started',
      capacity: 3,
      imageFound: true,
      targetFound: true,
    });
    expect(bot.state.line.moving).toMatchObject({ release: 'rel_7Q2F9K' });
  });

  it('says what is missing instead of starting', async () => {
    const bot = frontDesk();
    bot.given(waiting);
    expect(await bot.type('/release start board', 'U0ANA')).toMatchObject({
      text: 'board 1.42.0 waits for approval. Nothing changed.',
      buttons: ['Show Why → release why board'],
    });
    expect((await bot.type('/release why board')).text).toContain('0 of 1 approvals of whiteboard');
  });

  it('starts nothing from an image that failed, and says so', async () => {
    const bot = frontDesk();
    bot.given(waiting);
    bot.state.unready.set('ami-1.42.0', 'failed');
    expect((await bot.type('/release start board', 'U0ANA')).text).toMatch(
      /^The image of board .* failed/,
    );
    expect(bot.state.told).toEqual([]);
  });

  it('says who barred the build that was tried last, whatever word asks for it', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    await bot.type('/release decline rel_1 carts are wrong', 'U0ANA');
    expect((await bot.type('/release start rel_1')).text).toBe(
      'board 1.42.0 is already rolling back: declined by ANA: carts are wrong. Nothing changed.',
    );
    bot.given({
      kind: 'declined',
      at: 0,
      because: { kind: 'said', act: 'declined', who: 'ANA', reason: 'carts are wrong' },
      by: { id: 'U0ANA', name: 'ANA' },
    });
    expect((await bot.type('/release start board', 'U0ANA')).text).toBe(
      'No pre-release of board is running. 1.42.0 is blocked: ' +
        'declined by ANA: carts are wrong. Start one: `/prerelease board`',
    );
    bot.state.builds = bot.state.builds.slice(0, 1);
    expect((await bot.type('/prerelease board')).text).toBe(
      'No build of board is ready. The newest, 1.42.0, is blocked: ' +
        'declined by ANA: carts are wrong.',
    );
    expect((await bot.type('/prerelease board 1.42.0')).text).toBe(
      'board 1.42.0 is blocked: declined by ANA: carts are wrong. ' +
        'A new build can be released. Nothing changed.',
    );
  });

  it('unlocks with a reason only', async () => {
    const bot = frontDesk();
    expect((await bot.type('/release unlock board x')).text).toBe(
      'board is not locked. Nothing changed.',
    );
    bot.state.line = {
      ...bot.state.line,
      lock: { reason: worded('errors'), since: bot.state.now, release: 'rel_0' },
    };
    // As it is printed everywhere: it asks once, for the reason.
    expect((await bot.type('/release unlock board', 'U0ANA')).form).toBe('release unlock board');
    expect(await bot.mention('unlock', 'rel_1', 'U0ANA')).toMatchObject({
      text: /^Say why board may go on/,
      buttons: ['Unlock board → release unlock board'],
    });
    expect((await bot.press('release unlock', 'board', 'U0ANA')).form).toBe('release unlock board');
    expect((await bot.type('/release unlock board fixed in 1.42.1', 'U0ANA')).text).toBe(
      'board is unlocked: fixed in 1.42.1.',
    );
    expect(bot.state.line.lock).toBeNull();
  });

  it('adopts what is live after asking once', async () => {
    const bot = frontDesk();
    bot.state.line = { ...bot.state.line, live: null };
    expect((await bot.type('/release live board 1.41.2', 'U0ANA')).buttons).toEqual([
      'Record as Live → release live board 1.41.2',
      'Cancel',
    ]);
    expect(bot.state.told).toEqual([]);
    expect((await bot.press('release live', 'board 1.41.2', 'U0ANA')).text).toBe(
      'board 1.41.2 is recorded as live.',
    );
    expect(bot.state.line.live?.version).toBe('1.41.2');
  });

  it('leaves what is live to those who approve, and names them', async () => {
    const bot = frontDesk();
    bot.state.line = { ...bot.state.line, live: null };
    for (const answer of [
      await bot.type('/release live board 1.41.2'),
      await bot.press('release live', 'board 1.41.2'),
    ])
      expect(answer.text).toBe(
        'The approvers of whiteboard can say what is live: U0ANA and U0TOM. Nothing changed.',
      );
    expect(bot.state.line.live).toBeNull();
  });

  it('records a barred build as live only on a reason, which a form asks for', async () => {
    const bot = frontDesk();
    bot.state.line = {
      ...bot.state.line,
      live: null,
      blocked: [
        {
          version: '1.41.2',
          image: 'ami-1.41.2',
          because: worded('declined by Tom: price bug'),
          commit: 'a',
          teams: ['whiteboard'],
          at: 0,
        },
      ],
    };
    expect((await bot.type('/release live board 1.41.2', 'U0ANA')).text).toBe(
      'board 1.41.2 is blocked: declined by Tom: price bug. ' +
        'Say why it may serve everybody: `/release live board 1.41.2 <reason>`. Nothing changed.',
    );
    expect(await bot.press('release live', 'board 1.41.2', 'U0ANA')).toMatchObject({
      text:
        'board 1.41.2 is blocked: declined by Tom: price bug. ' +
        'Recorded as live it is no longer blocked, and later rollbacks go there.',
      form: 'release live board 1.41.2',
    });
    expect(bot.state.line.live).toBeNull();
    const asked = await bot.type('/release live board 1.41.2 the price was right', 'U0ANA');
    expect(asked).toMatchObject({
      text: expect.stringContaining('It is no longer blocked: the price was right.'),
      buttons: ['Record as Live → release live board 1.41.2 the price was right', 'Cancel'],
    });
    expect(
      (await bot.press('release live', 'board 1.41.2 the price was right', 'U0ANA')).text,
    ).toBe('board 1.41.2 is recorded as live.');
    expect(bot.state.line).toMatchObject({ live: { version: '1.41.2' }, blocked: [] });
    expect(bot.state.told.at(-1)).toMatchObject({ kind: 'adopted', reason: 'the price was right' });
  });

  it('shows every line at a glance', async () => {
    const bot = frontDesk();
    bot.given({ kind: 'soaking', since: 0 });
    const { text } = await bot.type('/release status');
    expect(text).toContain(
      'board: 1.41.2 is live.\n• board 1.42.0 is soaking, healthy: 4 h left. (rel_1)',
    );
    expect(text).toContain('web: Davy does not know what is live.');
  });

  it('corrects a mistyped word and shows help', async () => {
    const bot = frontDesk();
    expect(await bot.type('/release aprove rel_1')).toMatchObject({
      text: 'I do not know "aprove". Did you mean `/release approve rel_1`?',
      buttons: ['Show Help → release help release'],
    });
    for (const typed of ['/release help', '/prerelease help', '/rollback help'])
      expect((await bot.type(typed)).text).toContain(typed.split(' ')[0]);
  });
});

describe('the buttons of a page', () => {
  it('postpones at once and asks why afterwards', async () => {
    const bot = frontDesk();
    bot.given(
      { kind: 'soaking', since: 0 },
      {
        countdown: {
          number: 1,
          since: bot.state.now,
          deadline: bot.state.now + 100_000,
          because: worded('errors'),
          postponements: [],
        },
        countdowns: 1,
      },
    );
    bot.state.roster = { 'on-call': ['U0NOOR'] };
    expect((await bot.press('release postpone', 'rel_1.3', 'U0STRANGER')).text).toMatch(
      /Nothing changed\.$/,
    );
    const pressed = await bot.press('release postpone', 'rel_1.3', 'U0NOOR');
    expect(pressed.form).toMatch(/^release postpone rel_1\./);
    expect(bot.state.releases.get('rel_1')?.countdown?.postponements).toHaveLength(1);
    await bot.press('release postpone', 'rel_1.4 checking a slow query', 'U0NOOR');
    expect(bot.state.releases.get('rel_1')?.countdown?.postponements[0]).toMatchObject({
      reason: 'checking a slow query',
    });
  });

  it('gives a stuck release its exits', async () => {
    const bot = frontDesk();
    bot.given({
      kind: 'stuck',
      since: 0,
      because: worded('no capacity'),
      from: { kind: 'launching', since: 0 },
    });
    expect((await bot.press('release by-hand', 'rel_1.3', 'U0ANA')).form).toBe(
      'release by-hand rel_1.3',
    );
    expect((await bot.press('release retry', 'rel_1.3', 'U0ANA')).text).toBe(
      'Trying board 1.42.0 again.',
    );
    expect(bot.state.releases.get('rel_1')?.phase.kind).toBe('launching');
  });
});
