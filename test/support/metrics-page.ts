import { createServer } from 'node:http';

/** A server with a `/metrics` page that the test writes. */
export async function startMetricsPage(): Promise<{
  target: string;
  show: (text: string) => void;
  close: () => Promise<void>;
}> {
  let page = '';
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'text/plain; version=0.0.4' }).end(`${page}\n`);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { target: `127.0.0.1:${port}`, show: (text) => void (page = text), close };
}
