import { describe, expect, it } from 'vitest';
import { writeKey } from '../../../src/release/state/keys.ts';
import { NotTaken, UpstreamError } from '../../../src/ports/errors.ts';
import type { Pager } from '../../../src/ports/pager.ts';
import type { Source } from '../../../src/ports/source.ts';
import { planIssues } from '../../../src/engine/reports/summaries.ts';
import { escalatingPager } from '../../../src/vendors/escalating-pager.ts';
import { aShop } from '../../support/a-shop.ts';
import { plan, prerelease, release } from '../../support/a-release.ts';
import { changelog } from '../../support/changelogs.ts';
import { moveOn, page, start } from '../../support/ledger-samples.ts';
import { minute, noon } from '../../support/noon.ts';
import { boardService } from '../../support/thread-samples.ts';

/** Says no for good, or fails as if Slack were away, for these and for nobody else. */
const ways = { refuses: NotTaken, fails: UpstreamError } as const;

function broken(fault: keyof typeof ways, ...recipients: readonly string[]) {
  const made = aShop(noon, {
    services: { board: { ...boardService, changelogChannel: 'C0CHANGES' } },
  });
  const { board } = made.shop.ports;
  const tried: string[] = [];
  const calm = { ...board };
  board.post = async (message) => {
    tried.push(message.channel);
    if (recipients.includes(message.channel)) throw new ways[fault]('Slack', 'posting a message');
    return calm.post(message);
  };
  return { ...made, tried };
}

/** Some tries later: what waits for its next one has it. */
async function later(made: ReturnType<typeof aShop>, tries = 8): Promise<void> {
  for (let left = tries; left > 0; left -= 1) {
    made.state.now += 20_000;
    await made.settle();
  }
}

const everybody = ['U0A', 'U0B', 'U0C', 'U0D', 'U0E', 'U0F'];
const cases = (['refuses', 'fails'] as const).flatMap((fault) =>
  everybody.map((_, at) => [fault, at] as const),
);

describe('where Slack takes nothing for some people', () => {
  it.each(cases)('direct messages reach all others (%s, from number %s on)', async (fault, at) => {
    // As many as make Slack look away, wherever they stand.
    const gone = [0, 1, 2].map((more) => everybody[(at + more) % everybody.length] ?? '');
    const made = broken(fault, ...gone);
    made.shop.ports.people.roster = async () => ({ teams: { whiteboard: everybody } });
    made.shop.ports.people.person = async (id) => ({ id, name: id, standing: 'member' });
    const signOff = [{ team: 'whiteboard', approvals: 1 }];
    await start(made.ledger, 'board', 'rel_1', noon);
    await moveOn(made.ledger, 'board', 'rel_1', {
      change: {
        ...prerelease({ kind: 'waiting', since: noon }, { plan: { ...plan, signOff } }),
        id: 'rel_1',
        by: { id: 'U0ASKED', name: 'Asked' },
      },
      line: { moving: null },
    });
    made.state.now = noon + 30 * minute;
    await made.ledger.wake([{ key: 'dm:rel_1', lane: 'slack', dueAt: made.state.now }]);
    await later(made);
    const reached = made.state.posted
      .filter(({ channel }) => channel.startsWith('D'))
      .map(({ channel }) => channel.replace('D', 'U'));
    expect(reached.toSorted()).toEqual(everybody.filter((one) => !gone.includes(one)));
    // Whoever takes nothing any more is not asked again; whoever could not be reached is.
    const again = made.tried.filter((one) => one === gone[0]).length;
    expect(fault === 'refuses' ? again === 1 : again > 1).toBe(true);
  });

  it.each(cases)('summaries reach all others (%s, from number %s on)', async (fault, at) => {
    const gone = [0, 1, 2].map((more) => everybody[(at + more) % everybody.length] ?? '');
    const made = broken(fault, ...gone, 'C0NEWS');
    for (const person of everybody)
      await made.ledger.changeReader(person, (reader) => ({ ...reader, daily: true }));
    const { reporting } = made.shop;
    if (!reporting) throw new Error('a shop reports');
    await start(made.ledger, 'board', 'rel_1', noon);
    await moveOn(made.ledger, 'board', 'rel_1', {
      event: { kind: 'time-passed', at: noon },
      change: { ...release({ kind: 'live', at: noon }), id: 'rel_1', at: noon },
      line: { moving: null },
    });
    await planIssues(made.shop, reporting);
    made.state.now = noon + 5 * 60 * minute;
    await later(made);
    const reached = made.state.posted.filter(({ key }) => key.includes('daily'));
    expect(reached.map(({ channel }) => channel.replace('D', 'U')).toSorted()).toEqual(
      everybody.filter((one) => !gone.includes(one)),
    );
  });

  it.each(everybody.map((_, at) => at))('Home tabs of all others are drawn (%s)', async (at) => {
    const gone = [0, 1, 2].map((more) => everybody[(at + more) % everybody.length] ?? '');
    const made = broken('fails');
    const { reporting } = made.shop;
    if (!reporting) throw new Error('a shop reports');
    const drawn = new Set<string>();
    const homes: typeof reporting.homes = {
      ...reporting.homes,
      publish: async (person) => {
        if (gone.includes(person)) throw new UpstreamError('Slack', 'calling views.publish');
        drawn.add(person);
      },
    };
    made.shop.ports.people.roster = async () => ({ teams: {} });
    Object.assign(made.shop, { reporting: { ...reporting, homes } });
    for (const person of everybody)
      await made.ledger.changeReader(person, (reader) => ({ ...reader, openedAt: noon }));
    await made.ledger.wake([{ key: writeKey({ kind: 'homes' }), lane: 'slack', dueAt: noon }]);
    await later(made);
    expect([...drawn].toSorted()).toEqual(everybody.filter((one) => !gone.includes(one)));
  });
});

