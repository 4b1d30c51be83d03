import { describe, expect, it } from 'vitest';
import { atHome } from '../../../src/assemble/at-home.ts';
import type { Line } from '../../../src/release/state/line.ts';
import { writeKey } from '../../../src/release/state/keys.ts';
import type { Services } from '../../../src/service/service.ts';
import { aShop } from '../../support/a-shop.ts';
import { moveOn, start } from '../../support/ledger-samples.ts';
import { plan, prerelease } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { yes } from '../../support/release-parts.ts';
import { boardService } from '../../support/thread-samples.ts';
import { faultsOf } from '../../views/lint.ts';
import { worded } from '../../../src/release/state/worded.ts';

const teams = { whiteboard: ['U0ANA', 'U0PRIYA'], 'on-call': ['U0OPS'] };
const signOff = [{ team: 'whiteboard', approvals: 1 }];

const services: Services = {
  board: { ...boardService, teams: boardService.teams.slice(0, 1) },
  web: {
    ...boardService,
    name: 'web',
    teams: [{ name: 'web', approvers: ['S0WEB'], owns: [] }],
    oncall: null,
  },
};

async function house() {
  const made = aShop(noon, { services });
  const people = made.shop.ports.people;
  people.roster = async (asked) => ({
    teams: Object.fromEntries(
      Object.keys(asked).map((team) => [
        team,
        team === 'managers'
          ? ['U0MO']
          : team === 'admins'
            ? ['U0ADA']
            : (teams[team as keyof typeof teams] ?? []),
      ]),
    ),
  });
  const home = atHome(made.ledger, made.shop.ports.clock);
  return {
    ...made,
    home,
    tab: (person: string) =>
      JSON.stringify(
        made.state.homes.filter((one) => one.person === person).at(-1)?.content.rich ?? null,
      ),
    count: () => made.state.homes.length,
    async open(person: string): Promise<void> {
      await home.homeOpened(person);
      await made.settle(['slack']);
    },
    /** Something happens, and its news has time to come round. */
    async happens(
      change: Partial<ReturnType<typeof prerelease>>,
      line: Partial<Line> = {},
    ): Promise<void> {
      if (!(await made.ledger.release('rel_1')))
        await start(made.ledger, 'board', 'rel_1', made.state.now);
      await moveOn(made.ledger, 'board', 'rel_1', {
        change: {
          ...prerelease({ kind: 'waiting', since: made.state.now }, { plan: { ...plan, signOff } }),
          id: 'rel_1',
          ...change,
        },
        line: { moving: null, ...line },
      });
      await made.ledger.wake([{ key: 'homes', lane: 'slack', dueAt: made.state.now }]);
      await made.settle(['slack']);
    },
  };
}

