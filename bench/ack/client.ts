import { writeFileSync } from 'node:fs';
import { Pool } from 'undici';
import { z } from 'zod';
import { type Signed, signedBodies } from './bodies.ts';

const Options = z.object({
  url: z.url(),
  round: z.number(),
  count: z.number(),
  seconds: z.number(),
  concurrency: z.number(),
  services: z.array(z.string()),
  answersTo: z.url(),
  acked: z.string(),
});

// A process of its own: signing and sending cost the measured side nothing but the machine's time.
const options = Options.parse(JSON.parse(process.argv[2] ?? '{}'));
const bodies = signedBodies({ ...options, atSeconds: Math.floor(Date.now() / 1_000) });
const { origin, pathname } = new URL(options.url);
const pool = new Pool(origin, { connections: options.concurrency, pipelining: 1 });
console.log('ready');

const acked: { readonly trigger: string; readonly ms: number }[] = [];
const refused = new Map<string, number>();
let next = 0;
const started = performance.now();
await Promise.all(Array.from({ length: options.concurrency }, sendInTurn));
const elapsedMs = performance.now() - started;
writeFileSync(options.acked, JSON.stringify(acked));
console.log(JSON.stringify({ sent: next, elapsedMs, refused: Object.fromEntries(refused) }));
await pool.close();

async function sendInTurn(): Promise<void> {
  while (performance.now() - started < options.seconds * 1_000) {
    const signed = bodies[next];
    if (!signed) return;
    next += 1;
    await send(signed);
  }
}

async function send({ trigger, body, headers }: Signed): Promise<void> {
  const at = performance.now();
  try {
    const answer = await pool.request({ method: 'POST', path: pathname, body, headers });
    const said = await answer.body.text();
    // Words in the body of a 200 are Davy's "not saved": no acknowledgement.
    if (answer.statusCode === 200 && said === '')
      acked.push({ trigger, ms: performance.now() - at });
    else count(`${answer.statusCode} ${said.slice(0, 40)}`);
  } catch (cause) {
    count(cause instanceof Error ? cause.message : String(cause));
  }
}

function count(why: string): void {
  refused.set(why, (refused.get(why) ?? 0) + 1);
}
