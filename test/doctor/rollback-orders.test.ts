import { expect, it } from 'vitest';
import { lookAtRollbackOrders } from '../../src/doctor/rollback-orders.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import type { RollbackOrders } from '../../src/ports/rollback-orders.ts';
import { rollbackOrderOf, takeBack } from '../../src/release/servers/rollback-order.ts';
import { line } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';

const keep = async () => {
  throw new Error('the doctor changes nothing');
};
const orders = (read: RollbackOrders['read']): RollbackOrders => ({ read, keep });
const order = rollbackOrderOf(line(), [], noon);
const taken = { by: tom, user: 'ops', host: 'bastion', reason: 'gone', at: noon };

it('reads where ways back are kept, and says what to mend', async () => {
  const denied = new UpstreamError('AWS', 'reading ssm:/davy/board (AccessDeniedException)');
  expect(
    await lookAtRollbackOrders([
      { service: 'none', orders: null },
      { service: 'new', orders: orders(async () => null) },
      { service: 'kept', orders: orders(async () => order) },
      { service: 'taken', orders: orders(async () => takeBack(order, taken)) },
      { service: 'denied', orders: orders(() => Promise.reject(denied)) },
    ]),
  ).toMatchObject([
    { well: true, what: expect.stringContaining('new: ') },
    { well: true, what: expect.stringContaining('kept: ') },
    { well: true, what: expect.stringContaining('taken back without the database, by ops') },
    {
      well: false,
      what: expect.stringContaining('AccessDenied'),
      todo: expect.stringContaining('rollback-order.json'),
    },
  ]);
});
