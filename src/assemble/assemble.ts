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
import { ofService } from '../service/service.ts';
import { errorTrackerOf } from '../vendors/error-tracker.ts';
import { fleetOf } from '../vendors/fleet.ts';
import type { Means } from '../vendors/means.ts';
import { jobsOf } from '../vendors/jobs.ts';
import { meterOf } from '../vendors/meter.ts';
import { noticeboard, pageNoticeboard } from '../vendors/noticeboard.ts';
import { pagerOf } from '../vendors/pager.ts';
import { people } from '../vendors/people.ts';
import { sourceOf } from '../vendors/source.ts';
import { ticketsOf } from '../vendors/tickets.ts';

/** One adapter for each role and service; which one, `vendors/` says. */
export function assemblePorts(
  config: DavyYml,
  environment: Environment,
  clock: Clock,
  ledger: Ledger,
  outside: Omit<Means, 'environment'>,
): Ports {
  const means = { ...outside, environment };
  const of = <Role>(make: (entry: ServiceEntry, means: Means) => Role) =>
    perService(config, (entry) => make(entry, means));
  return {
    clock,
    ledger,
    fleet: of(fleetOf),
    errors: of(errorTrackerOf),
    meter: of(meterOf),
    pager: of(pagerOf),
    board: noticeboard(means),
    pageBoard: pageNoticeboard(means),
    people: people(means),
    source: perService(config, (entry, service) => sourceOf(entry, service, means)),
    tickets: of(ticketsOf),
    jobs: of(jobsOf),
  };
}

function perService<Role>(
  config: DavyYml,
  make: (entry: ServiceEntry, service: string) => Role,
): (service: string) => Role {
  const made = Object.fromEntries(
    Object.entries(config.services).map(([name, entry]) => [name, make(entry, name)]),
  );
  return (service) => ofService(made, service);
}