describe('Home tabs', () => {
  it('are drawn when they are opened, for whoever opened them', async () => {
    const made = await house();
    await made.open('U0ANA');
    expect(made.state.homes.map(({ person }) => person)).toEqual(['U0ANA']);
    expect(made.tab('U0ANA')).toContain('You will see approvals for board here');
    await made.open('U0MO');
    expect(made.tab('U0MO')).toContain('The last 7 days');
    expect(made.tab('U0ANA')).not.toContain('The last 7 days');
  });

  it('change when something touches their owner, and only theirs who look', async () => {
    const made = await house();
    await made.open('U0ANA');
    await made.open('U0PRIYA');
    await made.open('U0STRANGER');
    const before = made.count();
    await made.happens({});
    expect(made.state.homes.slice(before).map(({ person }) => person)).toEqual([
      'U0ANA',
      'U0PRIYA',
    ]);
    expect(made.tab('U0ANA')).toContain('*Approve board 1.42.0 for everyone*');
    // Whoever asked cannot answer.
    expect(made.tab('U0PRIYA')).toContain('Nothing waits for you');
    await made.happens({
      approvals: [{ ...yes({ id: 'U0ANA', name: 'Ana' }, 'whiteboard'), at: noon }],
    });
    expect(made.tab('U0ANA')).toContain('Nothing waits for you');
  });

  it('ask nobody for a word that would not count', async () => {
    const made = await house();
    await made.open('U0ANA');
    await made.happens({ owners: [{ id: 'U0ANA', name: 'Ana' }] });
    expect(made.tab('U0ANA')).toContain('Nothing waits for you');
  });

  it('cost nothing when nothing on them changed', async () => {
    const made = await house();
    await made.open('U0ANA');
    await made.happens({});
    const before = made.count();
    await made.happens({
      rev: 9,
      watch: { ...prerelease({ kind: 'waiting', since: noon }).watch, goodInARow: 3 },
    });
    made.state.now += 1_000;
    await made.happens({});
    // The question has a new revision, so its button has; then the old one again.
    expect(made.count()).toBe(before + 2);
    await made.happens({});
    expect(made.count()).toBe(before + 2);
  });

  it('show the on-call what cannot wait', async () => {
    const made = await house();
    await made.open('U0OPS');
    await made.happens({
      phase: { kind: 'soaking', since: noon },
      countdown: {
        number: 1,
        since: noon,
        deadline: noon + 2 * minute,
        because: worded('new errors 24'),
        postponements: [],
      },
    });
    expect(made.tab('U0OPS')).toContain('Needs somebody now');
  });

  it('are left alone when nobody looked at them for a day', async () => {
    const made = await house();
    await made.open('U0ANA');
    made.state.now += 9 * 60 * minute;
    const before = made.count();
    await made.happens({});
    expect(made.count()).toBe(before);
    await made.open('U0ANA');
    expect(made.count()).toBe(before + 1);
  });

  it('are published in small portions, and all of them in the end', async () => {
    const made = await house();
    for (let n = 0; n < 40; n += 1)
      await made.ledger.changeReader(`U0FAN${n}`, (reader) => ({
        ...reader,
        openedAt: noon,
        follows: ['board'],
      }));
    await made.happens({});
    expect(made.count()).toBe(15);
    for (let n = 0; n < 3; n += 1) {
      made.state.now += 10_000;
      await made.settle(['slack']);
    }
    expect(new Set(made.state.homes.map(({ person }) => person)).size).toBe(40);
    expect(made.count()).toBe(40);
  });

  it('follow what their owner follows', async () => {
    const made = await house();
    await made.open('U0STRANGER');
    expect(made.tab('U0STRANGER')).not.toContain('Your services');
    await made.home.changeReader('U0STRANGER', (reader) => ({
      ...reader,
      follows: ['board'],
      greeted: true,
    }));
    await made.settle(['slack']);
    expect(made.tab('U0STRANGER')).toContain('"text":"board"');
  });

  it('show leads their services, admins all of them, with what they may do to each', async () => {
    const made = await house();
    for (const person of ['U0ANA', 'U0ADA', 'U0OPS']) await made.open(person);
    expect(made.tab('U0ANA')).toMatch(
      /Services you manage.*\*board\* is neither locked.*"release freeze".*"release test"/,
    );
    expect(made.tab('U0ANA')).not.toContain('*web* is neither locked nor frozen');
    expect(made.tab('U0ADA')).toMatch(/\*board\* is neither.*\*web\* is neither/);
    expect(made.tab('U0ADA')).not.toContain('release freeze');
    expect(made.tab('U0OPS')).not.toContain('Services you manage');
  });

  it('offer to unlock only when nothing goes back any more', async () => {
    const made = await house();
    await made.open('U0ANA');
    const lock = { reason: worded('errors'), since: noon, release: 'rel_1' };
    const back = {
      kind: 'rolling-back',
      since: noon,
      because: worded('errors'),
      by: null,
      end: 'rolled-back',
      usersBackAt: null,
      unprotectedAt: null,
      calmSince: null,
    } as const;
    await made.happens({ phase: back }, { lock });
    expect(made.tab('U0ANA')).toContain('locked since');
    expect(made.tab('U0ANA')).not.toContain('release unlock');
    const over = { kind: 'rolled-back', at: noon, because: worded('errors'), by: null } as const;
    await made.happens({ phase: over }, { lock });
    expect(made.tab('U0ANA')).toContain('release unlock');
  });
});

describe('a test message', () => {
  it('goes to the channel of its service, once for the words that asked for it', async () => {
    const made = await house();
    made.shop.ports.people.person = async (id) => ({ id, name: 'Ada L.', standing: 'member' });
    for (const id of ['rel_1', 'rel_1', 'rel_2']) {
      await made.ledger.wake([
        {
          key: writeKey({ kind: 'test', service: 'board', person: 'U0ADA', id }),
          lane: 'slack',
          dueAt: noon,
        },
      ]);
      await made.settle(['slack']);
    }
    expect(made.state.posted.map(({ channel, content }) => `${channel} ${content.text}`)).toEqual(
      Array.from(
        { length: 2 },
        () => 'C0RELEASES Test message of board: Davy can post here. Ada L. asked for it.',
      ),
    );
    expect(made.state.posted.flatMap(({ content }) => faultsOf(content))).toEqual([]);
  });
});
