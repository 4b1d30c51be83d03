import { corePlants } from '../core/plants/all.ts';
import type { Plant } from '../plant.ts';
import { approvalPlants } from './approval.ts';
import { healthPlants } from './health.ts';
import { jobsPlants } from './jobs.ts';
import { ledgerPlants } from './ledger.ts';
import { leftPlants } from './left.ts';
import { pagingPlants } from './paging.ts';
import { parkPlants } from './park.ts';
import { promisedPlants } from './promised.ts';
import { rollbackPlants } from './rollback.ts';
import { serversPlants } from './servers.ts';
import { singlesPlants } from './singles.ts';
import { ticketsPlants } from './tickets.ts';
import { trafficPlants } from './traffic.ts';

/** Every bug that is planted; a topic has a file of its own, in the tier that shows it. */
export const plants: readonly Plant[] = [
  ...corePlants,
  ...rollbackPlants,
  ...approvalPlants,
  ...pagingPlants,
  ...healthPlants,
  ...serversPlants,
  ...trafficPlants,
  ...parkPlants,
  ...singlesPlants,
  ...ledgerPlants,
  ...jobsPlants,
  ...ticketsPlants,
  ...promisedPlants,
  ...leftPlants,
];
