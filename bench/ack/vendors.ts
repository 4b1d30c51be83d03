import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { outsideOf } from './outside.ts';

const { services } = z
  .object({ services: z.array(z.string()) })
  .parse(JSON.parse(process.argv[2] ?? '{}'));

// Everybody outside, in one small process: quick and healthy, so that what is measured is Davy.
const server = createServer((request, response) => {
  void reply(request, response);
});
await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
const address = `127.0.0.1:${z.object({ port: z.number() }).parse(server.address()).port}`;
const outside = outsideOf(services, address);
console.log(`http://${address}`);
process.once('SIGTERM', () => process.exit(0));

async function reply(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const said = outside.answer(
    request.method ?? 'GET',
    new URL(request.url ?? '/', 'http://bench'),
    await bodyOf(request),
  );
  response
    .writeHead(said === undefined ? 404 : 200, { 'content-type': 'application/json' })
    .end(JSON.stringify(said ?? {}));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text;
}
