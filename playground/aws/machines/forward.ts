import { connect, createServer, type Server } from 'node:net';

/**
 * Opens an address of its own for a machine, such as 127.1.0.11:8080, and passes everything on to
 * wherever the machine's process listens: so that a server is reached as in a network of servers.
 * Systems that have only 127.0.0.1 by themselves (macOS) need the address set up first.
 */
export function openAddress(ip: string, port: number, to: () => number | undefined): Server {
  const server = createServer((near) => {
    const target = to();
    if (target === undefined) return void near.destroy();
    const far = connect({ host: '127.0.0.1', port: target, noDelay: true });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const)
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
    near.pipe(far);
    far.pipe(near);
  });
  server.on('error', (cause) => console.error(`no address ${ip}:${port} for a machine`, cause));
  server.listen(port, ip);
  return server;
}
