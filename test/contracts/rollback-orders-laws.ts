import { expect } from 'vitest';
import type { RollbackOrders } from '../../src/ports/rollback-orders.ts';
import { rollbackOrderOf, takeBack } from '../../src/release/servers/rollback-order.ts';
import { line, prerelease, release } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { migrating } from '../support/phases.ts';
import { type Laws, refused } from './contract.ts';

/** A place for orders, and what somebody else sees and does there. */
export type OrderWorld = {
  readonly orders: (secret: string) => RollbackOrders;
  readonly text: () => Promise<string>;
  readonly write: (text: string) => Promise<unknown>;
  /** Nobody answers there any more. */
  readonly goAway: () => Promise<unknown>;
  readonly close: () => Promise<unknown>;
};

const secret = 'a secret that signs orders';

/** Fifty servers that were found protected: the largest part of an order, and nothing repeats. */
const guarded = Array.from({ length: 50 }, (_, i) => `i-${(i * 2_654_435_761).toString(16)}`);
const many = rollbackOrderOf(
  line(),
  [release(migrating(), { guarded }), prerelease({ kind: 'approved', since: noon })],
  noon,
);
const none = rollbackOrderOf(line(), [], noon);
const by = { id: 'terminal:ops', name: 'ops' };

/** What every place for orders keeps to. */
export const orderLaws: Laws<OrderWorld> = {
  'nothing is there before anything is kept': async ({ orders }) => {
    expect(await orders(secret).read()).toBeNull();
  },
  'what is kept is read, and the last counts': async ({ orders }) => {
    await orders(secret).keep(many);
    expect(await orders(secret).read()).toEqual(many);
    const taken = takeBack(many, { by, user: 'ops', host: 'h', reason: 'gone', at: noon });
    await orders(secret).keep(taken);
    expect(await orders(secret).read()).toEqual(taken);
    await orders(secret).keep(none);
    expect(await orders(secret).read()).toEqual(none);
  },
  'what another secret signed, or anybody changed, is refused': async (world) => {
    const { orders, text, write } = world;
    await orders(secret).keep(many);
    const said = await text();
    expect((await refused(orders('another secret').read())).message).toContain('signature');
    const [form = '', body = '', signature = ''] = said.trim().split('.');
    for (const other of [
      `${form}.${body.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))}.${signature}`,
      `${form}.${body}`,
      'davy-rollback-0.x.y',
      'x',
    ]) {
      await write(other);
      await refused(orders(secret).read());
    }
  },
  'a place that is away is a fault': async ({ orders, goAway }) => {
    const mine = orders(secret);
    await goAway();
    await refused(mine.keep(many));
    await refused(mine.read());
  },
};
