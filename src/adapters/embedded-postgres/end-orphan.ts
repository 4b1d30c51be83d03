import { setTimeout as sleep } from 'node:timers/promises';
import { lockStart } from './lock-start.ts';
import { readPidFile } from './pid-file.ts';
import { stopPostmaster } from './postmaster.ts';
import { nobodyElse } from './roles.ts';

/**
 * Run when a Davy ended without stopping its server: ends that, unless another Davy uses it. The
 * connection of the dead one takes a moment to go, so it is looked for more than once.
 */
const [, , lock = '', pgdata = ''] = process.argv;
const patienceMs = 15_000;

for (let wait = 50, waited = 0; waited < patienceMs && !(await endUnlessUsed());) {
  await sleep(wait);
  waited += wait;
  wait = Math.min(1_000, wait * 2);
}

async function endUnlessUsed(): Promise<boolean> {
  const release = await lockStart(lock, sleep);
  try {
    const file = await readPidFile(pgdata);
    if (file === null) return true;
    if (file.kind !== 'named') return false;
    const { pid, socket } = file;
    const isOrphan = socket === null || (await nobodyElse({ pid, socket }, null));
    if (isOrphan) await stopPostmaster({ pgdata }, { pid, socket: socket ?? '' });
    return isOrphan;
  } finally {
    release();
  }
}
