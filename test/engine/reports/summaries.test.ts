import { describe, expect, it } from 'vitest';
import { planIssues } from '../../../src/engine/reports/summaries.ts';
import { writeKey } from '../../../src/release/state/keys.ts';
import { aShop } from '../../support/a-shop.ts';
import { moveOn, start } from '../../support/ledger-samples.ts';

const hour = 3_600_000;
/** Friday, Nov 20, 2026, 9:00 in Amsterdam. */
const morning = Date.UTC(2026, 10, 20, 8);

async function aDay(now = morning) {
  const made = aShop(now);
  await planIssues(made.shop, made.shop.reporting!);
  return made;
}

/** A release of that service that reached everybody then. */
async function goesLive(
  made: ReturnType<typeof aShop>,
  service: string,
  at = made.state.now,
): Promise<void> {
  await start(made.ledger, service, `rel_${service}_${at}`, at);
  await moveOn(made.ledger, service, `rel_${service}_${at}`, {
    event: { kind: 'time-passed', at },
    change: { at, phase: { kind: 'live', at } },
    line: { moving: null },
  });
}

/** Lets time pass in steps, doing what is due. */
async function until(made: ReturnType<typeof aShop>, end: number, step = hour): Promise<void> {
  while (made.state.now < end) {
    made.state.now = Math.min(end, made.state.now + step);
    await made.settle(['slack']);
  }
}

const keys = (made: ReturnType<typeof aShop>) => made.state.posted.map(({ key }) => key);

describe('the calendar of summaries', () => {
  it('posts at five on a work day, once, and on Monday about the week before', async () => {
    const made = await aDay();
    await goesLive(made, 'board');
    await until(made, morning + 7 * hour);
    expect(made.state.posted).toEqual([]);
    await until(made, morning + 4 * 24 * hour);
    expect(keys(made)).toEqual([
      'calendar:daily:2026-11-20:issue',
      'calendar:weekly:2026-11-23:issue',
    ]);
    expect(
      made.state.posted.map(({ channel, content }) => [channel, content.text.slice(0, 60)]),
    ).toEqual([
      ['C0NEWS', 'Releases today, Nov 20: 1 release reached all users, none was'.slice(0, 60)],
      [
        'C0NEWS',
        'Releases, Nov 16 to 22: 1 release reached all users, none was rolled back.'.slice(0, 60),
      ],
    ]);
  });

  it('skips quiet days, and goes on', async () => {
    const made = await aDay();
    await until(made, morning + 5 * 24 * hour);
    await goesLive(made, 'board');
    await until(made, morning + 6 * 24 * hour);
    expect(keys(made)).toEqual(['calendar:daily:2026-11-25:issue']);
  });

  it('posts once, whoever plans it again and however often', async () => {
    const made = await aDay();
    await goesLive(made, 'board');
    for (let replica = 0; replica < 3; replica += 1)
      await planIssues(made.shop, made.shop.reporting!);
    await until(made, morning + 10 * hour, hour / 4);
    await planIssues(made.shop, made.shop.reporting!);
    await made.ledger.wake([
      { key: 'calendar:daily:2026-11-20', lane: 'slack', dueAt: made.state.now },
    ]);
    await until(made, morning + 12 * hour);
    expect(keys(made)).toEqual(['calendar:daily:2026-11-20:issue']);
  });

  it('posts once when Slack loses the answer, and when it is away at the time', async () => {
    const made = await aDay();
    await goesLive(made, 'board');
    made.state.lost = 1;
    await until(made, morning + 10 * hour);
    expect(keys(made)).toEqual(['calendar:daily:2026-11-20:issue']);
    const other = await aDay();
    await goesLive(other, 'board');
    other.state.away = true;
    await until(other, morning + 9 * hour);
    expect(other.state.posted).toEqual([]);
    other.state.away = false;
    await until(other, morning + 11 * hour);
    expect(keys(other)).toEqual(['calendar:daily:2026-11-20:issue']);
  });

  it('comes late when Davy slept over five, but not the next day', async () => {
    const made = await aDay();
    await goesLive(made, 'board');
    made.state.now = morning + 12 * hour;
    await made.settle(['slack']);
    expect(keys(made)).toEqual(['calendar:daily:2026-11-20:issue']);
    const asleep = await aDay();
    await goesLive(asleep, 'board');
    asleep.state.now = morning + 24 * hour;
    await asleep.settle(['slack']);
    expect(asleep.state.posted).toEqual([]);
    await until(asleep, morning + 3 * 24 * hour + hour);
    expect(keys(asleep)).toEqual(['calendar:weekly:2026-11-23:issue']);
  });

  it('goes to people who asked for it, besides the channel', async () => {
    const made = await aDay();
    await goesLive(made, 'board');
    await made.ledger.changeReader('U0MO', (reader) => ({ ...reader, daily: true }));
    await made.ledger.changeReader('U0ANA', (reader) => ({ ...reader, weekly: true }));
    await until(made, morning + 10 * hour);
    expect(made.state.posted.map(({ channel }) => channel)).toEqual(['C0NEWS', 'D0MO']);
  });

  it('is right on a clock sixty times as fast, and on the day the clocks change', async () => {
    const sunday = Date.UTC(2026, 9, 23, 8);
    const made = await aDay(sunday);
    await goesLive(made, 'board', sunday);
    const at: number[] = [];
    for (let now = sunday; now < sunday + 4 * 24 * hour; now += hour / 60) {
      const before = made.state.posted.length;
      await until(made, now + hour / 60, hour / 60);
      at.push(...made.state.posted.slice(before).map(() => made.state.now));
    }
    expect(at.map((one) => new Date(one).toISOString().slice(0, 16))).toEqual([
      '2026-10-23T15:00',
      '2026-10-26T08:00',
    ]);
  });
});

describe('a summary that is shared', () => {
  it('is one message in a channel, brought up to date when it is shared again', async () => {
    const made = await aDay();
    const share = (service: string | null, channel: string) =>
      made.ledger.wake([
        {
          key: writeKey({ kind: 'summary', span: 'today', last: '2026-11-20', service, channel }),
          lane: 'slack',
          dueAt: made.state.now,
        },
      ]);
    await goesLive(made, 'board');
    await share(null, 'C0RELEASES');
    await made.settle(['slack']);
    await goesLive(made, 'web');
    await share(null, 'C0RELEASES');
    await share('web', 'C0RELEASES');
    await made.settle(['slack']);
    expect(
      made.state.posted.map(({ channel, content, edits }) => [
        channel,
        content.text.slice(0, 50),
        edits,
      ]),
    ).toEqual([
      ['C0RELEASES', 'Releases today, Nov 20: 2 releases reached all use', 1],
      ['C0RELEASES', 'Releases of web today, Nov 20: 1 release reached a', 0],
    ]);
  });

  it('takes no notice of a name nobody gives', async () => {
    const made = await aDay();
    await made.ledger.wake(
      [
        'summary:year:2026-11-20:*:C1',
        'summary:today',
        'calendar:hourly:2026-11-20',
        'calendar:daily',
      ].map((key) => ({ key, lane: 'slack' as const, dueAt: 0 })),
    );
    await made.settle(['slack']);
    expect(made.state.posted).toEqual([]);
  });
});
