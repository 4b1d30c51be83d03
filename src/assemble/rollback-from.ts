import { setTimeout as sleep } from 'node:timers/promises';
import type { Loaded } from '../config/load.ts';
import type { Clock } from '../ports/clock.ts';
import { orNull } from '../ports/or-null.ts';
import type { Log } from '../ports/log.ts';
import { type RollbackOrder, takeBack } from '../release/servers/rollback-order.ts';
import { intention, standing, takeBackWords as words } from '../terminal/from-order.ts';
import { speaker, type SystemUser } from '../terminal/person.ts';
import { rollbackOrdersAt } from '../vendors/rollback-orders.ts';
import { ledgerOf } from '../vendors/without-database.ts';
import { partsOf } from './parts.ts';
import { carryOut, type TakeBackMeans } from './take-back.ts';

type Ready = Extract<Loaded, { kind: 'loaded' }>;

/** What only the process has: its clocks, who is there, and whether the ledger is gone. */
type Means = {
  readonly clock: Clock;
  readonly realNow: () => number;
  readonly log: Log;
  readonly user: SystemUser;
  readonly write: (text: string) => void;
  /** Asks why; empty where nobody answers. */
  readonly askWhy: () => Promise<string>;
  /** Whether a ledger answers that holds this release: then it decides. */
  readonly ledgerHolds: (release: string) => Promise<boolean>;
} & Pick<TakeBackMeans, 'rest'>;

/** Brings everybody back by what is kept outside the database. Answers the exit code. */
export async function rollbackFrom(
  ready: Ready,
  { place, reason }: { readonly place: string; readonly reason: string },
  means: Means,
): Promise<number> {
  const { write, realNow } = means;
  const { config, environment } = ready;
  if (environment.ROLLBACK_SECRET === undefined) return nothing(write, words.unsigned);
  // An outside fault is said; somebody at a terminal tries again.
  const said = ({ message }: Error) => write(`${message}.\n`);
  const order = await orNull(
    () => rollbackOrdersAt(place, config, { environment, realNow }).read(),
    said,
  );
  if (order === null) return nothing(write, words.unread(place));
  const { service, releases } = order;
  const [first] = releases;
  if (!Object.hasOwn(config.services, service)) return nothing(write, words.unknown(service));
  if (!first) return nothing(write, words.still(service, order.line.live?.version ?? 'nothing'));
  if (await means.ledgerHolds(first.id)) return nothing(write, words.known(service));
  const by = speaker(means.user, config.terminal);
  const mine = takeBack(order, { by, ...means.user, reason, at: realNow() });
  const parts = partsOf(ready, {
    ledger: ledgerOf(mine, {
      realTime: realNow,
      sleep: (ms, enough) => sleep(ms, undefined, { signal: enough }),
    }),
    clock: means.clock,
    realNow,
    log: means.log,
    at: () => undefined,
  });
  const sight = await orNull(() => parts.ports.fleet(service).observe(service, true), said);
  write(intention(order, sight?.servers ?? null, realNow()));
  const why = reason === '' ? await means.askWhy() : reason;
  if (why === '') return nothing(write, words.why);
  return goBack(mine, why, { ...parts, ...means }, place);
}

async function goBack(
  order: RollbackOrder,
  reason: string,
  means: Omit<TakeBackMeans, 'say'> & Pick<Means, 'write'>,
  place: string,
): Promise<number> {
  const { write } = means;
  let told = '';
  const say: TakeBackMeans['say'] = (releases) => {
    const now = standing(releases);
    if (now !== told) write(now);
    told = now;
  };
  const { taken } = order;
  if (!taken) throw new Error('nobody takes this order');
  const why = { ...taken, reason };
  const done = await carryOut({ ...order, taken: why }, why, { ...means, say });
  if (done.kind === 'replaced') {
    write(words.replaced(done.why));
    return 1;
  }
  write(words.done(order.service, place));
  return 0;
}

function nothing(write: (text: string) => void, why: string): number {
  write(words.nothing(why));
  return 1;
}
