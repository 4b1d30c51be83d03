import { LostLease, UpstreamError } from '../ports/errors.ts';
import type { Claim } from '../ports/ledger.ts';
import { causesOf } from './causes.ts';
import { inReal, realNow, type WorkerContext } from './worker-context.ts';

/** What others cannot be told all day is left out, and said (real ms). */
const giveUpAfterMs = 24 * 60 * 60_000;
const firstPauseMs = 1_000;
const longestPauseMs = 15 * 60_000;

/** What is known of an effect that was tried before (real ms). */
type Tries = {
  readonly since: number;
  readonly failures: number;
  readonly sentAt: number | null;
};

/** What one try may know of those before it, and leave for those after it. */
export type OneTry = {
  /** When an order left of which no answer is known: it may still arrive. */
  readonly sentAt: number | null;
  /** To be called before an order leaves, so that whoever takes over knows that it may arrive. */
  readonly sends: () => Promise<void>;
};

/**
 * Does what nobody in Davy waits for. While the outside fails it is tried again with a growing
 * pause, and given up aloud after a day. `act` answers when to come back, null when it is done.
 */
export async function keepTrying(
  context: WorkerContext,
  claim: Claim,
  { id, what }: { readonly id: number; readonly what: string },
  act: (one: OneTry) => Promise<number | null>,
): Promise<number | null> {
  const { ledger, clock } = context.ports;
  const key = `effect:${id}`;
  const note = await ledger.jobNote(key);
  let tries = note === null ? null : read(note.note);
  let revision = note?.revision ?? 0;
  const write = async (change: Partial<Tries>) => {
    tries = { ...(tries ?? { since: realNow(clock), failures: 0, sentAt: null }), ...change };
    if (!(await ledger.saveJobNote(key, revision, written(tries))))
      throw new LostLease(`${claim.lane} was done by somebody else meanwhile`);
    revision += 1;
  };
  const sends = () => write({ sentAt: realNow(clock) });
  try {
    return await act({ sentAt: tries?.sentAt ?? null, sends });
  } catch (cause) {
    if (!(cause instanceof UpstreamError)) throw cause;
    const { since, failures } = tries ?? { since: realNow(clock), failures: 0 };
    const facts = { release: claim.key, what, tries: failures + 1, cause: causesOf(cause) };
    if (realNow(clock) - since >= giveUpAfterMs) {
      context.log.error(facts, `${claim.lane}: given up; it is not told any more`);
      return null;
    }
    await write({ failures: failures + 1 });
    context.log.warn(facts, `${claim.lane}: not told yet; it is tried again`);
    return inReal(clock, Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(failures, 20)));
  }
}

function written({ since, failures, sentAt }: Tries): string {
  return [since, failures, sentAt ?? ''].join(' ');
}

function read(note: string): Tries {
  const [since = '', failures = '', sentAt = ''] = note.split(' ');
  return {
    since: Number(since),
    failures: Number(failures),
    sentAt: sentAt === '' ? null : Number(sentAt),
  };
}
