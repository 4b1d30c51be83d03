import { UpstreamError } from '../../ports/errors.ts';

/** An answer, and when it was asked for (real ms). */
export type KeptAnswer<Value> = { readonly value: Value; readonly at: number };

/**
 * Keeps good answers with their age and shares a question that is being asked. A failure leaves
 * what was known before, for those who may take that.
 */
export function keptAnswers<Value>(now: () => number, ask: (id: string) => Promise<Value>) {
  const known = new Map<string, KeptAnswer<Value>>();
  const asked = new Map<string, Promise<KeptAnswer<Value>>>();
  const askNow = (id: string): Promise<KeptAnswer<Value>> => {
    const at = now();
    const answer = ask(id)
      .then((value) => {
        known.set(id, { value, at });
        return { value, at };
      })
      .finally(() => asked.delete(id));
    asked.set(id, answer);
    return answer;
  };
  return async (
    id: string,
    { within, orLast = false }: { readonly within: number; readonly orLast?: boolean },
  ): Promise<KeptAnswer<Value>> => {
    const last = known.get(id);
    if (last && now() - last.at < within) return last;
    try {
      return await (asked.get(id) ?? askNow(id));
    } catch (cause) {
      if (orLast && last && cause instanceof UpstreamError) return last;
      throw cause;
    }
  };
}
