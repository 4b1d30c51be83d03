import { describe, expect, it } from 'vitest';
import { build } from '../support/a-release.ts';
import { whiteboard } from '../support/desk-services.ts';
import { frontDesk } from '../support/front-desk.ts';

/** Two teams; what soaks is asked for by Priya. */
function twoTeams() {
  const bot = frontDesk();
  bot.state.teams = ['whiteboard', 'accounts'];
  bot.services['board'] = {
    ...bot.services['board']!,
    teams: [whiteboard, { name: 'accounts', approvers: ['S0ACCOUNTS'], owns: [] }],
  };
  bot.state.roster = { whiteboard: ['U0ANA', 'U0PRIYA'], accounts: ['U0TOM'] };
  return bot;
}

const plan = (bot: ReturnType<typeof frontDesk>) => bot.services['board']!.plan();

describe('whose word is asked for', () => {
  it('is that of the teams whose paths change', async () => {
    const bot = twoTeams();
    bot.state.lineage = { teams: ['accounts'], contains: [], untouched: [] };
    await bot.type('/prerelease board 1.42.0');
    expect(bot.state.releases.get('rel_7Q2F9K')?.plan.signOff).toEqual([
      { team: 'accounts', approvals: 1 },
    ]);
  });

  it("is everybody's where nobody can tell", async () => {
    const bot = twoTeams();
    await bot.type('/prerelease board 1.42.0');
    expect(bot.state.releases.get('rel_7Q2F9K')?.plan.signOff.map(({ team }) => team)).toEqual([
      'whiteboard',
      'accounts',
    ]);
  });

  it('stays given where a new build leaves the team alone', async () => {
    const bot = twoTeams();
    bot.state.builds.push(build('1.42.1'));
    bot.state.images.add('ami-1.42.1');
    bot.given({ kind: 'soaking', since: 0 }, { plan: plan(bot) });
    await bot.press('release approve', 'rel_1.3', 'U0TOM');
    bot.state.lineage = {
      teams: null,
      contains: ['1.42.0'],
      untouched: [{ release: 'rel_1', teams: ['accounts'] }],
    };
    await bot.type('/prerelease board 1.42.1 replace');
    expect(bot.state.releases.get('rel_7Q2F9K')?.approvals).toMatchObject([
      { by: { id: 'U0TOM' }, team: 'accounts', kept: '1.42.0' },
    ]);
  });
});

describe('an answer that counts', () => {
  it('may come early, and says when it counts', async () => {
    const bot = twoTeams();
    bot.given({ kind: 'soaking', since: 0 }, { plan: plan(bot) });
    expect((await bot.press('release approve', 'rel_1.3', 'U0ANA')).text).toBe(
      'Your approval of board 1.42.0 is recorded. It counts when the soak has passed.',
    );
  });
});

describe('an answer that does not count', () => {
  it.each([
    [
      'U0PRIYA',
      'You started this, so someone else has to approve board 1.42.0. U0ANA and U0TOM ' +
        'can. Nothing changed.',
    ],
    [
      'U0MAX',
      'Members of whiteboard and accounts approve board 1.42.0. U0ANA and U0TOM can. ' +
        'Nothing changed.',
    ],
  ])('of %s names who else can', async (by, text) => {
    const bot = twoTeams();
    bot.given({ kind: 'waiting', since: 0 }, { plan: plan(bot) });
    expect((await bot.press('release approve', 'rel_1.3', by)).text).toBe(text);
  });

  it('names only those whose word is still missing', async () => {
    const bot = twoTeams();
    bot.given({ kind: 'waiting', since: 0 }, { plan: plan(bot) });
    await bot.press('release approve', 'rel_1.3', 'U0ANA');
    expect((await bot.press('release approve', 'rel_1.3', 'U0ANA')).text).toBe(
      'You approved board 1.42.0 already. U0TOM can. Nothing changed.',
    );
    expect((await bot.type('/release decline rel_1 no', 'U0MAX')).text).toMatch(
      /TOM can\. Nothing changed\.$/,
    );
  });

  it('says so when nobody else is there', async () => {
    const bot = twoTeams();
    bot.state.roster = { whiteboard: ['U0PRIYA'], accounts: [] };
    bot.given({ kind: 'waiting', since: 0 }, { plan: plan(bot) });
    expect((await bot.press('release approve', 'rel_1.3', 'U0PRIYA')).text).toBe(
      'You started this, so someone else has to approve board 1.42.0. Nobody else of ' +
        'whiteboard, accounts is there to do it. Nothing changed.',
    );
  });
});

