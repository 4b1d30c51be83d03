import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../src/adapters/memory-ledger/open.ts';
import { work } from '../../../src/engine/work.ts';
import { LostLease } from '../../../src/ports/errors.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { aShop } from '../../support/a-shop.ts';
import { moveOn, start } from '../../support/ledger-samples.ts';
import { plan, prerelease, release } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';
import { faultsOf } from '../../views/lint.ts';
import { worded } from '../../../src/release/state/worded.ts';

const roster = { teams: { whiteboard: ['U0ANA', 'U0PRIYA'], accounts: ['U0TOM'] } };

async function office(more: Parameters<typeof aShop>[1] = {}) {
  const made = aShop(noon, more);
  const asked: string[] = [];
  made.shop.ports.people.person = async (id) => ({
    id,
    name: id,
    standing: 'member',
    zone: id === 'U0FAR' ? 'America/New_York' : null,
  });
  made.shop.ports.people.roster = async () => {
    asked.push('roster');
    return roster;
  };
  return {
    ...made,
    asked,
    /** A release as it is now, told as an event would. */
    async now(id: string, state: Release): Promise<void> {
      if (!(await made.ledger.release(id))) await start(made.ledger, 'board', id, made.state.now);
      await moveOn(made.ledger, 'board', id, { change: { ...state, id }, line: { moving: null } });
      await made.ledger.wake([{ key: `dm:${id}`, lane: 'slack', dueAt: made.state.now }]);
    },
    async at(time: number): Promise<void> {
      made.state.now = time;
      await made.settle(['slack']);
    },
    seen: () =>
      made.state.posted.map(
        ({ channel, content, edits }) =>
          `${channel} ${content.text}${edits > 0 ? ` (edited ${edits})` : ''}`,
      ),
  };
}

const waiting = prerelease(
  { kind: 'waiting', since: noon },
  {
    plan: {
      ...plan,
      signOff: [
        { team: 'whiteboard', approvals: 1 },
        { team: 'accounts', approvals: 1 },
      ],
    },
  },
);