describe('where one channel takes nothing', () => {
  it.each(['refuses', 'fails'] as const)('the thread in the other is whole (%s)', async (fault) => {
    const seen = async (...gone: readonly string[]) => {
      const made = broken(fault, ...gone);
      const source: Source = {
        changes: async () => changelog(),
        contains: async () => true,
        within: async () => [],
        containsAny: async () => true,
      };
      Object.assign(made.shop.ports, { source: () => source });
      await start(made.ledger, 'board', 'rel_1', noon);
      await moveOn(made.ledger, 'board', 'rel_1', {
        change: { ...release({ kind: 'live', at: noon }), id: 'rel_1', carries: [] },
        line: { moving: null },
      });
      await made.ledger.wake([{ key: 'rel_1', lane: 'slack', dueAt: noon }]);
      await later(made);
      return { ...made, kinds: made.state.posted.map(({ channel, key }) => `${channel} ${key}`) };
    };
    const whole = (await seen()).kinds;
    expect(whole.some((one) => one.startsWith('C0CHANGES'))).toBe(true);
    const made = await seen('C0CHANGES');
    expect(made.kinds.toSorted()).toEqual(
      whole.filter((one) => !one.startsWith('C0CHANGES')).toSorted(),
    );
    // Somebody takes the channel out of the archive: what it missed comes.
    expect(made.tried.filter((one) => one === 'C0CHANGES').length).toBeGreaterThan(1);
  });
});

describe('where a pager refuses one page', () => {
  it('the others are called, and what it did not begin it does not end', async () => {
    const made = broken('fails');
    const called: string[] = [];
    const pager: Pager = {
      page: async ({ key }) => {
        called.push(key);
        if (key === 'bad') throw new UpstreamError('PagerDuty', 'paging');
      },
      resolve: async (_, key) => void called.push(`end of ${key}`),
    };
    Object.assign(made.shop.ports, { pager: () => pager });
    await start(made.ledger, 'board', 'rel_1', noon);
    await moveOn(made.ledger, 'board', 'rel_1', {
      effects: [
        { ...page, key: 'bad' },
        { lane: 'page', kind: 'resolve-page', key: 'bad' },
        { ...page, key: 'good' },
      ],
    });
    await made.ledger.wake([{ key: 'rel_1', lane: 'page', dueAt: noon }]);
    await made.settle(['page'], 1);
    expect(called).toEqual(['bad', 'good']);
    await later(made, 2);
    expect(called.filter((one) => one === 'good')).toEqual(['good']);
    expect(called).not.toContain('end of bad');
  });

  it('the second pager ends what the first cannot', async () => {
    const ended: string[] = [];
    const dead = () => Promise.reject(new UpstreamError('PagerDuty', 'resolving'));
    const alive = async (_: string, key: string) => void ended.push(key);
    const pager = escalatingPager(
      { page: async () => undefined, resolve: dead },
      { page: async () => undefined, resolve: alive },
    );
    await expect(pager.resolve('board', 'k')).rejects.toThrow('PagerDuty failed');
    expect(ended).toEqual(['k']);
  });
});
