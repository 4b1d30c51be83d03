import type { Server } from '../../src/release/state/servers.ts';
import type { Plan } from '../../src/release/state/plan.ts';
import type { Hold } from '../../src/release/state/release.ts';
import type { Step } from '../../src/release/servers/step.ts';
import { plan } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { news, olds, server } from './way-of-servers.ts';

/** The sample plan of a service whose traffic follows shares, in hundredths. */
export const byTraffic: Plan = {
  ...plan,
  ways: { ...plan.ways, moves: 'traffic', least: 0.01 },
};

/** Old servers that get this share together. */
export const old = (count: number, share: number | null, more: Partial<Server> = {}) =>
  olds(count, { share: share === null ? null : share / count, ...more });
/** New ones. */
export const newer = (count: number, share: number | null, more: Partial<Server> = {}) =>
  news(count, { share: share === null ? null : share / count, ...more });
/** One server of a pre-release. */
export const canary = (id: string, release: string, version: string, share: number) =>
  server(id, version, release, { share });

/** Shares as a step names them. */
export const parts = {
  old: (share: number) => ({ release: '', version: '1.41.0', share }),
  newer: (share: number) => ({ release: 'rel_ALL', version: '1.42.0', share }),
};

/** What the old side and the other get by a step; null where it steers nothing. */
export function shares(step: Step | null): readonly [number, number] | null {
  if (step?.kind !== 'steer') return null;
  const of = (isOld: boolean) =>
    step.shares
      .filter(({ version }) => (version === '1.41.0') === isOld)
      .reduce((sum, { share }) => sum + share, 0);
  const rounded = (share: number) => Math.round(share * 1e6) / 1e6;
  return [rounded(of(true)), rounded(of(false))];
}

/** Somebody stops what goes forward. */
export const hold: Hold = { by: tom, since: noon, until: noon + 60 * minute, reason: 'lunch' };
