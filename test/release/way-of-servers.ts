import type { Server } from '../../src/release/state/servers.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import { nextStep } from '../../src/release/servers/next-step.ts';
import { line, release } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';

/** A release on its way back, and the servers it leaves and goes to. */
export const back = (more: object = {}): Phase => ({
  kind: 'rolling-back',
  since: noon,
  because: 'errors',
  by: null,
  end: 'rolled-back',
  usersBackAt: null,
  unprotectedAt: null,
  calmSince: null,
  ...more,
});
export const server = (
  id: string,
  version: string,
  tag: string,
  more: Partial<Server> = {},
): Server => ({
  id,
  version,
  release: tag,
  slot: Number(id.slice(1)),
  state: 'ready',
  joined: true,
  admits: true,
  users: 100,
  protected: true,
  ...more,
});
export const olds = (count: number, more: Partial<Server> = {}) =>
  Array.from({ length: count }, (_, index) => server(`o${index}`, '1.41.0', '', more));
export const news = (count: number, more: Partial<Server> = {}) =>
  Array.from({ length: count }, (_, index) => server(`n${index}`, '1.42.0', 'rel_ALL', more));
export const moving = line({
  moving: { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true },
});
export const one = (more: Partial<Release> = {}) => release(back(), more);
export const step = (
  servers: readonly Server[],
  it: Release = one(),
  where = moving,
  at = noon + minute,
) => nextStep(where, it, servers, at);