describe('direct messages', () => {
  it('bring a silent approval to those who are asked, then to whoever asked, once', async () => {
    const made = await office();
    await made.now('rel_1', waiting);
    for (const minutes of [0, 29, 30, 31, 90, 120, 121, 300])
      await made.at(noon + minutes * minute);
    expect(made.seen()).toEqual([
      'D0ANA board 1.42.0 waits for your approval.',
      'D0TOM board 1.42.0 waits for your approval.',
      'D0ANA board 1.42.0 has waited 2 h for your approval.',
      'D0TOM board 1.42.0 has waited 2 h for your approval.',
      'D0PRIYA board 1.42.0 got no answer in 2 h.',
    ]);
  });

  it('are not written twice when Davy stops half-way, nor when an answer was lost', async () => {
    for (const fault of ['stopped', 'lost', 'refused'] as const) {
      const real = { now: 0 };
      const made = await office({
        ledger: memoryLedger({ realTime: () => real.now, sleep: async () => undefined }),
      });
      const ana = () => made.state.posted.filter(({ channel }) => channel === 'D0ANA');
      // Davy may not read conversations with people.
      made.shop.ports.board.find = async () => 'cannot-look';
      if (fault === 'lost') made.state.lost = 1;
      made.state.away = fault === 'refused';
      const dying: typeof made.shop = {
        ...made.shop,
        at: (point) => {
          if (fault === 'stopped' && point === 'slack after post') throw new LostLease('stopped');
        },
      };
      await made.now('rel_1', waiting);
      made.state.now = noon + 30 * minute;
      await work(dying, (await made.ledger.claim(['slack'], made.state.now))!);
      expect([fault, ana().length]).toEqual([fault, fault === 'refused' ? 0 : 1]);
      made.state.away = false;
      await made.ledger.wake([{ key: 'dm:rel_1', lane: 'slack', dueAt: made.state.now }]);
      real.now += 60_000;
      for (const minutes of [30, 31, 32]) await made.at(noon + minutes * minute);
      expect([fault, ana().length]).toEqual([fault, 1]);
    }
  });

  it('ask those at their desk first, others when they are back or time is short', async () => {
    const made = await office();
    made.state.presence = { U0ANA: 'away', U0TOM: 'active' };
    await made.now('rel_1', waiting);
    for (const minutes of [30, 31, 40, 50]) await made.at(noon + minutes * minute);
    expect(made.seen()).toEqual(['D0TOM board 1.42.0 waits for your approval.']);
    made.state.presence = { U0ANA: 'active', U0TOM: 'active' };
    await made.at(noon + 60 * minute);
    expect(made.seen()).toEqual([
      'D0TOM board 1.42.0 waits for your approval.',
      'D0ANA board 1.42.0 waits for your approval.',
    ]);
  });

  it('spare the first question to whoever is away: the second comes anyway, alone', async () => {
    const made = await office();
    made.state.presence = { U0ANA: 'away', U0TOM: 'away' };
    await made.now('rel_1', waiting);
    for (const minutes of [30, 60, 90, 110, 120, 130, 240]) await made.at(noon + minutes * minute);
    expect(made.seen()).toEqual([
      'D0ANA board 1.42.0 has waited 2 h for your approval.',
      'D0TOM board 1.42.0 has waited 2 h for your approval.',
      'D0PRIYA board 1.42.0 got no answer in 2 h.',
    ]);
  });

  it('stop when the answer comes', async () => {
    const made = await office();
    await made.now('rel_1', waiting);
    await made.at(noon + 30 * minute);
    await made.now('rel_1', { ...waiting, phase: { kind: 'approved', since: noon + 40 * minute } });
    await made.at(noon + 300 * minute);
    expect(made.state.posted).toHaveLength(2);
  });

  it('tell of the turn, and the same message tells of the end', async () => {
    const made = await office();
    const back = {
      kind: 'rolling-back',
      since: noon,
      because: worded('new errors 24, max 0'),
      by: null,
      end: 'rolled-back',
      usersBackAt: null,
      unprotectedAt: null,
      calmSince: null,
    } as const;
    await made.now('rel_2', release(back));
    await made.at(noon);
    expect(made.seen()).toEqual(['D0PRIYA board 1.42.0 is rolling back to 1.41.0.']);
    await made.now(
      'rel_2',
      release({
        kind: 'rolled-back',
        at: noon + minute,
        because: worded('new errors 24, max 0'),
        by: null,
      }),
    );
    await made.at(noon + 2 * minute);
    expect(made.seen()).toEqual(['D0PRIYA board 1.42.0 was rolled back to 1.41.0. (edited 1)']);
  });

  it('tell of a release and its canary once', async () => {
    const made = await office();
    await made.now('rel_pre', prerelease({ kind: 'carried', at: noon }));
    await made.now('rel_all', release({ kind: 'live', at: noon }, { carries: ['rel_pre'] }));
    await made.at(noon);
    await made.now(
      'rel_pre',
      prerelease({ kind: 'rolled-back', at: noon, because: worded('x'), by: null }),
    );
    await made.now(
      'rel_all',
      release(
        { kind: 'rolled-back', at: noon, because: worded('x'), by: null },
        { carries: ['rel_pre'] },
      ),
    );
    await made.at(noon);
    expect(made.seen()).toEqual([
      'D0PRIYA board 1.42.0 is live for all users.',
      'D0PRIYA board 1.42.0 was rolled back to 1.41.0.',
    ]);
  });

  it('wait for the end of quiet hours, and are not sent when they are no longer true', async () => {
    const made = await office();
    // Noon in UTC is 13:00 in Amsterdam.
    await made.ledger.changeReader('U0PRIYA', (reader) => ({
      ...reader,
      quiet: { from: 12 * 60, until: 15 * 60 },
    }));
    await made.now('rel_1', release({ kind: 'live', at: noon }));
    await made.now(
      'rel_2',
      release({
        kind: 'stuck',
        since: noon,
        because: worded('x'),
        from: { kind: 'watching', since: noon, watchedMs: 0 },
      }),
    );
    await made.at(noon);
    expect(made.seen()).toEqual([]);
    await made.now('rel_2', release({ kind: 'watching', since: noon, watchedMs: 0 }));
    await made.at(noon + 119 * minute);
    expect(made.seen()).toEqual([]);
    await made.at(noon + 120 * minute);
    expect(made.seen()).toEqual(['D0PRIYA board 1.42.0 is live for all users.']);
  });

  it('wait where the person is: mornings in New York are quiet hours in Amsterdam', async () => {
    const made = await office();
    for (const person of ['U0FAR', 'U0NEAR'])
      await made.ledger.changeReader(person, (reader) => ({
        ...reader,
        follows: ['board'],
        quiet: { from: 12 * 60, until: 15 * 60 },
      }));
    await made.now('rel_1', release({ kind: 'live', at: noon }, { by: null }));
    await made.at(noon);
    expect(made.state.posted.map(({ channel }) => channel)).toEqual(['D0FAR']);
    await made.at(noon + 120 * minute);
    expect(made.state.posted.map(({ channel }) => channel)).toEqual(['D0FAR', 'D0NEAR']);
  });

  it('come once when Slack was away, and when the same release is told of again', async () => {
    const made = await office({ newsroom: { authors: async () => ['U0WROTE'] } });
    made.state.away = true;
    await made.now('rel_1', release({ kind: 'live', at: noon }));
    await made.at(noon);
    made.state.away = false;
    await made.at(noon + 10 * minute);
    await made.now('rel_1', release({ kind: 'live', at: noon }));
    await made.at(noon + 20 * minute);
    expect(made.seen().toSorted()).toEqual([
      'D0PRIYA board 1.42.0 is live for all users.',
      'D0WROTE board 1.42.0 is live for all users.',
    ]);
  });

  it('ask who approves only while somebody has to', async () => {
    const made = await office();
    await made.now('rel_1', release({ kind: 'live', at: noon }));
    await made.at(noon);
    expect(made.asked).toEqual([]);
  });

  it('keep the rules of messages, whatever outside text is in them', async () => {
    const made = await office();
    const nasty = 'x‮ <!channel> *b* `c` : ' + 'long '.repeat(90);
    const build = { ...waiting.build, version: nasty };
    const ends = [
      waiting,
      ...(['rolled-back', 'declined', 'expired', 'failed'] as const).map((kind) =>
        prerelease({ kind, at: noon, because: worded(nasty), by: null }, { build }),
      ),
      release(
        { kind: 'live', at: noon },
        { build, carries: [], kind: 'return', by: { id: 'U0X', name: nasty }, note: nasty },
      ),
    ];
    await made.ledger.changeReader('U0FAN', (reader) => ({ ...reader, follows: ['board'] }));
    for (const [i, one] of ends.entries()) await made.now(`rel_${i}`, one);
    await made.ledger.addMessage({
      subject: 'build:board@1.42.0',
      kind: 'card',
      channel: 'C0RELEASES',
      thread: null,
      ts: '1.1',
      hash: '',
    });
    await made.at(noon + 120 * minute);
    expect(made.state.posted.length).toBeGreaterThan(8);
    expect(made.state.posted.flatMap(({ content }) => faultsOf(content))).toEqual([]);
    expect(JSON.stringify(made.state.posted[0]?.content.rich)).toContain(
      'https://acme.slack.example/archives/C0RELEASES/p1.1',
    );
  });
});
