import type { Clock } from './clock.ts';
import type { DeployRecords } from './deploy-records.ts';
import type { ErrorTracker } from './error-tracker.ts';
import type { Fleet } from './fleet.ts';
import type { Jobs } from './jobs.ts';
import type { Ledger } from './ledger.ts';
import type { Meter } from './meter.ts';
import type { NewsSink } from './news-sink.ts';
import type { Noticeboard } from './noticeboard.ts';
import type { Pager } from './pager.ts';
import type { People } from './people.ts';
import type { RollbackOrders } from './rollback-orders.ts';
import type { Source } from './source.ts';
import type { Tickets } from './tickets.ts';

/**
 * Everything Davy needs of the world. Slack has two boards: the page lane's own client waits for
 * nobody.
 */
export type Ports = {
  readonly clock: Clock;
  readonly ledger: Ledger;
  readonly fleet: (service: string) => Fleet;
  readonly errors: (service: string) => ErrorTracker;
  /** Null where davy.yml does not ask for it. */
  readonly deploys: (service: string) => DeployRecords | null;
  readonly meter: (service: string) => Meter;
  readonly pager: (service: string) => Pager;
  /** Null where nobody listens. */
  readonly news: NewsSink | null;
  readonly board: Noticeboard;
  readonly pageBoard: Noticeboard;
  readonly people: People;
  /** Null where davy.yml names no repository. */
  readonly source: (service: string) => Source | null;
  /** Null where davy.yml says nothing of Jira. */
  readonly tickets: (service: string) => Tickets | null;
  readonly jobs: (service: string) => Jobs;
  /** Null where davy.yml names no place for them. */
  readonly rollbackOrders: (service: string) => RollbackOrders | null;
};
