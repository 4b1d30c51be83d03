import { afterEach, describe, expect, it } from 'vitest';
import { slackPeople } from '../../../src/adapters/slack/people.ts';
import { UpstreamError } from '../../../src/ports/errors.ts';
import { scriptedSlack } from '../../support/scripted-slack.ts';

type User = Readonly<Record<string, unknown>>;

const users: Record<string, User> = {
  U0ANA: { profile: { display_name: 'Ana R.' } },
  U0TOM: { real_name: 'Tom B.', profile: { display_name: '' } },
  U0MAIL: { profile: { email: 'Priya@example.com' } },
  U0TWO: { profile: { email: 'priya@example.com ' } },
  U0GUEST: { is_restricted: true },
  U0ULTRA: { is_ultra_restricted: true },
  U0BOT: { is_bot: true },
  U0LEFT: { deleted: true },
  U0STRANGER: { is_stranger: true },
  U0OTHER: { team_id: 'T0OTHER' },
  U0GRID: { team_id: 'E0ACME', enterprise_user: { enterprise_id: 'E0ACME', teams: ['T0ACME'] } },
  U0FAR: { team_id: 'E0ELSE', enterprise_user: { enterprise_id: 'E0ELSE', teams: ['T0ACME'] } },
};

let open: Awaited<ReturnType<typeof scriptedSlack>> | undefined;
afterEach(() => open?.close());

async function directory() {
  const clock = { now: 1_000_000 };
  const groups: Record<string, readonly string[]> = {
    S0WHITE: ['U0ANA'],
    S0EMPTY: [],
    S0MIXED: Object.keys(users).filter((id) => id !== 'U0MAIL' && id !== 'U0TWO'),
  };
  const state = { up: true, mayReadAddresses: true };
  const left = new Set<string>();
  const slack = await scriptedSlack((method, args) => {
    if (!state.up) return 'hang up';
    if (method === 'auth.test') return { ok: true, team_id: 'T0ACME', enterprise_id: 'E0ACME' };
    if (method === 'usergroups.users.list') {
      const ids = groups[args['usergroup'] ?? ''];
      return ids ? { ok: true, users: ids } : { ok: false, error: 'no_such_subteam' };
    }
    if (method === 'users.lookupByEmail') {
      if (!state.mayReadAddresses) return { ok: false, error: 'missing_scope' };
      const id = Object.keys(users).find(
        (one) => args['email'] === `${one.toLowerCase()}@example.com`,
      );
      return id === undefined
        ? { ok: false, error: 'users_not_found' }
        : { ok: true, user: { id, name: id } };
    }
    const user = users[args['user'] ?? ''];
    return user
      ? {
          ok: true,
          user: {
            id: args['user'],
            team_id: 'T0ACME',
            name: String(args['user']).toLowerCase(),
            ...user,
            ...(left.has(String(args['user'])) ? { deleted: true } : {}),
          },
        }
      : { ok: false, error: 'user_not_found' };
  });
  open = slack;
  return {
    slack,
    clock,
    groups,
    left,
    state,
    people: slackPeople({ ...slack.account, now: () => clock.now }),
  };
}

