import { UpstreamError } from '../ports/errors.ts';
import type { RollbackOrders } from '../ports/rollback-orders.ts';
import { type Finding, ill, note, well } from './finding.ts';

/** A service, with the place where its way back is kept outside the database, if there is one. */
type WayBackKept = { readonly service: string; readonly orders: RollbackOrders | null };

/**
 * Reads each place, and writes nothing: what is kept there may be all that brings users back. A
 * service without a place needs none, and gets no line.
 */
export async function lookAtRollbackOrders(
  services: readonly WayBackKept[],
): Promise<readonly Finding[]> {
  const looked = services.map(async ({ service, orders }) =>
    orders === null ? [] : [await look(service, orders)],
  );
  return (await Promise.all(looked)).flat();
}

async function look(service: string, orders: RollbackOrders): Promise<Finding> {
  try {
    const order = await orders.read();
    return order?.taken
      ? note(`${service} was taken back without the database, by ${order.taken.user}`)
      : well(`${service}: its way back outside the database can be read`);
  } catch (cause) {
    if (!(cause instanceof UpstreamError)) throw cause;
    return ill(
      `${service}: its way back outside the database cannot be read (${cause.message})`,
      'Nothing of it goes forward before it can: check rollback_order in davy.yml and ' +
        'ROLLBACK_SECRET, and on EC2 that Davy may what deploy/aws/rollback-order.json says',
    );
  }
}