describe('those whose word is missing', () => {
  const late = (bot: ReturnType<typeof frontDesk>) =>
    bot.given({ kind: 'waiting', since: bot.state.now - 20 * 60_000 }, { plan: plan(bot) });

  it('are named when they are at their desk, with a button that calls them', async () => {
    const bot = twoTeams();
    late(bot);
    bot.state.presence = { U0ANA: 'away', U0TOM: 'active' };
    const answer = await bot.press('release approve', 'rel_1.3', 'U0MAX');
    expect(answer).toEqual({
      text:
        'Members of whiteboard and accounts approve board 1.42.0. Online now: U0TOM. ' +
        'Nothing changed.',
      buttons: ['Ask Them → release ask rel_1.3'],
      form: null,
    });
    expect((await bot.type('/release freeze board until 2h sale', 'U0MAX')).text).toMatch(
      new RegExp(
        String.raw`^The approvers of whiteboard and accounts can freeze board\. Online now: ` +
          String.raw`U0TOM\. Nothing changed\.$`,
      ),
    );
  });

  it('are named without a word of where they are while nobody tells', async () => {
    const bot = twoTeams();
    late(bot);
    bot.state.presence = { U0ANA: 'away' };
    expect((await bot.press('release approve', 'rel_1.3', 'U0MAX')).text).toBe(
      'Members of whiteboard and accounts approve board 1.42.0. U0ANA and U0TOM can. ' +
        'Nothing changed.',
    );
  });

  it('are called by whoever asks, and not again right after', async () => {
    const bot = twoTeams();
    late(bot);
    expect((await bot.press('release ask', 'rel_1.3', 'U0MAX')).text).toBe(
      'whiteboard and accounts are asked again in the thread of board 1.42.0.',
    );
    expect(bot.state.releases.get('rel_1')?.asks).toMatchObject([
      { by: { id: 'U0MAX' }, teams: ['whiteboard', 'accounts'] },
    ]);
    bot.state.now += 4 * 60_000;
    expect((await bot.mention('ask', 'rel_1', 'U0PRIYA')).text).toBe(
      'They were asked 4 min ago by MAX, and nobody is asked twice within 10 min. Nothing changed.',
    );
    expect((await bot.press('release approve', 'rel_1.3', 'U0MAX')).buttons).toEqual([]);
  });

  it('hear, as guests, that they may read only, whatever is waited for', async () => {
    const bot = twoTeams();
    late(bot);
    for (const said of [
      await bot.type('/release approve rel_1', 'U0GUEST'),
      await bot.press('release approve', 'rel_1.3', 'U0GUEST'),
      await bot.press('release decline', 'rel_1.3', 'U0GUEST'),
    ]) {
      expect(said).toMatchObject({
        text: 'Davy is for members of this workspace.',
        form: null,
      });
    }
    expect(bot.state.told).toEqual([]);
  });

  it('are called three times at most, while an approval is missing, by no guest', async () => {
    const bot = twoTeams();
    late(bot);
    for (let asked = 0; asked < 3; asked += 1) {
      await bot.type('/release ask board', 'U0MAX');
      bot.state.now += 11 * 60_000;
    }
    expect((await bot.type('/release ask board', 'U0MAX')).text).toBe(
      'They were asked 3 times already, last by MAX. Nothing changed.',
    );
    expect((await bot.type('/release ask board', 'U0GUEST')).text).toContain(
      'Davy is for members of this workspace.',
    );
    bot.given({ kind: 'soaking', since: 0 }, { plan: plan(bot) });
    expect((await bot.type('/release ask board', 'U0MAX')).text).toBe(
      'board 1.42.0 waits for no approval. Nothing changed.',
    );
  });

  it('are shown with what is known of where they are', async () => {
    const bot = twoTeams();
    bot.state.presence = { U0ANA: 'active', U0TOM: 'away' };
    bot.state.zones.set('U0TOM', 'America/New_York');
    expect((await bot.type('/release who board')).text).toMatch(
      new RegExp(
        String.raw`Approvers of whiteboard: U0ANA \(online\), U0PRIYA\.\nApprovers of ` +
          String.raw`accounts: U0TOM \(Sat 04:00 there\)\.`,
      ),
    );
  });
});
