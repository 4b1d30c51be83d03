import { orderParameter } from '../adapters/ec2-fleet/order-parameter.ts';
import { orderFile } from '../adapters/local-fleet/order-file.ts';
import { RollbackOrderRow } from '../adapters/postgres-ledger/rows/rollback-order.ts';
import type { DavyYml, ServiceEntry } from '../config/davy-yml.ts';
import type { Environment } from '../config/environment.ts';
import type { RollbackOrders } from '../ports/rollback-orders.ts';
import { awsAccountOf } from './fleet-account.ts';

const inParameter = 'ssm:';

type OrderMeans = {
  readonly environment: Pick<Environment, 'ROLLBACK_SECRET'>;
  readonly realNow: () => number;
};

/** Where the way back of a line is kept outside the database; null where nobody named a place. */
export function rollbackOrdersOf(
  { fleet }: Pick<ServiceEntry, 'fleet'>,
  means: OrderMeans,
  line: string,
): RollbackOrders | null {
  const { rollback_order: place } = fleet;
  if (place === undefined) return null;
  return placeOf(place, means, awsAccountOf({ fleet }, line));
}

/**
 * A place that somebody names at a terminal: the one of a line, with its region and role, or any
 * other.
 */
export function rollbackOrdersAt(
  place: string,
  { services }: Pick<DavyYml, 'services'>,
  means: OrderMeans,
): RollbackOrders {
  const own = Object.entries(services).find(([, { fleet }]) => fleet.rollback_order === place);
  return (own && rollbackOrdersOf(own[1], means, own[0])) ?? placeOf(place, means, asMyself);
}

type Reach = Pick<Parameters<typeof orderParameter>[0], 'aws' | 'role'>;

/** By the SDK's own chain. */
const asMyself: Reach = { aws: {}, role: null };

function placeOf(
  place: string,
  { environment: { ROLLBACK_SECRET: secret = '' }, realNow: now }: OrderMeans,
  reach: Reach,
): RollbackOrders {
  const sealing = { secret, schema: RollbackOrderRow };
  return place.startsWith(inParameter)
    ? orderParameter({ name: place.slice(inParameter.length), sealing, now, ...reach })
    : orderFile(place, sealing);
}
