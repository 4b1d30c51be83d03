import type { Plant } from '../../plant.ts';
import { coreApprovalPlants } from './approval.ts';
import { coreHealthPlants } from './health.ts';
import { coreIncidentsPlants } from './incidents.ts';
import { coreLinePlants } from './line.ts';
import { coreOutsidePlants } from './outside.ts';
import { corePagingPlants } from './paging.ts';
import { coreParkPlants } from './park.ts';
import { coreRemindersPlants } from './reminders.ts';
import { coreRollbackPlants } from './rollback.ts';
import { coreServersPlants } from './servers.ts';
import { coreSinglesPlants } from './singles.ts';
import { coreStartsPlants } from './starts.ts';
import { coreTrafficPlants } from './traffic.ts';
import { coreWordsPlants } from './words.ts';

/** Promises that the core alone keeps, each broken once. */
export const corePlants: readonly Plant[] = [
  ...coreRollbackPlants,
  ...corePagingPlants,
  ...coreHealthPlants,
  ...coreIncidentsPlants,
  ...coreApprovalPlants,
  ...coreWordsPlants,
  ...coreStartsPlants,
  ...coreLinePlants,
  ...coreRemindersPlants,
  ...coreServersPlants,
  ...coreTrafficPlants,
  ...coreParkPlants,
  ...coreSinglesPlants,
  ...coreOutsidePlants,
];
