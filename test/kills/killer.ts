import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from '../../playground/world.ts';
import { killDatabase } from './database.ts';
import type { Kill } from './matrix.ts';

/** A kill that was carried out, and the phase in which it happened. */
export type Killed = Kill & { readonly phase: string };

/**
 * Arms one point after the other: each life of Davy stands still at the next one and is killed
 * there.
 */
export async function startKilling(
  world: World,
  kills: readonly Kill[],
  say: (text: string) => void,
) {
  const killed: Killed[] = [];
  const ending = new AbortController();
  let halts = haltsIn(world).length;

  async function run(): Promise<void> {
    for (const [i, kill] of kills.entries()) {
      while (haltsIn(world).length <= halts) {
        if (ending.signal.aborted) return;
        await sleep(100);
      }
      halts += 1;
      const phase = phaseAt(world, kill.at);
      killed.push({ ...kill, phase });
      const processes = kill.victim === 'davy' ? 1 : killDatabase(join(world.dir, 'davy')) + 1;
      world.davy.kill(environmentFor(kills[i + 1]));
      say(`kill -9 of ${kill.victim} (${processes} processes) at "${kill.at}" while ${phase}`);
    }
  }

  world.davy.kill(environmentFor(kills[0]));
  await sleep(100);
  await world.davy.ready();
  const running = run();
  return {
    killed,
    /** Waits for the kills still to come; those whose point is never passed are not carried out. */
    async end(patienceMs: number): Promise<void> {
      const late = sleep(patienceMs, undefined, { ref: false }).then(() => ending.abort());
      await Promise.race([running, late]);
      await running;
    },
  };
}

function environmentFor(kill: Kill | undefined): Readonly<Record<string, string>> {
  return kill ? { DAVY_CRASH_AT: kill.at } : {};
}

function linesOf({ davy }: World): readonly string[] {
  return existsSync(davy.logFile) ? readFileSync(davy.logFile, 'utf8').split('\n') : [];
}

function haltsIn(world: World): readonly string[] {
  return linesOf(world).filter((line) => line.includes('stands still, as a test asked'));
}

/**
 * How the log tells of a turn; one that was written and never told, because Davy died there, stands
 * in the name of the point.
 */
const turnWords = /(?:\((?:prerelease|release)\) is |tell after write )([\w-]+)/;

/** Where the release stood: by the name of the point where that says it, else by the last turn. */
function phaseAt(world: World, at: string): string {
  const named = / in ([\w-]+):\d+$/.exec(at)?.[1];
  if (named !== undefined) return named;
  const turn = linesOf(world).findLast((line) => turnWords.test(line)) ?? '';
  const phase = turnWords.exec(turn)?.[1] ?? 'unknown';
  return !phase.startsWith('roll') && turn.includes('users go back unless') ? 'countdown' : phase;
}
