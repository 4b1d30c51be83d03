import { createServer } from 'node:http';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { discreetFetch } from '../../src/process/discreet-fetch.ts';

it('leads nowhere else: no redirect is followed, whoever calls', async () => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const fetch = discreetFetch(globalThis.fetch, []);
  await expect(fetch(`http://127.0.0.1:${port}/api`)).rejects.toThrow('fetch failed');
  expect(asked).toEqual(['/api']);
  server.close();
});
