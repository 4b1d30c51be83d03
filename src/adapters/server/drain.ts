/**
 * # src/adapters/server
 *
 * How every fleet speaks to the servers themselves: whether one answers, and asking it to hand its
 * users over. Belongs to no vendor.
 */

import { UpstreamError } from '../../ports/errors.ts';
import { callVendor } from '../http/vendor-call.ts';
import type { RunningServer } from './running-server.ts';

const system = 'The server';

/**
 * Asks a server to hand users over until at most `keep` remain; it answers at once and goes on by
 * itself.
 */
export async function drain(
  fetch: typeof globalThis.fetch,
  { id, address }: RunningServer,
  keep: number,
): Promise<void> {
  if (address === null) throw new UpstreamError(system, `draining ${id}, which is not running`);
  await drainAt(fetch, { id, url: new URL(`http://${address}/drain`) }, keep);
}

/** The same, wherever a server is asked. */
export async function drainAt(
  fetch: typeof globalThis.fetch,
  { id, url }: Pick<RunningServer, 'id'> & { readonly url: URL },
  keep: number,
): Promise<void> {
  const doing = `draining ${id}`;
  const said = await callVendor({ system, fetch }, doing, url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ keep }),
  });
  if (said.status >= 300)
    throw new UpstreamError(system, doing, {
      cause: new Error(`HTTP ${said.status}: ${said.text.slice(0, 200)}`),
    });
}
