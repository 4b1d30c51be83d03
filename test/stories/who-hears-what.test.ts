import { describe, expect, it } from 'vitest';
import { pingsIn } from '../../src/engine/slack/pings.ts';
import { build, locked, plan, prerelease, release } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { priya, tom } from '../support/people.ts';
import { bad, good } from '../support/readings.ts';
import { countdown, signedOff, unmeasured, watch } from '../support/release-parts.ts';
import { company, heard, people } from './company.ts';
import { saidBy } from '../../src/release/state/said.ts';
import { worded } from '../../src/release/state/worded.ts';

const soaked = { watch: watch(good, { creditedMs: plan.soakMs }) };
const both = signedOff;
const moving = { moving: { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true } };

describe('who hears what', () => {
  it('of a release that goes well: two posts, one ping, a word to followers', async () => {
    const made = await company();
    await made.become(noon, prerelease({ kind: 'launching', since: noon }, { watch: unmeasured }));
    await made.become(noon + 6 * minute, prerelease({ kind: 'soaking', since: noon + 6 * minute }));
    await made.become(
      noon + 250 * minute,
      prerelease({ kind: 'waiting', since: noon + 250 * minute }, soaked),
    );
    await made.become(
      noon + 255 * minute,
      prerelease({ kind: 'approved', since: noon + 255 * minute }, { ...soaked, approvals: both }),
    );
    await made.become(
      noon + 300 * minute,
      release({ kind: 'launching', since: noon + 300 * minute }),
      moving,
    );
    for (const phase of [
      { kind: 'migrating', since: noon + 310 * minute, batch: 1, movedAt: null, watchedMs: 0 },
      { kind: 'watching', since: noon + 340 * minute, watchedMs: 0 },
    ] as const)
      await made.become(phase.since, release(phase), moving);
    await made.become(noon + 360 * minute, release({ kind: 'live', at: noon + 360 * minute }), {
      live: build(),
    });
    const { posted } = made.state;
    expect(
      posted
        .filter(
          ({ channel, thread, broadcast }) =>
            channel === 'C0RELEASES' && (thread === null || broadcast),
        )
        .map(({ key }) => key.split(':').at(-1)),
    ).toEqual(['card', 'summary']);
    expect(
      posted.filter(({ channel, thread }) => channel === 'C0RELEASES' && thread !== null).length,
    ).toBeLessThanOrEqual(6);
    expect(
      posted.filter(({ channel, first }) => !channel.startsWith('D') && pingsIn(first) > 0),
    ).toHaveLength(1);
    const live = ['board 1.42.0 is live for all users.'];
    expect(heard(posted)).toEqual({
      U0PRIYA: { dm: live, pings: 0 },
      U0WANDA: { dm: live, pings: 0 },
      U0FAY: { dm: live, pings: 0 },
      U0ANA: { dm: [], pings: 1 },
      U0TOM: { dm: [], pings: 1 },
    });
    await made.later(noon + 485 * minute);
    const news = made.state.posted.slice(
      posted.filter(({ channel }) => channel !== 'C0NEWS' && channel !== 'D0MAX').length,
    );
    expect(news.map(({ channel, content }) => [channel, pingsIn(content)])).toEqual([
      ['C0NEWS', 0],
      ['D0MAX', 0],
    ]);
  });

  it('of an approval nobody gives: the approvers by direct message, then its owner', async () => {
    const made = await company();
    await made.become(noon, prerelease({ kind: 'waiting', since: noon }, soaked));
    for (const minutes of [30, 60, 120, 200]) await made.later(noon + minutes * minute);
    expect(heard(made.state.posted)).toEqual({
      U0ANA: {
        dm: [
          'board 1.42.0 waits for your approval.',
          'board 1.42.0 has waited 2 h for your approval.',
        ],
        pings: 1,
      },
      U0TOM: {
        dm: [
          'board 1.42.0 waits for your approval.',
          'board 1.42.0 has waited 2 h for your approval.',
        ],
        pings: 1,
      },
      U0PRIYA: { dm: ['board 1.42.0 got no answer in 2 h.'], pings: 0 },
    });
    await made.become(
      noon + 72 * 60 * minute,
      prerelease(
        {
          kind: 'expired',
          at: noon + 72 * 60 * minute,
          because: worded('nobody approved it in time'),
          by: null,
        },
        soaked,
      ),
    );
    expect(heard(made.state.posted)['U0PRIYA']?.dm.at(-1)).toBe(
      'board 1.42.0 got no approval in time.',
    );
    expect(heard(made.state.posted)['U0EVE']).toBeUndefined();
  });

  it('of a build that goes bad: the on-call is called once, its owner is told why', async () => {
    const made = await company();
    const soaking = { watch: watch(bad), countdowns: 1, countdown: countdown() };
    await made.become(noon, prerelease({ kind: 'soaking', since: noon }));
    await made.become(noon + minute, prerelease({ kind: 'soaking', since: noon }, soaking));
    await made.become(
      noon + 2 * minute,
      prerelease(
        {
          kind: 'rolling-back',
          since: noon + 2 * minute,
          because: worded('new errors 24, max 0'),
          by: null,
          end: 'rolled-back',
          usersBackAt: null,
          unprotectedAt: null,
          calmSince: null,
        },
        soaking,
      ),
      { lock: locked.lock },
    );
    await made.become(
      noon + 5 * minute,
      prerelease(
        {
          kind: 'rolled-back',
          at: noon + 5 * minute,
          because: worded('new errors 24, max 0'),
          by: null,
        },
        soaking,
      ),
      { lock: locked.lock },
    );
    const said = heard(made.state.posted);
    expect(
      Object.fromEntries(
        Object.entries(said).map(([person, { dm, pings }]) => [person, [dm.length, pings]]),
      ),
    ).toEqual({ U0PRIYA: [1, 1], U0WANDA: [1, 0], U0FAY: [1, 0], U0OLGA: [0, 1] });
    expect(said['U0FAY']?.dm).toEqual(['board 1.42.0 was rolled back to 1.41.0.']);
  });

  it('of a build somebody declined: whoever started it, and not who declined it', async () => {
    const made = await company();
    await made.become(noon, prerelease({ kind: 'waiting', since: noon }, soaked));
    await made.become(
      noon + minute,
      prerelease(
        { kind: 'declined', at: noon + minute, ...saidBy(tom, 'declined', 'price bug') },
        soaked,
      ),
    );
    expect(heard(made.state.posted)).toEqual({
      U0PRIYA: { dm: ['board 1.42.0 was declined.'], pings: 0 },
      U0ANA: { dm: [], pings: 1 },
      U0TOM: { dm: [], pings: 1 },
    });
    await made.become(
      noon + 2 * minute,
      prerelease(
        { kind: 'declined', at: noon + minute, because: worded('declined by Priya N.'), by: priya },
        { ...soaked, id: 'rel_OWN' },
      ),
    );
    expect(heard(made.state.posted)['U0PRIYA']?.dm).toHaveLength(1);
  });

  it('of nothing, whoever switched it off', async () => {
    const made = await company();
    for (const person of people)
      await made.ledger.changeReader(person, (reader) => ({
        ...reader,
        follows: ['board'],
        tell: [],
      }));
    await made.become(noon, release({ kind: 'live', at: noon }));
    await made.become(
      noon,
      prerelease({ kind: 'waiting', since: noon }, { ...soaked, id: 'rel_2' }),
    );
    await made.later(noon + 180 * minute);
    expect(made.state.posted.filter(({ channel }) => channel.startsWith('D'))).toEqual([]);
  });
});
