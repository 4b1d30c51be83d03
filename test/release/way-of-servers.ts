import type { Server } from '../../src/release/state/servers.ts';
import type { Release } from '../../src/release/state/release.ts';
import { nextStep } from '../../src/release/servers/next-step.ts';
import { line, plan, release } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { rollingBack } from '../support/phases.ts';
import { server as anyServer } from '../support/servers.ts';

/** A server that belongs to a release; its name ends in its slot. */
export const server = (
  id: string,
  version: string,
  release: string,
  more: Partial<Server> = {},
): Server => anyServer({ id, version, release, slot: Number(id.slice(1)), ...more });
export const olds = (count: number, more: Partial<Server> = {}) =>
  Array.from({ length: count }, (_, index) => server(`o${index}`, '1.41.0', '', more));
export const news = (count: number, more: Partial<Server> = {}) =>
  Array.from({ length: count }, (_, index) => server(`n${index}`, '1.42.0', 'rel_ALL', more));
export const moving = line({
  moving: { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true },
});
/** Servers come up bare, and empty ones are kept. */
export const parking = {
  ...plan,
  ways: { ...plan.ways, prepares: true, empties: 'park' },
} as const;
/** On its way back. */
export const one = (more: Partial<Release> = {}) => release(rollingBack(), more);
export const step = (
  servers: readonly Server[],
  it: Release = one(),
  where = moving,
  at = noon + minute,
) => nextStep(where, it, servers, at);
