/**
 * # src/assemble
 *
 * Builds what `main.ts` starts: an adapter for each role from configuration and environment. The
 * only room besides `main.ts` that knows which vendor stands behind a port.
 */

import type { DavyYml, ServiceEntry } from '../config/davy-yml.ts';
import type { Environment } from '../config/environment.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Ports } from '../ports/ports.ts';
import { isProduct, productOf } from '../release/state/line-name.ts';
import { ofService } from '../service/service.ts';
import { deployRecordsOf } from '../vendors/deploy-records.ts';
import { errorTrackerOf } from '../vendors/error-tracker.ts';
import { type CallBudgets, fleetOf } from '../vendors/fleet.ts';
import type { Means } from '../vendors/means.ts';
import { jobsOf } from '../vendors/jobs.ts';
import { meterOf } from '../vendors/meter.ts';
import { newsSinkOf } from '../vendors/news-sink.ts';
import { noticeboard, pageNoticeboard } from '../vendors/noticeboard.ts';
import { pagerOf } from '../vendors/pager.ts';
import { people } from '../vendors/people.ts';
import { rollbackOrdersOf } from '../vendors/rollback-orders.ts';
import { sourceOf } from '../vendors/source.ts';
import { ticketsOf } from '../vendors/tickets.ts';

/** One adapter for each role and service; which one, `vendors/` says. */
export function assemblePorts(
  config: DavyYml,
  environment: Environment,
  clock: Clock,
  ledger: Ledger,
  outside: Omit<Means, 'environment' | 'notes'>,
): Ports {
  const means = { ...outside, environment, notes: ledger };
  const budgets: CallBudgets = new Map();
  const of = <Role>(make: (entry: ServiceEntry, means: Means, line: string) => Role) =>
    perService(config, (entry, line) => make(entry, means, line));
  return {
    clock,
    ledger,
    fleet: of((entry, own, line) =>
      fleetOf(entry, own, { line, jobs: jobsOf(entry, own, line), budgets, log: own.log }),
    ),
    errors: of(errorTrackerOf),
    deploys: of(deployRecordsOf),
    meter: of(meterOf),
    pager: of(pagerOf),
    news: newsSinkOf(means),
    board: noticeboard(means),
    pageBoard: pageNoticeboard(means),
    people: people(means),
    source: ofProducts(config, (entry, product) => sourceOf(entry, product, means)),
    tickets: of(ticketsOf),
    jobs: of(jobsOf),
    rollbackOrders: of(rollbackOrdersOf),
  };
}

/** One for all lines of a product: two copies of one history would only be fetched twice. */
function ofProducts<Role>(
  config: DavyYml,
  make: (entry: ServiceEntry, product: string) => Role,
): (line: string) => Role {
  const products = Object.entries(config.services).filter(([name]) => isProduct(name));
  const of = perService({ services: Object.fromEntries(products) }, make);
  return (line) => of(productOf(line));
}

function perService<Role>(
  config: Pick<DavyYml, 'services'>,
  make: (entry: ServiceEntry, service: string) => Role,
): (service: string) => Role {
  const made = Object.fromEntries(
    Object.entries(config.services).map(([name, entry]) => [name, make(entry, name)]),
  );
  return (service) => ofService(made, service);
}
