import type { Ledger } from '../ports/ledger.ts';
import type { Log } from '../ports/log.ts';
import { causesOf } from './causes.ts';

/** Looks so often (real ms): whoever restarts a database has twice that long. */
const everyMs = 15_000;
/** A log that repeats itself is read by nobody; one that falls silent looks well. */
const saidEvery = 20;

/** What people are told without the ledger. Its own faults stop nothing. */
export type TellOutage = (state: 'away' | 'back') => Promise<void>;

type Watched = {
  readonly ledger: Pick<Ledger, 'touch'>;
  readonly log: Log;
  readonly tell: TellOutage;
};

/** Sees to it that somebody hears when nothing can be stored: no lane can tell of that. */
export function watchLedger(watched: Watched): { stop(): void } {
  const look = outageLook(watched);
  let looking = false;
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    void look().finally(() => {
      looking = false;
    });
  }, everyMs);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** One look; two in a row that fail are an outage. */
export function outageLook({ ledger, log, tell }: Watched): () => Promise<void> {
  let failed = 0;
  const told = (state: 'away' | 'back') =>
    tell(state).catch((cause: unknown) =>
      log.error({ cause: causesOf(cause) }, 'people could not be told how the ledger is'),
    );
  return async () => {
    try {
      await ledger.touch();
      if (failed > 1) {
        log.warn({ looks: failed }, 'the ledger stores again; Davy goes on by itself');
        await told('back');
      }
      failed = 0;
    } catch (cause) {
      failed += 1;
      if (failed % saidEvery === 2)
        log.error(
          { cause: causesOf(cause), looks: failed },
          'THE LEDGER STORES NOTHING: nothing is decided and nothing moves until it does',
        );
      if (failed === 2) await told('away');
    }
  };
}
