import type { Counted } from '../../ports/meter.ts';
import type { Missing } from '../../release/state/missing.ts';
import { readingAgeMaxMs } from '../../release/state/reading.ts';
import { worded } from '../../release/state/worded.ts';

/** Queries that count since a batch began; `{since}` in them becomes that length of time. */
export type ReconnectQueries = {
  readonly arrived: string;
  readonly failed: string;
  readonly slow?: string | undefined;
};

type Asked = {
  readonly value: number | null;
  readonly missing: string | null;
  readonly ageMs: number | null;
};

/**
 * Prometheus counts nothing in a window without two samples: a shorter one is not asked for (ms).
 */
const windowLeastMs = 2_000;

/**
 * Asks for each count; one that is missing or old takes nothing from the others, but is never
 * nought.
 */
export async function countReconnects(
  queries: ReconnectQueries,
  { since, until }: { readonly since: number; readonly until: number },
  ask: (name: string, query: string) => Promise<Asked>,
): Promise<Counted> {
  const window = `${Math.ceil(Math.max(windowLeastMs, until - since) / 1_000)}s`;
  const count = async (
    name: string,
    query: string,
  ): Promise<{ value: number | null; missing: Missing | null }> => {
    const { value, missing, ageMs } = await ask(name, query.replaceAll('{since}', window));
    if (value === null)
      return { value, missing: missing === null ? { kind: 'no-value' } : worded(missing) };
    if (ageMs === null || ageMs > readingAgeMaxMs)
      return { value: null, missing: { kind: 'too-old' } };
    return { value: Math.max(0, Math.round(value)), missing: null };
  };
  const [arrived, failed, slow] = await Promise.all([
    count('reconnects', queries.arrived),
    count('failed reconnects', queries.failed),
    queries.slow === undefined
      ? { value: null, missing: null }
      : count('slow reconnects', queries.slow),
  ]);
  return {
    arrived: arrived.value,
    failed: failed.value,
    slow: slow.value,
    missing: arrived.missing ?? failed.missing ?? slow.missing,
  };
}
