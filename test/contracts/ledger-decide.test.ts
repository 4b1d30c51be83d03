import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { chainHash, eventText } from '../../src/adapters/ledger/event-chain.ts';
import type { Release } from '../../src/release/state/release.ts';
import {
  moveOn,
  page,
  passed,
  spoilable,
  releaseOf,
  start,
  startsMoving,
} from '../support/ledger-samples.ts';
import { ana } from '../support/people.ts';
import { build } from '../support/a-release.ts';
import { type Opened, type Store, stores } from '../support/ledger-stores.ts';
import { worded } from '../../src/release/state/worded.ts';

// Real servers start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

describe.each(stores())('a decision %s', (_name, make) => {
  let store: Store;
  let opened: Opened;
  beforeAll(async () => {
    store = await make();
  });
  afterAll(() => store.stop());
  beforeEach(async () => {
    opened = await store.open();
  });
  afterEach(() => opened.close());

  it('stores the event, the states and the wakes together', async () => {
    const { ledger } = opened;
    expect(await ledger.line('board')).toMatchObject({ service: 'board', live: null, seq: 0 });
    const decision = await start(ledger, 'board', 'rel_1');
    expect(decision).toMatchObject({
      kind: 'moved',
      line: { seq: 1 },
      born: { id: 'rel_1', seq: 1 },
    });
    expect(await ledger.line('board')).toMatchObject({ seq: 1, moving: { release: 'rel_1' } });
    expect(await ledger.release('rel_1')).toEqual({ ...releaseOf('board', 'rel_1'), seq: 1 });
    expect(
      (await ledger.events('rel_1')).map(({ seq, event, at }) => ({ seq, event, at })),
    ).toEqual([{ seq: 1, event: { kind: 'time-passed', at: 1000 }, at: 1000 }]);
    expect(await ledger.events('line:board')).toHaveLength(1);
    expect(await ledger.claim(['world'], 1000)).toMatchObject({
      key: 'rel_1',
      lane: 'world',
      tries: 0,
      failingSince: null,
    });
  });

  it('records an event that changes only the release in the release’s stream alone', async () => {
    const { ledger } = opened;
    await start(ledger, 'board', 'rel_1');
    await moveOn(ledger, 'board', 'rel_1', { change: { note: 'second' } });
    expect([
      (await ledger.events('rel_1')).length,
      (await ledger.events('line:board')).length,
    ]).toEqual([2, 1]);
    await ledger.decide(
      { service: 'board', release: null, event: passed },
      (line) => ({
        kind: 'moved',
        line: { ...line, live: build('7.1.0') },
        release: null,
        born: null,
        effects: [],
        supersedes: false,
      }),
      () => [],
    );
    expect([
      (await ledger.events('rel_1')).length,
      (await ledger.events('line:board')).length,
    ]).toEqual([2, 2]);
    expect((await ledger.line('board')).seq).toBe(2);
  });

  it('chains each event to everything before it', async () => {
    const { ledger } = opened;
    await start(ledger, 'board', 'rel_1');
    await moveOn(ledger, 'board', 'rel_1');
    const first = chainHash('', eventText('rel_1', 1, { kind: 'time-passed', at: 1000 }));
    expect((await ledger.events('rel_1')).map((event) => event.hash)).toEqual([
      first,
      chainHash(first, eventText('rel_1', 2, passed)),
    ]);
  });

  it('stores what was only measured without an event', async () => {
    const { ledger } = opened;
    await start(ledger, 'board', 'rel_1');
    await ledger.decide(
      { service: 'board', release: 'rel_1', event: passed },
      (line, release) => ({ kind: 'measured-only', line, release: { ...release!, capacity: 9 } }),
      () => [{ key: 'rel_1', lane: 'slack', dueAt: 5 }],
    );
    expect(await ledger.release('rel_1')).toMatchObject({ capacity: 9, seq: 1 });
    expect(await ledger.events('rel_1')).toHaveLength(1);
    expect(await ledger.claim(['slack'], 5)).toMatchObject({ key: 'rel_1' });
  });

  it('leaves no trace when it is refused', async () => {
    const { ledger } = opened;
    const refused = await ledger.decide(
      { service: 'board', release: 'rel_none', event: passed },
      (_line, release) => ({
        kind: 'refused',
        code: 'no-such-release',
        because: { says: 'worded', values: [release ? 'it is there' : 'it is not there'] },
      }),
      () => [],
    );
    expect(refused).toEqual({
      kind: 'refused',
      code: 'no-such-release',
      because: { says: 'worded', values: ['it is not there'] },
    });
    expect([
      await ledger.events('line:board'),
      await ledger.open('board'),
      (await ledger.line('board')).seq,
    ]).toEqual([[], [], 0]);
  });

  it('leaves no trace when it fails half-way', async () => {
    const { ledger } = opened;
    const failing = ledger.decide(
      { service: 'board', release: null, event: passed },
      startsMoving('rel_1'),
      () => {
        throw new Error('out of wishes');
      },
    );
    await expect(failing).rejects.toThrow('out of wishes');
    expect([
      await ledger.release('rel_1'),
      await ledger.events('rel_1'),
      await ledger.events('line:board'),
      (await ledger.line('board')).moving,
    ]).toEqual([null, [], [], null]);
  });

  it('sees the other open releases of the service, oldest first, and no others', async () => {
    const { ledger } = opened;
    const born = (id: string, service: string) =>
      ledger.decide(
        { service, release: null, event: passed },
        (line) => ({
          kind: 'moved',
          line,
          release: null,
          born: releaseOf(service, id, { kind: 'prerelease' }),
          effects: [],
          supersedes: false,
        }),
        () => [],
      );
    for (const id of ['b', 'a', 'c']) await born(id, 'board');
    await born('x', 'accounts');
    await moveOn(ledger, 'board', 'c', {
      change: { phase: { kind: 'stopped', at: 1, because: worded(''), by: ana } },
    });
    let seen: readonly Release[] = [];
    await ledger.decide(
      { service: 'board', release: 'b', event: passed },
      (_line, _release, others) => {
        seen = others;
        return { kind: 'refused', code: 'not-now', because: { says: 'noRelease', values: [] } };
      },
      () => [],
    );
    expect(seen.map((release) => release.id)).toEqual(['a']);
    expect((await ledger.open('board')).map((release) => release.id)).toEqual(['b', 'a']);
    expect((await ledger.history('board', 2)).map((release) => release.id)).toEqual(['c', 'a']);
  });

  it('puts effects in the order they were decided, and a rollback voids no page', async () => {
    const { ledger } = opened;
    await start(ledger, 'board', 'rel_1');
    await moveOn(ledger, 'board', 'rel_1', {
      effects: [page, { ...page, summary: worded('Second') }],
    });
    await moveOn(ledger, 'board', 'rel_1', {
      effects: [{ lane: 'page', kind: 'resolve-page', key: 'k' }],
      supersedes: true,
    });
    const claim = (await ledger.claim(['page'], 1000))!;
    const waiting = await ledger.pending(claim);
    expect(waiting.map(({ effect }) => effect)).toEqual([
      page,
      { ...page, summary: worded('Second') },
      { lane: 'page', kind: 'resolve-page', key: 'k' },
    ]);
    expect(waiting[0]!.id).toBeLessThan(waiting[1]!.id);
    await ledger.done(claim, waiting[0]!.id);
    expect(await ledger.pending(claim)).toEqual(waiting.slice(1));
    expect(await ledger.pending((await ledger.claim(['world'], 1000))!)).toEqual([]);
  });

  it('gives every part of a release and of a line back as it was', async () => {
    const { ledger } = opened;
    await start(ledger, 'board', 'rel_1');
    const full: Partial<Release> = {
      target: build('7.0.0'),
      approvals: [{ by: ana, team: 'whiteboard', at: 5, image: 'ami', plan: 'p1' }],
      watch: {
        measuredAt: 7.25,
        creditedMs: 5,
        badInARow: 1,
        badSince: 5,
        badAt: 5,
        goodInARow: 0,
        goodSince: null,
        undecidedSince: 3,
        undecidedTold: true,
        verdict: {
          kind: 'unhealthy',
          reasons: [{ signal: 's', says: 'both-bad', facts: worded('t') }],
          fatal: true,
          badness: Number.MAX_SAFE_INTEGER,
        },
        readings: [spoilable],
        baselines: [
          { signal: 's', limit: { kind: 'worse-by', share: 0.5, floor: 120 }, baseline: 98.5 },
        ],
      },
      seen: {
        at: 1,
        newServers: { servers: 1, ready: 1, users: null },
        oldServers: { servers: 3, ready: 2, users: 12 },
      },
      exposure: [{ since: 1, until: 2, newServers: 3.5, oldServers: 4 }],
      countdown: {
        number: 1,
        since: 1,
        deadline: 2,
        because: worded('errors'),
        postponements: [{ by: ana, at: 1, until: 2, badness: 1.5, reason: 'looking' }],
      },
      hold: { by: ana, since: 1, until: 2, reason: 'lunch' },
    };
    const phases: readonly Release['phase'][] = [
      { kind: 'soaking', since: 1 },
      { kind: 'migrating', since: 1, batch: 2, movedAt: null, watchedMs: 1 },
      { kind: 'watching', since: 1, watchedMs: 2 },
      { kind: 'retiring', since: 1, unprotectedAt: 4 },
      {
        kind: 'stuck',
        since: 1,
        because: worded('x'),
        from: {
          kind: 'stuck',
          since: 1,
          because: worded('y'),
          from: {
            kind: 'rolling-back',
            since: 1,
            because: worded('z'),
            by: null,
            end: 'declined',
            usersBackAt: 1,
            unprotectedAt: null,
            calmSince: 2,
            unseen: true,
          },
        },
      },
      { kind: 'live', at: 5 },
      { kind: 'rolled-back', at: 1, because: worded('x'), by: ana },
    ];
    const line = {
      live: build('7.1.0'),
      lastGood: [build('7.0.0')],
      lock: { reason: worded('r'), since: 1, release: 'rel_1' },
      freeze: { since: 1, asks: [{ by: ana, at: 1 }], until: 1, reason: 'r', by: ana },
      blocked: [
        {
          version: 'v',
          image: 'i',
          because: worded('b'),
          commit: 'c0ffee',
          teams: ['whiteboard'],
          at: 0,
        },
      ],
    };
    for (const phase of phases) {
      await moveOn(ledger, 'board', 'rel_1', { change: { ...full, phase }, line });
      expect(await ledger.release('rel_1')).toMatchObject({ ...full, phase });
    }
    expect(await ledger.line('board')).toMatchObject(line);
  });
});
