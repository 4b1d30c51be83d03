import { describe, expect, it } from 'vitest';
import { UpstreamError } from '../../src/ports/errors.ts';
import { messagesOf } from '../../src/views/messages.ts';
import { now, three } from '../support/three-beside.ts';
import { build } from '../support/a-release.ts';
import { seenError } from '../support/error-samples.ts';
import { minute, noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { saidBy } from '../../src/release/state/said.ts';
import { worded } from '../../src/release/state/worded.ts';

describe('a release that carries several pre-releases', () => {
  it('has a card and a thread of its own, with the way to each of theirs', async () => {
    const made = await three();
    const before = made.channel().length;
    await made.start();
    await made.settle();
    expect(made.channel().slice(before)).toEqual(['rel_ALL:card']);
    const card = made.of('rel_ALL:card');
    expect(card?.content.text).toMatch(/^board 1\.42\.0 is releasing: starting 4 servers/);
    for (const version of ['1.41.8', '1.41.9', '1.42.0'])
      expect(made.said('rel_ALL:card')).toContain(
        `"url":"https://acme.slack.example/archives/C0RELEASES/p${made.cardOf(version)}",` +
          `"text":"${version}"`,
      );
    expect(made.of('rel_ALL:fleet')?.thread).toBe(card?.ts);
  });

  it('asks Slack once, not without end, while the post of its card may still arrive', async () => {
    const made = await three();
    const { board } = made.shop.ports;
    const calm = { ...board };
    let [lost, looked] = [1, 0];
    board.post = async (place) => {
      if (place.key === 'rel_ALL:card' && lost-- > 0)
        throw new UpstreamError('Slack', 'posting a message', { unknown: true });
      return calm.post(place);
    };
    board.find = async (place) => {
      looked += 1;
      return calm.find(place);
    };
    await made.start();
    await made.settle();
    made.state.now += 2_000;
    await made.settle();
    expect(made.of('rel_ALL:card')).toBeUndefined();
    expect(looked).toBeLessThanOrEqual(4);
    made.state.now += 12_000;
    await made.settle();
    expect(made.of('rel_ALL:card')?.content.text).toMatch(/^board 1\.42\.0 is releasing/);
    expect(made.state.posted.filter(({ key }) => key.endsWith(':goes-on'))).toHaveLength(3);
  });

  it('is pointed to by one line in each thread it goes on from, and by their cards', async () => {
    const made = await three();
    const before = made.state.posted.length;
    await made.start();
    await made.settle();
    const lines = made.state.posted.slice(before).filter(({ key }) => key.endsWith(':goes-on'));
    expect(lines.map(({ key, thread, edits }) => [key, thread, edits])).toEqual(
      expect.arrayContaining([
        ['rel_OLD:goes-on', made.cardOf('1.41.8'), 0],
        ['rel_MID:goes-on', made.cardOf('1.41.9'), 0],
        ['rel_NEW:goes-on', made.cardOf('1.42.0'), 0],
      ]),
    );
    expect(lines).toHaveLength(3);
    for (const { content } of lines)
      expect(JSON.stringify(content.rich)).toContain(
        `https://acme.slack.example/archives/C0RELEASES/p${made.of('rel_ALL:card')?.ts}`,
      );
    expect(made.of('build:board@1.41.8:card')?.content.text).toBe(
      'board 1.41.8 is released with 1.42.0.',
    );
    expect(made.of('build:board@1.42.0:card')?.content.text).toBe(
      'board 1.42.0 is released with 1.41.8 and 1.41.9.',
    );
  });

  it('pages, ends and sums up in its own thread; no thread it carries says it again', async () => {
    const made = await three();
    await made.start();
    await made.settle();
    const card = made.of('rel_ALL:card')?.ts;
    await made.become('rel_ALL', {
      phase: { kind: 'migrating', since: now, batch: 0, movedAt: null, watchedMs: 0 },
      countdown: {
        number: 1,
        since: now,
        deadline: now + minute,
        because: worded('new errors 24, max 0'),
        postponements: [],
      },
      countdowns: 1,
    });
    expect(made.of('rel_ALL:page:1')?.thread).toBe(card);
    const posts = made.channel().length;
    await made.become(
      'rel_ALL',
      { phase: { kind: 'live', at: now }, countdown: null },
      { live: build(), carried: ['rel_NEW', 'rel_MID', 'rel_OLD'], moving: null },
    );
    for (const id of ['rel_NEW', 'rel_MID', 'rel_OLD'])
      await made.become(id, { phase: { kind: 'carried', at: now } });
    expect(made.channel().slice(posts)).toEqual(['rel_ALL:summary']);
    expect(made.of('rel_ALL:summary')?.thread).toBe(card);
    expect(made.of('rel_ALL:card')?.content.text).toBe('board 1.42.0 is live for all users.');
    expect(made.of('build:board@1.42.0:card')?.content.text).toBe(
      'board 1.42.0 is live for all users.',
    );
    expect(made.of('build:board@1.41.8:card')?.content.text).toBe(
      'board 1.41.8 was released with 1.42.0.',
    );
    expect(made.of('rel_OLD:goes-on')?.content.text).toContain('was released with');
  });

  it('comes back without a second alarm in the thread of its newest build', async () => {
    const made = await three();
    await made.start();
    await made.settle();
    const posts = made.channel().length;
    const over = saidBy(tom, 'asked', 'strokes get lost');
    await made.become('rel_ALL', {
      phase: {
        kind: 'rolling-back',
        since: now,
        end: 'rolled-back',
        usersBackAt: null,
        unprotectedAt: null,
        calmSince: null,
        ...over,
      },
    });
    expect(made.of('build:board@1.41.8:card')?.content.text).toBe(
      'board 1.41.8 is rolled back with 1.42.0.',
    );
    await made.become(
      'rel_NEW',
      {
        phase: {
          kind: 'rolling-back',
          since: now,
          end: 'rolled-back',
          usersBackAt: null,
          unprotectedAt: null,
          calmSince: null,
          ...over,
        },
      },
      { moving: null },
    );
    expect(made.channel().slice(posts)).toEqual(['rel_ALL:rollback']);
    expect(made.of('rel_NEW:rollback')).toBeUndefined();
  });

  it('shows errors of its own move in its own thread, others where they were', async () => {
    const made = await three();
    await made.ledger.saveErrors([seenError({ foundAt: noon + 20 * minute })]);
    await made.become('rel_NEW', {});
    await made.start();
    await made.ledger.saveErrors([
      seenError({
        foundAt: now + minute,
        place: 2,
        issue: { ...seenError().issue, id: '2', shortId: 'BOARD-8' },
      }),
    ]);
    await made.become('rel_ALL', {});
    await made.become('rel_NEW', {});
    expect(
      made.of('build:board@1.42.0:error:1')?.thread ?? made.state.posted.map(({ key }) => key),
    ).toBe(made.cardOf('1.42.0'));
    expect(
      made.of('build:board@1.42.0:error:2')?.thread ?? made.state.posted.map(({ key }) => key),
    ).toBe(made.of('rel_ALL:card')?.ts);
  });

  it('leaves nothing to draw when all is drawn: threads wake each other no more', async () => {
    const made = await three();
    Object.assign(made.shop, {
      draw: (decision: Parameters<typeof messagesOf>[0]) =>
        messagesOf(decision).filter(({ kind }) => kind !== 'goes-on'),
    });
    await made.start();
    await made.settle();
    expect(await made.ledger.claim(['slack', 'page'], now)).toBeNull();
  });

  it('is one message each, also for a worker that begins anew', async () => {
    const made = await three();
    await made.start();
    await made.settle();
    const [posts, edits] = [
      made.state.posted.length,
      made.state.posted.reduce((sum, one) => sum + one.edits, 0),
    ];
    await made.ledger.wake(
      ['rel_ALL', 'rel_NEW', 'rel_MID', 'rel_OLD'].map((key) => ({
        key,
        lane: 'slack',
        dueAt: now,
      })),
    );
    await made.settle();
    expect([
      made.state.posted.length,
      made.state.posted.reduce((sum, one) => sum + one.edits, 0),
    ]).toEqual([posts, edits]);
  });

  it('writes to people with the way to its own thread', async () => {
    const made = await three();
    await made.ledger.changeReader(tom.id, (reader) => ({ ...reader, follows: ['board'] }));
    await made.start();
    await made.become('rel_ALL', {
      phase: { kind: 'rolled-back', at: now, because: worded('new errors'), by: null },
    });
    const written = made.state.posted.filter(({ channel }) => channel.startsWith('D0'));
    expect(written.length).toBeGreaterThan(0);
    for (const { content } of written)
      expect(JSON.stringify(content.rich)).toContain(`/p${made.of('rel_ALL:card')?.ts}`);
  });

  it('that was cancelled leaves the way open: the next one has its own card', async () => {
    const made = await three();
    await made.start();
    await made.become(
      'rel_ALL',
      { phase: { kind: 'cancelled', at: now, ...saidBy(tom, 'cancelled', 'not today') } },
      { moving: null },
    );
    await made.become('rel_NEW', {});
    expect(made.of('build:board@1.42.0:card')?.content.text).toMatch(/^board 1\.42\.0 is approved/);
    expect(made.of('rel_NEW:goes-on')?.content.text).toContain('was not released');
    const posts = made.channel().length;
    await made.start([], 'rel_TWO');
    await made.settle();
    expect(made.channel()).toHaveLength(posts);
    expect(made.of('rel_TWO:fleet')?.thread).toBe(made.cardOf('1.42.0'));
    expect(made.of('rel_ALL:card')?.content.text).toMatch(/cancelled/);
  });

  it('of one pre-release alone goes on in its thread', async () => {
    const made = await three();
    const posts = made.channel().length;
    await made.start([]);
    await made.settle();
    expect(made.channel()).toHaveLength(posts);
    expect(made.of('rel_ALL:fleet')?.thread).toBe(made.cardOf('1.42.0'));
  });
});
