import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { z } from 'zod';

const names = [
  'davy',
  'sentry',
  'pagerduty',
  'prometheus',
  'host',
  'balancer',
  'balancerAdmin',
  'store',
  'users',
  'jira',
  'aws',
] as const;
const schema = z.record(z.enum(names), z.number());

/** The port of each part. */
export type PortsOf = Readonly<Record<(typeof names)[number], number>>;

/**
 * Chooses free ports once and keeps them with the data: servers that live on must find everybody
 * where they were. A part that is new since then gets one of its own.
 */
export async function portsIn(dir: string): Promise<PortsOf> {
  const file = join(dir, 'ports.json');
  const kept = existsSync(file)
    ? z.partialRecord(z.enum(names), z.number()).parse(JSON.parse(readFileSync(file, 'utf8')))
    : {};
  const missing = names.filter((name) => kept[name] === undefined);
  const held = await Promise.all(missing.map(async (name) => [name, await holdFree()] as const));
  for (const [, one] of held) await one.release();
  const ports = schema.parse({
    ...kept,
    ...Object.fromEntries(held.map(([name, { port }]) => [name, port])),
  });
  if (missing.length > 0) writeFileSync(file, JSON.stringify(ports));
  return ports;
}

/**
 * Below what systems hand out by themselves (from 32768 on Linux, 49152 elsewhere): whoever asks
 * for any port never gets one that was chosen here and is not taken yet.
 */
const [first, count] = [20_000, 12_000] as const;

/** All are held at the same time, so that no two parts get the same one. */
async function holdFree(): Promise<{ readonly port: number; release(): Promise<void> }> {
  for (let tries = 0; tries < 50; tries += 1) {
    const held = await hold(first + Math.floor(Math.random() * count));
    if (held) return held;
  }
  throw new Error(`there is no free port between ${first} and ${first + count}`);
}

/** Null where somebody else has it. */
function hold(port: number): Promise<{ readonly port: number; release(): Promise<void> } | null> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(null));
    server.listen(port, '127.0.0.1', () =>
      resolve({ port, release: () => new Promise((done) => server.close(() => done())) }),
    );
  });
}
