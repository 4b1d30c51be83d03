import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { worded } from '../../src/release/state/worded.ts';
import { davyInSlack } from '../support/davy-in-slack.ts';
import { countdown } from '../support/release-parts.ts';

const outsider = 'Davy is for members of this workspace.';

describe('by what right people speak', () => {
  let bot: Awaited<ReturnType<typeof davyInSlack>>;
  beforeEach(async () => {
    bot = await davyInSlack();
    bot.desk.state.roster = { whiteboard: ['U0TOM'], 'on-call': ['U0ANA'] };
  });
  afterEach(() => bot.stop());

  const given = () => bot.desk.given({ kind: 'soaking', since: bot.desk.state.now });
  const release = () => bot.desk.state.releases.get('rel_1');

  it('nobody without a team ends a hold of the on-call, and hears who can', async () => {
    given();
    await bot.types('U0ANA', '/release hold board 30m incident, touch nothing');
    const answer = await bot.types('U0PRIYA', '/release resume board');
    expect(answer.text).toMatch(/^Only whoever held it, its teams and whoever is on call can res/);
    expect(answer.text).toMatch(/U0TOM and U0ANA can\. Nothing changed\.$/);
    expect(release()?.hold).toMatchObject({ by: { id: 'U0ANA' } });
    expect((await bot.types('U0TOM', '/release resume board')).text).toBe('board 1.42.0 goes on.');
  });

  it('nobody without a team unlocks, and no form asks them why', async () => {
    const lock = { reason: worded('errors'), since: 0, release: 'rel_0' };
    bot.desk.state.line = { ...bot.desk.state.line, lock };
    for (const typed of ['/release unlock board', '/release unlock board because'])
      expect((await bot.types('U0PRIYA', typed)).text).toMatch(/^Only its teams and whoever is on/);
    expect(bot.desk.state.line.lock).toEqual(lock);
  });

  it('a rollback waits for no directory and is stopped by no silence of it', async () => {
    given();
    const { services, state } = bot.desk;
    const { board } = services;
    if (board) services['board'] = { ...board, may: { ...board.may, 'roll-back': ['on-call'] } };
    const refused = await bot.presses('U0PRIYA', await asked(rollBack), rollBack);
    expect(refused.text).toMatch(/^Only whoever is on call can roll board back\./);
    state.slackAnswers = false;
    const gone = await bot.presses('U0PRIYA', await asked(rollBack), rollBack);
    expect(gone.text).toMatch(/^Rolling back board 1\.42\.0\./);
  });

  const rollBack = { action_id: 'release rollback', value: 'rel_1.3 errors' };
  const asked = (button: Pressed) =>
    bot.post('rel_1', 'page', { text: 'A page.', rich: [actions(button)], classic: [] });

  it.each([
    '/release status board',
    '/release changes board',
    '/release history board',
    '/release who board',
    '/release follow board',
    '/release settings',
    '/release summary week',
    '/release help',
    '/release relase',
    '/rollback board',
  ])('guests and people from elsewhere read nothing: %s', async (typed) => {
    given();
    expect((await bot.types('U0GUS', typed)).text).toBe(outsider);
    expect(bot.desk.state.readers.size).toBe(0);
  });

  it('nobody approves what they wrote where somebody else could, if davy.yml says so', async () => {
    const { state, services } = bot.desk;
    const plan = services['board']?.plan();
    if (!plan) throw new Error('no board');
    state.roster = { whiteboard: ['U0ANA', 'U0TOM'] };
    state.authors = ['U0ANA'];
    bot.desk.given(
      { kind: 'waiting', since: state.now },
      { plan: { ...plan, approval: { authors: true, distinct: false } } },
    );
    const answer = await bot.types('U0ANA', '/release approve board');
    expect(answer.text).toMatch(/^You wrote a change of board 1\.42\.0, so someone else of whiteb/);
    expect(release()?.approvals).toEqual([]);
    await bot.types('U0TOM', '/release approve board');
    expect(release()?.approvals).toMatchObject([{ by: { id: 'U0TOM' } }]);
  });

  it('guests explain no postponement, and nobody who was not called does', async () => {
    const { now } = bot.desk.state;
    const by = { id: 'U0ANA', name: 'Ana' };
    const one = { by, at: now, until: now + 600_000, badness: 1, reason: 'a slow query' };
    bot.desk.given(
      { kind: 'soaking', since: now },
      { countdown: countdown({ since: now, deadline: now + 600_000, postponements: [one] }) },
    );
    const explain = { action_id: 'release postpone', value: 'rel_1.3 nothing to see' };
    const page = await asked(explain);
    expect((await bot.presses('U0GUS', page, explain)).text).toBe(outsider);
    expect((await bot.presses('U0PRIYA', page, explain)).text).toMatch(/^Only its teams, whoever/);
    expect(release()?.countdown?.postponements).toEqual([one]);
  });
});

type Pressed = { readonly action_id: string; readonly value: string };

function actions(button: Pressed) {
  const text = { type: 'plain_text' as const, text: 'Press' };
  return {
    type: 'actions' as const,
    block_id: 'a:act:1',
    elements: [{ type: 'button' as const, text, ...button }],
  };
}
