import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { freePort } from '../../bench/ack/davy.ts';
import { awsEvidenceOf } from '../../playground/account/evidence.ts';
import { call } from '../../playground/call.ts';
import type { Davy } from '../../playground/davy/process.ts';
import type { World } from '../../playground/world.ts';
import type { Run } from './matrix.ts';

/** What a run has beside the kills, and what came of it. */
export type Beside = {
  /** What it was good for, and what would make it good for nothing. */
  tell(): Promise<{ readonly told: readonly string[]; readonly wrong: readonly string[] }>;
  end(): Promise<void>;
};

/** Begins it: trouble with calls, an account of which little is left, a second Davy. */
export async function beginBeside(world: World, run: Run): Promise<Beside> {
  const { aws } = world.addresses;
  for (const trouble of run.trouble ?? []) await call(`${aws}/_control/faults`, 'POST', trouble);
  if (run.limits) await call(`${aws}/_control/buckets`, 'POST', run.limits);
  const before = run.limits ? await refusedIn(world) : [];
  const second = run.isTwo ? await secondOf(world) : null;
  return {
    async tell() {
      const refused = run.limits ? (await refusedIn(world)).slice(before.length) : [];
      const kinds = new Set(refused.map(({ api }) => api.split(':')[0]));
      const turns = second ? [world.davy, second].map(turnsIn) : [];
      return {
        told: [
          ...(run.limits
            ? [`AWS said "not so often" ${refused.length} times: ${each(refused)}`]
            : []),
          ...(second ? [`the two Davys gave ${turns.join(' and ')} orders and turns`] : []),
        ],
        wrong: [
          ...(run.limits && kinds.size < 2 ? ['AWS refused nearly nothing'] : []),
          ...(turns.includes(0) ? ['one of the two did nothing'] : []),
        ],
      };
    },
    end: async () => second?.stop(),
  };
}

async function secondOf({ davy }: World): Promise<Davy> {
  const second = davy.beside('second', await freePort());
  await second.ready();
  return second;
}

const throttling: readonly string[] = ['RequestLimitExceeded', 'Throttling'];

async function refusedIn(world: World) {
  const { calls } = await awsEvidenceOf(world);
  return calls.filter(({ outcome }) => throttling.includes(outcome));
}

function each(calls: readonly { readonly api: string }[]): string {
  return [...Map.groupBy(calls, ({ api }) => api)]
    .map(([api, some]) => `${api} ${some.length}`)
    .join(', ');
}

const Line = z.object({ event: z.string() });

/** Turns of releases that this one told. */
function turnsIn({ logFile }: Davy): number {
  const lines = existsSync(logFile) ? readFileSync(logFile, 'utf8').split('\n') : [];
  return lines.filter((line) => line !== '' && Line.safeParse(JSON.parse(line)).success).length;
}
