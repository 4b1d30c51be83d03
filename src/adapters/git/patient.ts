import { UpstreamError } from '../../ports/errors.ts';

/**
 * How long an asker waits, and how long a fault is believed before it is tried again (real ms).
 * `failed` hears of each fault once.
 */
export type Patience = {
  readonly waitMs: number;
  readonly pauseMs: number;
  readonly now: () => number;
  readonly failed: (cause: unknown) => void;
};

type Try<Answer> = {
  readonly began: number;
  readonly answer: Promise<Answer>;
  failedAt: number | null;
};

/**
 * Reads the same thing once for all who ask, and keeps nobody waiting: what takes longer goes on
 * behind, and whoever asks again finds it done. A fault is remembered for a while, so that a
 * repository that is gone costs its askers nothing.
 */
export function patiently<Answer>({
  waitMs,
  pauseMs,
  now,
  failed,
}: Patience): (key: string, doing: string, read: () => Promise<Answer>) => Promise<Answer> {
  const tries = new Map<string, Try<Answer>>();

  function begin(key: string, read: () => Promise<Answer>): Try<Answer> {
    const known = tries.get(key);
    if (known && (known.failedAt === null || now() - known.failedAt < pauseMs)) return known;
    const made: Try<Answer> = { began: now(), answer: read(), failedAt: null };
    made.answer.catch((cause: unknown) => {
      made.failedAt = now();
      failed(cause);
    });
    tries.set(key, made);
    return made;
  }

  return async (key, doing, read) => {
    const { began, answer } = begin(key, read);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new UpstreamError('Git', `${doing}: it is not done yet`)),
        Math.max(0, began + waitMs - now()),
      );
    });
    try {
      // An answer that is there already comes before a wait that is over already.
      const found = await Promise.race([answer, late]);
      tries.delete(key);
      return found;
    } finally {
      clearTimeout(timer);
    }
  };
}
