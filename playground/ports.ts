import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

const names = ['davy', 'sentry', 'pagerduty', 'prometheus', 'host', 'balancer', 'balancerAdmin', 'store', 'users'] as const;
const schema = z.record(z.enum(names), z.number());

/** The port of each part. */
export type PortsOf = Readonly<Record<(typeof names)[number], number>>;

/** Chooses free ports once and keeps them with the data: servers that live on must find everybody where they were. */
export async function portsIn(dir: string): Promise<PortsOf> {
  const file = join(dir, 'ports.json');
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const free: number[] = [];
  const held = await Promise.all(names.map(() => holdFree()));
  for (const one of held) {
    free.push(one.port);
    await one.release();
  }
  const ports = schema.parse(Object.fromEntries(names.map((name, i) => [name, free[i]])));
  writeFileSync(file, JSON.stringify(ports));
  return ports;
}

/** All are held at the same time, so that no two parts get the same one. */
function holdFree(): Promise<{ readonly port: number; release(): Promise<void> }> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      resolve({ port, release: () => new Promise((done) => server.close(() => done())) });
    });
  });
}
