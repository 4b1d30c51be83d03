import { createServer } from 'node:http';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { startVisitors } from '../../../playground/visitors/start.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});
const Summary = z.object({ pages: z.number(), failedRequests: z.number() });
const waits = { timeout: 20_000 };

/** Two visitors of a server that leaves a page unanswered where it is told to. */
async function visit(isLeft: (page: number) => boolean) {
  const pagesOf = new WeakMap<object, number>();
  const server = createServer(({ socket }, response) => {
    const page = (pagesOf.get(socket) ?? 0) + 1;
    pagesOf.set(socket, page);
    if (isLeft(page)) socket.destroy();
    else response.end('{"version":"1.0.0"}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as { port: number };
  const url = `http://127.0.0.1:${port}`;
  const visitors = await startVisitors({ dataDir: '', port: 0, url, people: 2, readMs: 1 });
  closing.push(() => visitors.close());
  return async () => Summary.parse(await (await fetch(`${visitors.url}/summary`)).json());
}

describe('visitors', () => {
  it('ask again where a connection they kept was closed meanwhile, as browsers do', async () => {
    const summary = await visit((page) => page === 3);
    await vi.waitFor(async () => expect((await summary()).pages).toBeGreaterThan(20), waits);
    expect(await summary()).toMatchObject({ failedRequests: 0 });
  });

  it('count a page that a new connection did not bring', async () => {
    const summary = await visit(() => true);
    await vi.waitFor(
      async () => expect((await summary()).failedRequests).toBeGreaterThan(2),
      waits,
    );
    expect(await summary()).toMatchObject({ pages: 0 });
  });
});
