import { describe, expect, it } from 'vitest';
import { nextStep } from '../../src/release/servers/next-step.ts';
import type { Server } from '../../src/release/state/servers.ts';
import { build, line, release } from '../support/a-release.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { noon } from '../support/noon.ts';
import { migrating } from '../support/phases.ts';
import { byTraffic } from './traffic-samples.ts';
import { server } from './way-of-servers.ts';

const live = build('1.42.0');
const where = line({ live, moving: { release: 'rel_BACK', carries: [], migrating: true } });
const back = (more = {}) =>
  release(migrating(), {
    id: 'rel_BACK',
    kind: 'return',
    build: build('1.41.0'),
    target: live,
    carries: [],
    ...more,
  });
const home = (n: number, more: Partial<Server> = {}) =>
  Array.from({ length: n }, (_, i) => server(`h${i}`, '1.41.0', 'rel_BACK', { users: 0, ...more }));
const bad = (n: number, more: Partial<Server> = {}) =>
  Array.from({ length: n }, (_, i) => server(`b${i}`, '1.42.0', 'rel_ALL', { users: 50, ...more }));

function walk(it: ReturnType<typeof back>, servers: readonly Server[]) {
  let now = given(it, { line: where });
  const steps = new Set<string | null>();
  for (let s = 0; s <= 20 * 60; s += 30) {
    const at = noon + s * 1_000;
    now = now.after(observed(at, servers));
    steps.add(nextStep(now.line, now.release, servers, at)?.kind ?? null);
  }
  return { steps: [...steps], phase: now.release.phase.kind };
}

describe('a return, which is a way back too', () => {
  const [first, ...rest] = bad(4, { share: 0.25, admits: false });
  if (!first) throw new Error('no bad server');

  it('goes on though the host of one bad server does not answer', () => {
    const unseen: Server = { ...first, state: 'unknown', users: null };
    expect(walk(back(), [...home(4), ...rest, unseen]).steps).toContain('migrate');
  });

  it('goes on though a bad server does not close', () => {
    const { steps } = walk(back(), [...home(4), { ...first, admits: true }, ...rest]);
    expect(steps).toContain('migrate');
    expect(steps).toContain('close');
  });

  it('lets no bad server go while one may be anything', () => {
    const gone = { users: 0, admits: false, protected: false } as const;
    const all = [...home(4), ...bad(3, gone), ...bad(4, { ...gone, state: 'unknown' }).slice(3)];
    const it = back({ phase: { kind: 'retiring', since: noon, unprotectedAt: noon } });
    expect(walk(it, all).steps).toEqual([null]);
  });

  it('goes on though the share of one bad server cannot be read', () => {
    const blind: Server = { ...first, admits: true, share: null };
    const open = rest.map((one) => ({ ...one, admits: true }));
    const it = back({
      plan: { ...byTraffic, batches: [0.5, 1] },
      phase: { kind: 'verifying', since: noon },
    });
    expect(walk(it, [...home(4, { share: 0 }), ...open, blind]).steps).toContain('steer');
  });
});
