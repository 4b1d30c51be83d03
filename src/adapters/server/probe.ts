import { z } from 'zod';
import type { RunningServer } from './running-server.ts';

/** A server that is slower than this is not healthy (ms). */
const patienceMs = 2_000;
const health = z.object({
  server: z.string(),
  version: z.string(),
  users: z.number().int().nonnegative(),
});

/** What a server says of itself; `users` is null when it could not say. */
export type Probe = { readonly healthy: boolean; readonly users: number | null };

/**
 * Asks a server for its health, lets it run its smoke check, and makes sure that it is who it
 * should be.
 */
export async function probe(
  fetch: typeof globalThis.fetch,
  { id, version, address }: RunningServer,
): Promise<Probe> {
  if (address === null) return { healthy: false, users: null };
  const ask = (path: string) =>
    fetch(`http://${address}${path}`, {
      redirect: 'error',
      signal: AbortSignal.timeout(patienceMs),
    });
  try {
    const [answer, smoke] = await Promise.all([ask('/healthz'), ask('/smoke')]);
    const [said] = await Promise.all([answer.json(), smoke.text()]);
    const parsed = health.parse(said);
    const itself = parsed.server === id && parsed.version === version;
    return { healthy: itself && answer.ok && smoke.ok, users: itself ? parsed.users : null };
  } catch {
    // A server that does not answer is a fact about the fleet, not a fault of the look.
    return { healthy: false, users: null };
  }
}