describe('who may speak for a team', () => {
  it('is in its groups or named itself, each once', async () => {
    const { people } = await directory();
    expect(
      await people.roster({ whiteboard: ['S0WHITE', 'U0ANA'], accounts: ['U0TOM', 'U0ANA'] }),
    ).toEqual({ teams: { whiteboard: ['U0ANA'], accounts: ['U0TOM', 'U0ANA'] }, ageMs: 0 });
  });

  it('is no guest, no bot, nobody who left, nobody from elsewhere', async () => {
    const { people } = await directory();
    expect(await people.roster({ all: ['S0MIXED'] })).toEqual({
      teams: { all: ['U0ANA', 'U0TOM', 'U0GRID'] },
      ageMs: 0,
    });
  });

  it('is nobody in an empty or missing group, never everybody', async () => {
    const { people } = await directory();
    expect(
      await people.roster({ empty: ['S0EMPTY'], missing: ['S0NONE'], person: ['U0NOBODY'] }),
    ).toEqual({ teams: { empty: [], missing: [], person: [] }, ageMs: 0 });
  });

  it('is not guessed while Slack is silent, and is asked again afterwards', async () => {
    const { people, state } = await directory();
    state.up = false;
    await expect(people.roster({ whiteboard: ['S0WHITE'] })).rejects.toBeInstanceOf(UpstreamError);
    state.up = true;
    expect(await people.roster({ whiteboard: ['S0WHITE'] })).toEqual({
      teams: { whiteboard: ['U0ANA'] },
      ageMs: 0,
    });
  });

  it('is remembered for five minutes, not longer, and says how old that is', async () => {
    const { people, slack, clock, groups } = await directory();
    await people.roster({ whiteboard: ['S0WHITE'] });
    const asked = slack.calls.length;
    groups['S0WHITE'] = ['U0TOM'];
    clock.now += 5 * 60_000 - 1;
    expect(await people.roster({ whiteboard: ['S0WHITE'] })).toEqual({
      teams: { whiteboard: ['U0ANA'] },
      ageMs: 5 * 60_000 - 1,
    });
    expect(slack.calls).toHaveLength(asked);
    clock.now += 1;
    expect(await people.roster({ whiteboard: ['S0WHITE'] })).toEqual({
      teams: { whiteboard: ['U0TOM'] },
      ageMs: 0,
    });
  });

  it('is asked for where somebody acts, and nobody who left still speaks', async () => {
    const { people, clock, groups, left } = await directory();
    await people.roster({ whiteboard: ['S0WHITE'], accounts: ['U0TOM'] });
    clock.now += 60_000;
    left.add('U0TOM');
    groups['S0WHITE'] = [];
    expect(
      await people.roster({ whiteboard: ['S0WHITE'], accounts: ['U0TOM'] }, { fresh: ['U0TOM'] }),
    ).toMatchObject({ teams: { whiteboard: [], accounts: [] }, ageMs: 0 });
  });

  it('is taken as known last only by those who may take that, and only where it was', async () => {
    const { people, clock, state } = await directory();
    const asked = { whiteboard: ['S0WHITE'] };
    await people.roster(asked);
    clock.now += 24 * 3_600_000;
    state.up = false;
    await expect(people.roster(asked)).rejects.toBeInstanceOf(UpstreamError);
    expect(await people.roster(asked, { orLast: true })).toMatchObject({
      teams: { whiteboard: ['U0ANA'] },
      ageMs: 24 * 3_600_000,
    });
    expect(await people.person('U0ANA', { orLast: true })).toMatchObject({ standing: 'member' });
    await expect(people.person('U0TOM', { orLast: true })).rejects.toBeInstanceOf(UpstreamError);
  });

  it('is one behind two accounts with one address, and the address is not told', async () => {
    const { people } = await directory();
    const read = await people.roster({ all: ['U0TOM'] }, { fresh: ['U0TWO', 'U0MAIL', 'U0ANA'] });
    expect(read.same?.['U0TWO']).toBe(read.same?.['U0MAIL']);
    expect(read.same).not.toHaveProperty('U0ANA');
    expect(JSON.stringify(read)).not.toContain('@');
  });
});

describe('one person', () => {
  it('has the name they chose, and a standing', async () => {
    const { people } = await directory();
    expect(await people.person('U0ANA')).toMatchObject({
      id: 'U0ANA',
      name: 'Ana R.',
      standing: 'member',
    });
    expect(await people.person('U0TOM')).toMatchObject({
      id: 'U0TOM',
      name: 'Tom B.',
      standing: 'member',
    });
    expect(await people.person('U0GUEST')).toMatchObject({ name: 'u0guest', standing: 'outside' });
    expect(await people.person('U0NOBODY')).toEqual({
      id: 'U0NOBODY',
      name: 'U0NOBODY',
      standing: 'outside',
    });
  });
});

describe('somebody known by an address', () => {
  it('is a member with that address', async () => {
    const { people } = await directory();
    expect(await people.byEmail('u0ana@example.com')).toEqual({ id: 'U0ANA', name: 'Ana R.' });
    expect(await people.byEmail('nobody@example.com')).toBeNull();
  });

  it('is nobody who is a guest, a bot or gone', async () => {
    const { people } = await directory();
    for (const id of ['u0guest', 'u0bot', 'u0left'])
      expect(await people.byEmail(`${id}@example.com`)).toBeNull();
  });

  it('is nobody without the scope, and not guessed while Slack is away', async () => {
    const { people, state } = await directory();
    state.mayReadAddresses = false;
    expect(await people.byEmail('u0ana@example.com')).toBeNull();
    state.up = false;
    await expect(people.byEmail('u0tom@example.com')).rejects.toBeInstanceOf(UpstreamError);
  });
});
