import { beforeEach, describe, expect, it } from 'vitest';
import type { Server } from '../../src/release/state/servers.ts';
import { frontDesk } from '../support/front-desk.ts';
import { minute } from '../support/noon.ts';
import { strayGroup } from '../support/stray-samples.ts';

let bot: ReturnType<typeof frontDesk>;

/** Two servers of a release that nobody knows, as the fleet shows them now. */
const left = (more: Partial<Server> = {}): readonly Server[] =>
  ['n1', 'n2'].map((id) => ({
    id,
    version: '1.42.0',
    release: 'rel_OVER',
    slot: 0,
    state: 'ready',
    joined: false,
    admits: false,
    share: null,
    users: 0,
    protected: false,
    ...(id === 'n2' ? more : {}),
  }));

beforeEach(() => {
  bot = frontDesk();
  bot.state.line = { ...bot.state.line, strays: [strayGroup()] };
  bot.state.servers = [...bot.state.servers, ...left()];
  bot.state.strays = left().map(({ id, version, release }) => ({
    id,
    version,
    release,
    since: 0,
    kind: 'server',
    costPerHour: null,
  }));
});

const group = () => bot.state.line.strays[0];
const said = 'board 7 1 left over';

describe('servers that no open release stands for', () => {
  it('are adopted with a reason, by the button of their card', async () => {
    const form = await bot.press('release adopt', 'board 7 1', 'U0ANA');
    expect(form.text).toMatch(/^Davy leaves n1 and n2 of board 1\.42\.0 alone from now on/);
    expect(group()).toMatchObject({ end: null });
    const { text } = await bot.press('release adopt', 'board 7 1 we measure', 'U0ANA');
    expect(text).toBe('Davy leaves these servers of board 1.42.0 alone from now on.');
    expect(group()).toMatchObject({ end: { kind: 'adopted', reason: 'we measure' } });
    expect((await bot.press('release adopt', 'board 7 1', 'U0ANA')).text).toBe(
      'That was answered already; the card in the channel of board says how. Nothing changed.',
    );
  });

  it('are terminated once, after what the form says', async () => {
    const { text } = await bot.press('release terminate', said, 'U0ANA');
    expect(text).toMatch(/^Davy terminates these servers of board 1\.42\.0 in 1 min, if nobody/);
    expect(group()).toMatchObject({
      word: { kind: 'terminate', by: { id: 'U0ANA' }, reason: 'left over', ids: ['n1', 'n2'] },
    });
    expect((await bot.press('release terminate', said, 'U0TOM')).text).toMatch(
      /has said already what becomes of these servers of board\. Nothing changed\.$/,
    );
  });

  it.each<[Partial<Server>, RegExp]>([
    [{ users: 2 }, /^n2 has users\. Nothing changed\.$/],
    [{ joined: true, admits: true }, /^n2 takes new users\. Nothing changed\.$/],
    [{ protected: true }, /^n2 is protected against termination\. Nothing changed\.$/],
  ])('are not terminated where one of them is in use by now: %j', async (more, answer) => {
    bot.state.servers = left(more);
    expect((await bot.press('release terminate', said, 'U0ANA')).text).toMatch(answer);
    expect(group()).toMatchObject({ word: null });
  });

  it('stay as they are where nobody can tell who is on them, or who may', async () => {
    bot.state.fleetAnswers = false;
    expect((await bot.press('release terminate', said, 'U0ANA')).text).toMatch(/Nothing/);
    bot.state.fleetAnswers = true;
    bot.state.groupsAnswer = false;
    expect((await bot.press('release terminate', said, 'U0ANA')).text).toMatch(/Nothing changed/);
    expect(group()).toMatchObject({ word: null });
  });

  it('are for those who answer for the service', async () => {
    for (const who of ['U0GUEST', 'U0PRIYA'])
      for (const act of ['adopt', 'terminate', 'unprotect'])
        expect((await bot.press(`release ${act}`, said, who)).text).toMatch(
          /Nothing changed|^Davy is for members/,
        );
    expect(group()).toMatchObject({ word: null, end: null });
  });

  it('are unprotected first where they are protected', async () => {
    const now = left({ protected: true });
    bot.state.servers = now;
    const { text } = await bot.press('release unprotect', said, 'U0ANA');
    expect(text).toMatch(/^Davy takes the protection of these servers of board 1\.42\.0 off\./);
    expect(group()).toMatchObject({ word: { kind: 'unprotect', ids: ['n2'] } });
  });

  it('are not answered for by an older card, or by no card at all', async () => {
    const asked = strayGroup({ rev: 2, toldAt: bot.state.now - minute });
    bot.state.line = { ...bot.state.line, strays: [asked] };
    expect((await bot.press('release terminate', said, 'U0ANA')).text).toMatch(
      /have changed since\. Read the card again, then decide\. Nothing changed\.$/,
    );
    for (const words of ['board', 'board x y', 'board 8 1 why'])
      expect((await bot.press('release terminate', words, 'U0ANA')).text).toBe(
        'Use the buttons on its card. Nothing changed.',
      );
  });
});
