import type { LaunchOrder } from '../../src/release/state/launch-order.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { noon } from '../support/noon.ts';
import { all, endedBy, migrating, pre, quiet, since } from './gallery-parts.ts';
import { ana } from '../support/people.ts';

const order: LaunchOrder = {
  base: 0,
  n: 4,
  of: 'build',
  at: noon,
  unseen: [],
  left: [],
  attempt: 0,
};
const dead: LaunchOrder = { ...order, spares: ['s0', 's1', 's2', 's3'], dead: [1, 2, 3] };
const full: LaunchOrder = {
  ...order,
  base: 4,
  n: 3,
  unseen: [4, 5, 6],
  attempt: 2,
  refused: { at: noon, said: 'InsufficientInstanceCapacity: no c6i.large in eu-west-1a' },
};

/** Servers that come up bare, spares that would not start, and no room for new ones. */
export const parkGallery: Readonly<Record<string, ThreadFacts>> = {
  'spares, canary has no room': pre(
    { kind: 'launching', since },
    { ...quiet, orders: [dead, full] },
  ),
  'spares, release starts new servers instead': all(
    { kind: 'launching', since },
    { orders: [dead, order] },
  ),
  'spares, release grows and has no room': all(migrating, { orders: [order, full] }),
  'spares, stuck without room': all({
    kind: 'stuck',
    since,
    because: {
      kind: 'no-capacity',
      servers: 3,
      tries: 5,
      said: 'InsufficientInstanceCapacity: no c6i.large in eu-west-1a',
    },
    from: { kind: 'launching', since },
  }),
  'spares, canary not configured': pre({
    kind: 'failed',
    at: noon,
    because: { kind: 'not-configured', failed: 1, late: 2, of: 4 },
    by: null,
  }),
  'servers came back': all(endedBy('rolled-back', ana, 'asked', 'wrong pages'), {
    cameBack: ['i-0a1', 'i-0a2'],
  }),
  'servers that came back are gone': all(endedBy('rolled-back', ana, 'asked', 'wrong pages'), {
    cameBack: ['i-0a1', 'i-0a2'],
    cameBackGone: { since: noon, over: true },
  }),
  'many servers came back': all(endedBy('rolled-back', ana, 'asked', 'wrong pages'), {
    cameBack: Array.from({ length: 14 }, (_, i) => `i-0b${i}`),
  }),
};
