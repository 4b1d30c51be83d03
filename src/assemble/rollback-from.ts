import { setTimeout as sleep } from 'node:timers/promises';
import type { Loaded } from '../config/load.ts';
import type { Clock } from '../ports/clock.ts';
import { UpstreamError } from '../ports/errors.ts';
import type { Log } from '../ports/log.ts';
import { type RollbackOrder, takeBack } from '../release/servers/rollback-order.ts';
import { intention, standing } from '../terminal/from-order.ts';
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
  if (environment.ROLLBACK_SECRET === undefined)
    return nothing(write, 'Without ROLLBACK_SECRET nobody can tell who wrote an order.');
  const order = await orNull(write, () =>
    rollbackOrdersAt(place, config, { environment, realNow }).read(),
  );
  if (order === null) return nothing(write, `No rollback order can be read in ${place}.`);
  const { service, releases } = order;
  const [first] = releases;
  if (!Object.hasOwn(config.services, service))
    return nothing(write, `davy.yml says nothing of ${service}.`);
  if (!first)
    return nothing(
      write,
      `Nothing of ${service} was on its way when this was written: ` +
        `${order.line.live?.version ?? 'nothing'} is live.`,
    );
  if (await means.ledgerHolds(first.id))
    return nothing(write, `The ledger answers, and knows more: davy rollback ${service}`);
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
  const sight = await orNull(write, () => parts.ports.fleet(service).observe(service, true));
  write(intention(order, sight?.servers ?? null, realNow()));
  const why = reason === '' ? await means.askWhy() : reason;
  if (why === '') return nothing(write, 'Say why: --reason "…"');
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
    write(
      `STOPPED: the fleet takes orders of somebody else, and none of these.\n${done.why}\n` +
        'A Davy that has its ledger goes on, or a newer release was made: look with davy status, ' +
        'or take a newer rollback order.\n',
    );
    return 1;
  }
  write(
    `Done: every user of ${order.service} is back. ` +
      `A Davy whose database comes back reads it in ${place}.\n`,
  );
  return 0;
}

function nothing(write: (text: string) => void, why: string): number {
  write(`${why} Nothing changed.\n`);
  return 1;
}

/** An outside fault is said; somebody at a terminal tries again. */
async function orNull<Answer>(
  write: (text: string) => void,
  ask: () => Promise<Answer>,
): Promise<Answer | null> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof UpstreamError)) throw cause;
    write(`${cause.message}.\n`);
    return null;
  }
}
