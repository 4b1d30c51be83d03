import { describe, expect, it } from 'vitest';
import type { Phase } from '../../src/release/state/phase.ts';
import type { Server } from '../../src/release/state/servers.ts';
import { transition } from '../../src/release/transition.ts';
import { build, line, plan, release } from '../support/a-release.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { unmeasured } from '../support/release-parts.ts';
import { olds, news, moving, step } from './way-of-servers.ts';
import { worded } from '../../src/release/state/worded.ts';

describe('a return', () => {
  const start = (
    version: string,
    where = line({ live: build('1.42.0'), lastGood: [build('1.41.0')] }),
  ) =>
    transition(where, null, [], {
      kind: 'return-started',
      at: noon,
      by: tom,
      id: 'rel_BACK',
      build: build(version),
      plan,
      reason: 'slow',
      imageFound: true,
      capacity: 4,
    });

  it('needs no approval, passes lock and freeze, and bars what it leaves', () => {
    const shut = line({
      live: build('1.42.0'),
      lock: { reason: worded('x'), since: noon, release: 'r' },
      freeze: { since: noon, asks: [], until: noon + minute, reason: 'x', by: tom },
    });
    expect(start('1.41.0', shut)).toMatchObject({
      kind: 'moved',
      born: { kind: 'return', build: { version: '1.41.0' } },
      line: { blocked: [{ version: '1.42.0' }] },
    });
  });

  it('never goes to the build that was just left', () => {
    const left = line({
      live: build('1.41.0'),
      blocked: [
        {
          version: '1.42.0',
          image: 'ami-1.42.0',
          because: worded('rolled back'),
          commit: 'c0ffee',
          teams: ['whiteboard'],
          at: 0,
        },
      ],
    });
    expect(start('1.42.0', left)).toMatchObject({ code: 'barred' });
  });

  it('waits for no measurement: users nobody can count are moved all at once', () => {
    const uncounted = [
      ...olds(4, { users: null, version: '1.42.0' }),
      ...news(4, { users: null, version: '1.41.0' }),
    ];
    const home = (phase: Phase) =>
      release(phase, {
        kind: 'return',
        carries: [],
        build: build('1.41.0'),
        target: build('1.42.0'),
        watch: unmeasured,
      });
    const look = {
      kind: 'observed',
      at: noon + minute,
      wall: noon + minute,
      servers: uncounted,
      singles: [],
    } as const;
    expect(transition(moving, home({ kind: 'verifying', since: noon }), [], look)).toMatchObject({
      release: { phase: { kind: 'migrating' } },
    });
    const going = home({ kind: 'migrating', since: noon, batch: 0, movedAt: null, watchedMs: 0 });
    const shut = uncounted.map((one) => ({ ...one, admits: one.release === 'rel_ALL' }));
    expect(step(shut, going)).toEqual({
      kind: 'migrate',
      moves: ['o0', 'o1', 'o2', 'o3'].map((id) => ({ id, keep: 0 })),
    });
    expect(transition(moving, going, [], look)).toMatchObject({
      release: { phase: { movedAt: noon + minute } },
    });
    const usual = { ...going, kind: 'release' } as const;
    expect(step(shut, usual)).toBeNull();
  });

  it('that cannot start its servers is handed to a person, not dropped', () => {
    const late = release({ kind: 'launching', since: noon }, { kind: 'return', carries: [] });
    expect(
      transition(moving, late, [], {
        kind: 'observed',
        at: noon + 16 * minute,
        wall: noon,
        servers: olds(4),
        singles: [],
      }),
    ).toMatchObject({ release: { phase: { kind: 'stuck' } }, effects: [{ kind: 'page' }] });
  });
});

describe('the last step of a release', () => {
  const retiring = release({ kind: 'retiring', since: noon, unprotectedAt: noon });
  const bare = { users: 0, admits: false, protected: false } as const;

  it('destroys old servers that are closed, empty and long unprotected', () => {
    expect(step([...olds(4, bare), ...news(4)], retiring)).toEqual({
      kind: 'retire',
      ids: ['o0', 'o1', 'o2', 'o3'],
      how: 'destroy',
    });
    expect(step([...olds(4, { ...bare, users: 1 }), ...news(4)], retiring)).toMatchObject({
      kind: 'migrate',
    });
  });

  it('opens a new server that somebody shut before it lets old ones go, or goes live', () => {
    const shut = news(4).map((one) => ({ ...one, admits: one.id !== 'n3' }));
    expect(step([...olds(4, bare), ...shut], retiring)).toEqual({ kind: 'admit', ids: ['n3'] });
    const after = (servers: readonly Server[]) =>
      given(retiring, { line: moving }).after(
        observed(noon, servers),
        observed(noon + minute, servers),
        observed(noon + 2 * minute, servers),
      ).release.phase.kind;
    expect(after(shut)).toBe('retiring');
    expect(step(shut, retiring)).toEqual({ kind: 'admit', ids: ['n3'] });
    expect(after(news(4))).toBe('live');
  });

  it('opens them again while a new one is missing, and closes them again before they go', () => {
    expect(step([...olds(4, bare), ...news(3)], retiring)).toMatchObject({
      kind: 'admit',
      ids: ['o0', 'o1', 'o2', 'o3'],
    });
    expect(step([...olds(4, { ...bare, admits: true }), ...news(4)], retiring)).toMatchObject({
      kind: 'close',
      ids: ['o0', 'o1', 'o2', 'o3'],
    });
  });
});
