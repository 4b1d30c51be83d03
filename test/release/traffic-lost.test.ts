import { describe, expect, it } from 'vitest';
import { nextStep } from '../../src/release/servers/next-step.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { Step } from '../../src/release/servers/step.ts';
import { prerelease, release } from '../support/a-release.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { rollingBack } from '../support/phases.ts';
import { byTraffic, canary, newer, old, shares } from './traffic-samples.ts';
import { moving, one, server } from './way-of-servers.ts';

const ill = { state: 'unhealthy', users: 0 } as const;
const back = one({ plan: byTraffic, carries: [] });

describe('users whom all new servers that carry them have lost', () => {
  it('are home only when the old servers carry them, and the rollback does not end before', () => {
    let now = given(back, { line: moving });
    let servers: readonly Server[] = [...old(4, 0), ...newer(4, 0, ill)];
    const home: number[] = [];
    for (let at = noon; at <= noon + 20 * minute; at += 15_000) {
      now = now.after(observed(at, servers));
      const { phase } = now.release;
      if (phase.kind !== 'rolling-back') break;
      if (phase.usersBackAt !== null) home.push(shareOnOld(servers));
      const step = nextStep(now.line, now.release, servers, at);
      servers = step ? done(servers, step) : servers;
    }
    expect(new Set(home)).toEqual(new Set([1]));
    expect(now.release.phase.kind).toBe('rolled-back');
    expect(shareOnOld(servers)).toBe(1);
  });

  it('go to the old servers, also when some of the new ones cannot be seen', () => {
    const unseen = server('n9', '1.42.0', 'rel_ALL', { state: 'unknown', share: null });
    const all = [...old(4, 0), ...newer(4, 0, ill), unseen];
    expect(shares(nextStep(moving, back, all, noon))).toEqual([1, 0]);
    expect(shares(nextStep(moving, back, [...old(4, 0.5), ...newer(4, 0, ill)], noon))).toEqual([
      1, 0,
    ]);
  });

  it('go to them at once, however much the new ones are said to get', () => {
    for (const share of [1, 0.7, 0.01]) {
      const all = [...old(4, 1 - share), ...newer(4, share, ill)];
      expect(shares(nextStep(moving, back, all, noon))).toEqual([1, 0]);
    }
  });

  it('go to them from a canary as well', () => {
    const pre = prerelease(rollingBack(), { plan: byTraffic });
    const one = { ...canary('c0', 'rel_PRE', '1.42.0', 0), ...ill };
    expect(shares(nextStep(moving, pre, [...old(4, 0.8), one], noon))).toBeNull();
    const alone = { ...moving, moving: null };
    expect(shares(nextStep(alone, pre, [...old(4, 0.8), one], noon))).toEqual([1, 0]);
  });

  it('go to them before anybody decides on a rollback', () => {
    const phase = { kind: 'watching', since: noon, watchedMs: 0 } as const;
    const it = release(phase, { plan: byTraffic, carries: [] });
    const all = [...old(4, 0), ...newer(4, 0, ill)];
    expect(shares(nextStep(moving, it, all, noon))).toEqual([1, 0]);
  });
});

function shareOnOld(servers: readonly Server[]): number {
  return servers.reduce(
    (sum, { version, share }) => sum + (version === '1.41.0' ? (share ?? 0) : 0),
    0,
  );
}

/** The fleet after a step that took effect. */
function done(servers: readonly Server[], step: Step): readonly Server[] {
  const has = (id: string) => 'ids' in step && step.ids.includes(id);
  switch (step.kind) {
    case 'close':
      return servers.map((one) => (has(one.id) ? { ...one, admits: false } : one));
    case 'protect':
      return servers.map((one) => (has(one.id) ? { ...one, protected: step.on } : one));
    case 'retire':
      return servers.filter(({ id }) => !has(id));
    case 'steer':
      return servers.map((one) => {
        const given = step.shares.find(
          ({ release, version }) => release === one.release && version === one.version,
        );
        return { ...one, share: (given?.share ?? 0) / 4 };
      });
    default:
      return servers;
  }
}
