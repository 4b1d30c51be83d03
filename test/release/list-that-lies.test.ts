import { describe, expect, it } from 'vitest';
import { nextStep } from '../../src/release/servers/next-step.ts';
import { evidenceOf } from '../../src/release/health/evidence.ts';
import { prerelease, release } from '../support/a-release.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { rollingBack } from '../support/phases.ts';
import { moving, news, olds, one, server } from './way-of-servers.ts';

const second = 1_000;
const closed = { admits: false } as const;

describe('a list that leaves servers out', () => {
  it('ends no rollback: the new servers are there still, with their users', () => {
    const servers = [...olds(4), ...news(4, { users: 3, ...closed })];
    let back = given(one({ phase: rollingBack({ usersBackAt: null }) }), { line: moving });
    back = back.after(observed(noon, servers));
    for (let s = 1; s <= 15; s += 1) back = back.after(observed(noon + s * second, olds(4)));
    expect(back.release.phase).toMatchObject({ kind: 'rolling-back', usersBackAt: null });
    const again = back.after(observed(noon + 16 * second, servers));
    expect(again.release.phase).toMatchObject({ kind: 'rolling-back', calmSince: null });
    expect(nextStep(moving, again.release, servers, noon)).toMatchObject({ kind: 'migrate' });
  });

  it('cuts no grace short: a server that comes back guarded has all of it', () => {
    const bare = news(1, { users: 0, protected: false, ...closed });
    const hidden = server('n1', '1.42.0', 'rel_ALL', { users: 0, ...closed });
    let back = given(one({ phase: rollingBack({ usersBackAt: null }) }), { line: moving });
    back = back.after(observed(noon, [...olds(4), ...bare, { ...hidden, users: 1 }]));
    for (let s = 1; s <= 4; s += 1)
      back = back.after(observed(noon + s * second, [...olds(4), ...bare]));
    const seen = back.after(observed(noon + 5 * second, [...olds(4), ...bare, hidden]));
    expect(seen.release.phase).toMatchObject({ unprotectedAt: null });
    const open = { ...hidden, protected: false };
    const late = seen.after(observed(noon + 6 * second, [...olds(4), ...bare, open]));
    expect(late.release.phase).toMatchObject({ unprotectedAt: noon + 6 * second });
  });

  it('starts no old server again that it left out once', () => {
    const servers = [...olds(4), ...news(4)];
    const back = given(one(), { line: moving }).after(observed(noon, servers));
    const lied = back.after(observed(noon + second, news(4)));
    expect(lied.release.orders).toEqual([]);
    expect(nextStep(moving, lied.release, news(4), noon)?.kind).not.toBe('launch');
  });

  it('takes no canary away: it is not gone, and nobody is called', () => {
    const canary = server('n0', '1.42.0', 'rel_PRE', { users: 4 });
    let soaking = given(prerelease({ kind: 'soaking', since: noon }));
    soaking = soaking.after(observed(noon, [...olds(4), canary]));
    for (let s = 1; s <= 20; s += 1) soaking = soaking.after(observed(noon + s * second));
    expect(soaking.release.phase.kind).toBe('soaking');
    const [reading] = evidenceOf(soaking.release, [], noon + 20 * second);
    expect(reading).toMatchObject({ value: null, missing: { kind: 'servers-left-out' } });
  });

  it('gives a new server that answers again all of its grace on the way back', () => {
    const bare = { users: 0, protected: false, ...closed } as const;
    const [first, next, ...more] = news(4, bare);
    const silent = { ...first!, state: 'unknown', protected: true } as const;
    const others = [...olds(4), next!, ...more];
    const back = given(one({ phase: rollingBack({ usersBackAt: noon }) }), { line: moving }).after(
      observed(noon, [...others, silent]),
      observed(noon + minute, [...others, silent]),
    );
    expect(back.release.phase).toMatchObject({ unprotectedAt: noon });
    // Meanwhile another release, which carried it, switched its protection off.
    const all = [...others, first!];
    const again = back.after(observed(noon + 2 * minute, all));
    expect(again.release.phase).toMatchObject({ unprotectedAt: noon + 2 * minute });
    expect(nextStep(moving, again.release, all, noon + 2 * minute + second)).toBeNull();
    const late = again.after(observed(noon + 3 * minute, all));
    expect(nextStep(moving, late.release, all, noon + 3 * minute)?.kind).toBe('retire');
  });

  it('makes nothing live while the old servers go', () => {
    const bare = { users: 0, protected: false, ...closed } as const;
    const phase = { kind: 'retiring', since: noon, unprotectedAt: noon } as const;
    let going = given(release(phase), { line: moving });
    going = going.after(observed(noon, [...olds(4, bare), ...news(4)]));
    for (let s = 1; s <= 5; s += 1) going = going.after(observed(noon + s * second, news(4)));
    expect(going.release.phase.kind).toBe('retiring');
    const leaving = olds(4, { ...bare, state: 'leaving' });
    const out = going.after(
      observed(noon + 6 * second, [...leaving, ...news(4)]),
      observed(noon + 7 * second, news(4)),
    );
    expect(out.release.phase.kind).toBe('announcing');
  });

  it('stops a batch: what nobody sees has moved nobody', () => {
    const phase = {
      kind: 'migrating',
      since: noon,
      batch: 3,
      movedAt: null,
      watchedMs: 0,
    } as const;
    const some = [...olds(4, { users: 9, ...closed }), ...news(4)];
    const going = given(release(phase), { line: moving }).after(
      observed(noon, some),
      observed(noon + second, news(4)),
    );
    expect(going.release.phase).toMatchObject({ kind: 'migrating', movedAt: null });
    expect(going.release.seen?.oldServers).toEqual({
      servers: 4,
      ready: 0,
      users: null,
      unknown: 4,
    });
    expect(nextStep(moving, going.release, news(4), noon)).toBeNull();
  });

  it('is believed once it has left them out for long', () => {
    const canary = server('n0', '1.42.0', 'rel_PRE', { users: 4 });
    const soaking = given(prerelease({ kind: 'soaking', since: noon }));
    let gone = soaking.after(observed(noon, [...olds(4), canary]));
    for (let s = 1; s <= 31; s += 1) gone = gone.after(observed(noon + s * second, olds(4)));
    expect(gone.release.phase.kind).toBe('soaking');
    gone = gone.after(observed(noon + 32 * second, olds(4)));
    expect(gone.release.phase).toMatchObject({ kind: 'stuck' });
    const slow = soaking.after(
      observed(noon, [...olds(4), canary]),
      ...[1, 2, 3, 4].map((n) => observed(noon + n * minute, olds(4))),
    );
    expect(slow.release.phase).toMatchObject({ kind: 'stuck' });
  });

  it('takes nobody away right after an outage: while nobody looked nobody was missed', () => {
    const canary = server('n0', '1.42.0', 'rel_PRE', { users: 4 });
    const soaking = given(prerelease({ kind: 'soaking', since: noon })).after(
      observed(noon, [...olds(4), canary]),
      observed(noon + minute, olds(4)),
      observed(noon + minute + 10 * second, olds(4)),
    );
    expect(soaking.release.phase.kind).toBe('soaking');
    // Two lies with another outage between them are no absence either.
    const twice = soaking.after(
      observed(noon + 2 * minute, [...olds(4), canary]),
      observed(noon + 3 * minute, olds(4)),
      observed(noon + 9 * minute, olds(4)),
    );
    expect(twice.release.known.map(({ id }) => id)).toContain(canary.id);
    const back = twice.after(observed(noon + 10 * minute, [...olds(4), canary]));
    expect(back.release.known.every(({ missed }) => missed === undefined)).toBe(true);
  });

  it('starts no old server again after an outage either', () => {
    const back = given(one(), { line: moving }).after(
      observed(noon, [...olds(4), ...news(4)]),
      observed(noon + minute, [...olds(3), ...news(4)]),
    );
    expect(back.release.orders).toEqual([]);
  });

  it('waits as long again for what it ordered as nobody looked for it', () => {
    const gone = given(one(), { line: moving }).after(
      observed(noon, [...olds(4), ...news(4)]),
      ...[10, 20, 30, 40].map((s) => observed(noon + s * second, news(4))),
    );
    expect(gone.release.orders).toMatchObject([{ n: 4, of: 'target' }]);
    const later = gone.after(observed(noon + 9 * minute, news(4)));
    expect(later.release.orders).toHaveLength(1);
    let looked = gone;
    for (let s = 50; s <= 230; s += 10) looked = looked.after(observed(noon + s * second, news(4)));
    expect(looked.release.orders).toHaveLength(2);
  });

  it('ends no way back by two looks with an outage between them', () => {
    const unseen = [
      { base: 0, n: 4, of: 'build' as const, at: noon, unseen: [3], left: [], attempt: 0 },
    ];
    const back = given(one({ phase: rollingBack({ unseen: true }), orders: unseen }), {
      line: moving,
    });
    const over = back.after(
      ...[0, 1, 2, 3].map((s) => observed(noon + s * second, olds(4))),
      observed(noon + 9 * minute, olds(4)),
    );
    expect(over.release.phase.kind).toBe('rolling-back');
  });
});

it('what somebody took away leaves the balancer too, on the way out and on the way back', () => {
  const dead = { state: 'leaving', users: 0 } as const;
  const watching = release({ kind: 'watching', since: noon, watchedMs: 0 });
  const [shut] = olds(1, { ...dead, id: 'x1' });
  const [own] = news(1, { ...dead, id: 'x2', slot: 9 });
  const all = [shut!, own!, ...news(4), ...olds(4, { users: 0, ...closed })];
  expect(nextStep(moving, watching, all, noon)).toEqual({
    kind: 'retire',
    ids: ['x1', 'x2'],
    how: 'destroy',
  });
  const out = all.map((one) => ({ ...one, joined: one.state !== 'leaving' }));
  expect(nextStep(moving, watching, out, noon)).toBeNull();
  const back = one({ phase: rollingBack({ usersBackAt: noon }) });
  expect(nextStep(moving, back, [own!, ...olds(4)], noon)).toEqual({
    kind: 'retire',
    ids: ['x2'],
    how: 'destroy',
  });
});
