import type { Loaded } from '../config/load.ts';
import { loggedTell } from './logged-tell.ts';
import { makeTell } from '../engine/tell.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ledger } from '../ports/ledger.ts';
import { hiding } from '../process/hide.ts';
import { discreetFetch } from '../process/discreet-fetch.ts';
import type { Log } from '../ports/log.ts';
import { assemblePorts } from './assemble.ts';
import { servicesOf } from './services.ts';

type Ready = Extract<Loaded, { kind: 'loaded' }>;

/** What only the process itself can give: the ledger it opened, its clocks, its log. */
type OfProcess = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly realNow: () => number;
  readonly log: Log;
  /** Called at named points, so that a test can die there. */
  readonly at: (point: string) => void;
};

/** What the door and the lanes share, so that both speak to the same world by the same rules. */
export type Parts = ReturnType<typeof partsOf>;

/** Makes it once, from the configuration and what the process has. */
export function partsOf({ environment, config, secrets }: Ready, own: OfProcess) {
  const { ledger, clock, realNow, log, at } = own;
  const fetch = discreetFetch(globalThis.fetch, secrets);
  const hide = hiding(secrets);
  const services = servicesOf(config, environment);
  const ports = assemblePorts(config, environment, clock, ledger, { fetch, realNow, log, hide });
  const tell = loggedTell(makeTell({ ...ports, at }), log);
  return { environment, config, services, ports, tell, fetch, realNow, log, at };
}
