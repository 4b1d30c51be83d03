import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { davyInSlack } from '../support/davy-in-slack.ts';
import { whiteboard } from '../support/desk-services.ts';

describe('somebody who left the team', () => {
  let bot: Awaited<ReturnType<typeof davyInSlack>>;
  beforeEach(async () => {
    bot = await davyInSlack();
  });
  afterEach(() => bot.stop());

  it('approves nothing, and is asked about at that moment with all whose word counts', async () => {
    const { state } = bot.desk;
    bot.desk.given({ kind: 'waiting', since: state.now });
    state.roster = { whiteboard: ['U0TOM'] };
    const answer = await bot.types('U0ANA', '/release approve board');
    expect(answer.text).toMatch(/^Members of whiteboard approve board 1\.42\.0\./);
    expect(state.releases.get('rel_1')?.approvals).toEqual([]);
    expect(state.freshlyAsked.flat()).toEqual(expect.arrayContaining(['U0ANA', 'U0PRIYA']));
  });

  it('is no approver any more when it starts', async () => {
    const { state } = bot.desk;
    const by = { id: 'U0ANA', name: 'Ana' };
    const { hash: plan } = bot.desk.services['board']?.plan() ?? { hash: '' };
    const yes = { by, team: whiteboard.name, at: state.now, plan, image: 'ami-1.42.0' };
    bot.desk.given({ kind: 'approved', since: state.now }, { approvals: [yes] });
    state.roster = { whiteboard: ['U0TOM'] };
    const answer = await bot.types('U0TOM', '/release start board');
    expect(answer.text).toBe('board 1.42.0 still needs 1 of whiteboard. Nothing changed.');
    expect(state.line.moving).toBeNull();
    expect(state.freshlyAsked.flat()).toContain('U0ANA');
  });

  it('stands for nothing by a list of people that is too old', async () => {
    const { state } = bot.desk;
    bot.desk.given({ kind: 'waiting', since: state.now });
    state.rosterAgeMs = 11 * 60_000;
    const answer = await bot.types('U0ANA', '/release approve board');
    expect(answer.text).toMatch(/^Nobody can tell who may approve just now/);
    expect(state.releases.get('rel_1')?.approvals).toEqual([]);
  });
});
