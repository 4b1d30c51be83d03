import { afterEach, describe, expect, it } from 'vitest';
import { countsOf } from '../../src/release/tickets/work.ts';
import { prerelease, release } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { change, ticketDesk } from '../support/ticket-desk.ts';
import { worded } from '../../src/release/state/worded.ts';

type Desk = Awaited<ReturnType<typeof ticketDesk>>;
let context: Desk;
afterEach(() => context.close());

const live = release({ kind: 'live', at: noon });
const soaking = prerelease({ kind: 'soaking', since: noon });
const three = [
  { key: 'BRD-1', summary: 'Good' },
  { key: 'BRD-2', summary: 'A bug', type: 'Bug' },
  { key: 'BRD-3', summary: 'Stuck', status: 'Blocked' },
  { key: 'BRD-4', summary: 'Old', status: 'Done' },
];
const keys = three.map(({ key }) => key);
const outcomes = async (stage: string) =>
  Object.fromEntries(
    (await context.works(stage === 'plan' ? soaking : live))
      .find((work) => work.stage === stage)
      ?.tickets.map(({ key, outcome }) => [key, outcome]) ?? [],
  );
const count = async (kind: string) =>
  (await context.news()).filter((one) => one.kind === kind).length;

describe('the tickets of a pre-release', () => {
  it('are looked at: what would move, what would fail and why; nothing is changed', async () => {
    context = await ticketDesk([change([...keys, 'BRD-5'])]);
    await context.issues(three);
    await context.order(soaking, 'plan-tickets');
    await context.workOff();
    expect(await outcomes('plan')).toEqual({
      'BRD-1': { kind: 'ready' },
      'BRD-4': { kind: 'already' },
      'BRD-2': { kind: 'failed', why: [{ kind: 'asks-for', to: 'Done', fields: ['Resolution'] }] },
      'BRD-3': {
        kind: 'failed',
        why: [{ kind: 'no-way', from: 'Blocked', to: 'Done', instead: ['In Progress'] }],
      },
      'BRD-5': { kind: 'failed', why: [{ kind: 'no-ticket' }] },
    });
    expect((await context.news()).filter(({ kind }) => kind !== 'refused')).toEqual([]);
  });

  it('are looked at again when somebody mended them', async () => {
    context = await ticketDesk([change(['BRD-3'])]);
    await context.issues(three);
    await context.order(soaking, 'plan-tickets');
    await context.workOff();
    await context.issues([{ key: 'BRD-3', summary: 'Unstuck', status: 'In Review' }]);
    await context.order(soaking, 'plan-tickets');
    await context.workOff();
    expect(await outcomes('plan')).toEqual({ 'BRD-3': { kind: 'ready' } });
  });

  it('come from keys of configured projects, once each; what was taken back is left', async () => {
    const changes = [
      change(['BRD-9'], 'Revert "Round off (BRD-9)"'),
      change(['brd-1', 'BRD-1', '../../x-1', 'EVIL-1', 'BRD-0', 'BRD-1/../../x']),
      change(['BRD-9']),
      change(['BRD-8'], 'Reapply it (BRD-8)'),
      change(['BRD-8'], 'Revert "It (BRD-8)"'),
      change(['BRD-7'], 'Revert "Revert "Seven (BRD-7)""'),
      change([' acc-2 ']),
    ];
    context = await ticketDesk(changes);
    await context.order(soaking, 'plan-tickets');
    await context.workOff();
    expect(Object.keys(await outcomes('plan'))).toEqual(['BRD-1', 'BRD-8', 'BRD-7', 'ACC-2']);
    expect(
      (await context.news()).every(({ path }) =>
        /^\/rest\/api\/2\/issue\/(BRD|ACC)-\d+(\/transitions)?$/.test(path ?? ''),
      ),
    ).toBe(true);
  });
});

