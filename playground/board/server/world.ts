import type { Rooms } from './board/rooms.ts';
import type { Store } from './board/store.ts';
import type { Environment } from './environment.ts';
import type { Health } from './health.ts';
import type { Metrics } from './metrics.ts';
import type { Reporter } from './report.ts';

/** Everything one server has, handed to each of its doors. */
export type World = {
  readonly environment: Environment;
  readonly metrics: Metrics;
  readonly reporter: Reporter;
  readonly store: Store;
  readonly rooms: Rooms;
  readonly health: Health;
};
