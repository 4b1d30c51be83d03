import { setTimeout as sleep } from 'node:timers/promises';
import { signedBodies } from '../ack/bodies.ts';
import type { Replicas } from './replicas.ts';

/** People who go on asking while replicas die; `stop` tells what was acknowledged. */
export type Asking = { stop(): Promise<readonly string[]> };

/** One person is answered 30 times a minute by each replica, and told once of more. */
const everyMs = 1_500;

/** Each question goes to the next replica; one that takes nothing takes nothing. */
export function keepAsking(
  replicas: Replicas,
  services: readonly string[],
  vendors: string,
): Asking {
  const acked: string[] = [];
  const ended = new AbortController();
  async function run(): Promise<void> {
    for (let round = 0; !ended.signal.aborted; round += 1) {
      const url = replicas.url(round % replicas.count);
      const [signed] = signedBodies({
        round,
        count: 1,
        services: services.slice(round % services.length),
        answersTo: vendors,
        atSeconds: Math.floor(Date.now() / 1_000),
      });
      if (url !== null && signed && (await isTaken(url, signed))) acked.push(signed.trigger);
      await sleep(everyMs);
    }
  }
  const running = run();
  return {
    async stop() {
      ended.abort();
      await running;
      return acked;
    },
  };
}

/** Words in the body of a 200 are Davy's "not saved": no acknowledgement. */
async function isTaken(
  url: string,
  { body, headers }: { readonly body: string; readonly headers: Readonly<Record<string, string>> },
): Promise<boolean> {
  const signal = AbortSignal.timeout(3_000);
  return fetch(url, { method: 'POST', body, headers, signal }).then(
    async (answer) => answer.status === 200 && (await answer.text()) === '',
    () => false,
  );
}