describe('the tickets of a release that is live', () => {
  it('are finished; one that cannot be stops nothing, and is tried again once mended', async () => {
    context = await ticketDesk([change(keys)]);
    await context.issues(three);
    await context.order(live, 'finish-tickets');
    await context.workOff();
    expect(await outcomes('live')).toMatchObject({
      'BRD-1': { kind: 'moved' },
      'BRD-2': { kind: 'failed' },
      'BRD-3': { kind: 'failed' },
      'BRD-4': { kind: 'already' },
    });
    expect((await context.works(live))[0]).toMatchObject({
      versions: [{ project: 'BRD', outcome: { kind: 'released' } }],
      endedAt: expect.any(Number),
    });
    expect([
      await count('moved'),
      await count('version-made'),
      await count('version-added'),
      await count('commented'),
      await count('version-released'),
    ]).toEqual([1, 1, 4, 4, 1]);
    await context.issues([{ key: 'BRD-3', summary: 'Unstuck', status: 'In Progress' }]);
    await context.order(live, 'finish-tickets');
    await context.workOff();
    expect(countsOf((await context.works(live))[0]!)).toMatchObject({
      moved: 2,
      already: 1,
      failed: 1,
    });
    expect([await count('moved'), await count('commented'), await count('version-added')]).toEqual([
      2, 4, 4,
    ]);
  });

  it('are sixty without trouble', async () => {
    const many = Array.from({ length: 60 }, (_, i) => `BRD-${i + 1}`);
    context = await ticketDesk([change(many)]);
    await context.issues(
      many.map((key) => ({ key, summary: '<!channel> *bold* `x` ‮ '.repeat(8) })),
    );
    await context.order(live, 'finish-tickets');
    await context.workOff();
    expect(countsOf((await context.works(live))[0]!)).toMatchObject({ moved: 60, failed: 0 });
    expect(await count('commented')).toBe(60);
  });

  it('are finished once, wherever Davy dies', async () => {
    for (const [point, nth] of [
      ['tickets before read live', 2],
      ['tickets before move', 1],
      ['tickets after move', 1],
      ['tickets before comment', 2],
      ['tickets after comment', 2],
      ['tickets after version', 1],
      ['tickets before settle', 1],
      ['tickets before released version', 1],
    ] as const) {
      context = await ticketDesk([change(['BRD-1', 'BRD-2', 'BRD-4'])]);
      await context.issues([
        { key: 'BRD-1', summary: '1' },
        { key: 'BRD-2', summary: '2' },
        { key: 'BRD-4', summary: '4' },
      ]);
      await context.order(live, 'finish-tickets');
      context.dieAt(point, nth);
      await context.workOff(90);
      expect([point, countsOf((await context.works(live))[0]!).moved]).toEqual([point, 3]);
      expect([
        point,
        await count('moved'),
        await count('commented'),
        await count('version-made'),
        await count('version-released'),
      ]).toEqual([point, 3, 3, 1, 1]);
      if (point !== 'tickets before released version') await context.close();
    }
  });

  it('are told once each, also when answers are lost', async () => {
    context = await ticketDesk([change(['BRD-1', 'BRD-4'])]);
    await context.issues(three);
    context.loseAnswers(6);
    await context.order(live, 'finish-tickets');
    await context.workOff(300);
    expect([
      await count('moved'),
      await count('commented'),
      await count('version-made'),
      await count('version-released'),
    ]).toEqual([1, 2, 1, 1]);
    expect(countsOf((await context.works(live))[0]!)).toMatchObject({
      moved: 1,
      already: 1,
      failed: 0,
    });
  });

  it('wait while Jira says too many, and are finished then', async () => {
    context = await ticketDesk([change(keys)]);
    await context.issues(three);
    await context.fault({ kind: 'too-many', retryAfterSeconds: 2, times: 6 });
    await context.order(live, 'finish-tickets');
    await context.workOff(120);
    expect(countsOf((await context.works(live))[0]!)).toMatchObject({
      moved: 1,
      already: 1,
      failed: 2,
    });
  });

  it('do not hold up the others when Jira breaks on a few of them', async () => {
    const many = Array.from({ length: 8 }, (_, i) => `BRD-${i + 1}`);
    context = await ticketDesk([change(many)]);
    await context.issues(many.map((key) => ({ key, summary: key })));
    for (const key of ['BRD-1', 'BRD-2', 'BRD-3'])
      await context.fault({ kind: 'status', status: 500, path: `/rest/api/2/issue/${key}` });
    await context.order(live, 'finish-tickets');
    await context.workOff(240);
    expect(countsOf((await context.works(live))[0]!)).toMatchObject({ moved: 5, failed: 3 });
    expect((await outcomes('live'))['BRD-1']).toEqual({
      kind: 'failed',
      why: [{ kind: 'no-answer', system: 'Jira' }],
    });
  });

  it('are told to wait once while Jira is away, and finished when it is back', async () => {
    context = await ticketDesk([change(['BRD-1', 'BRD-4'])]);
    await context.issues(three);
    await context.fault({ kind: 'down' });
    await context.order(live, 'finish-tickets');
    await context.workOff(10);
    expect((await context.works(live))[0]).toMatchObject({
      silentSince: expect.any(Number),
      silenceTold: false,
    });
    await context.workOff(60);
    expect((await context.works(live))[0]).toMatchObject({ silenceTold: true, endedAt: null });
    await context.clearFaults();
    await context.workOff(60);
    expect((await context.works(live))[0]).toMatchObject({
      silentSince: null,
      silenceTold: false,
      endedAt: expect.any(Number),
    });
  });

  it('are left to people when Jira is away for a day', async () => {
    context = await ticketDesk([change(['BRD-1'])]);
    await context.fault({ kind: 'down' });
    await context.order(live, 'finish-tickets');
    await context.turn();
    context.time.now += 24 * 60 * minute;
    await context.workOff(30);
    expect(countsOf((await context.works(live))[0]!)).toMatchObject({ failed: 1 });
    expect(await context.turn()).toBe(false);
  });
});

describe('the tickets of what was taken back', () => {
  const back = release({
    kind: 'rolled-back',
    at: noon,
    because: worded('new errors [~ana] 24'),
    by: null,
  });

  it('get one comment each, and are never opened again', async () => {
    context = await ticketDesk([change(['BRD-1', 'BRD-4'])]);
    await context.issues(three);
    await context.order(back, 'tell-tickets');
    await context.order(back, 'tell-tickets');
    await context.workOff();
    expect((await context.news()).map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'commented BRD-1',
      'commented BRD-4',
    ]);
    expect((await context.news())[0]?.body).toContain(
      'board 1.42.0, which had this change, was rolled back at 2026-11-20 12:00 UTC: ' +
        'new errors \\[\\~ana\\] 24. Users are on 1.41.0.',
    );
  });

  it('are told by the release, not by the pre-release that went out with it as well', async () => {
    context = await ticketDesk([change(['BRD-1'])]);
    await context.issues(three);
    await context.order(back, 'tell-tickets');
    await context.order(
      prerelease({ kind: 'rolled-back', at: noon, because: worded('errors'), by: null }),
      'tell-tickets',
    );
    await context.workOff();
    expect(await count('commented')).toBe(1);
  });

  it('are those that a return takes away', async () => {
    context = await ticketDesk([], [change(['BRD-4'])]);
    await context.issues(three);
    await context.order(
      release({ kind: 'live', at: noon }, { kind: 'return', note: 'bad totals' }),
      'tell-tickets',
    );
    await context.workOff();
    expect(await context.news()).toMatchObject([{ kind: 'commented', key: 'BRD-4' }]);
  });
});
