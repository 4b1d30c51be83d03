import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** How long somebody may have to wait for all the others (ms). */
export const turnMs = 1_200_000;

const place = join(tmpdir(), `davy-one-world-${process.getuid?.() ?? 0}`);

/**
 * Waits until no other test of this machine has a whole playground running. Two at once take each
 * other's processors, and then users of a healthy build really do wait. Answers how to let the next
 * one in.
 */
export async function worldOfOnesOwn(): Promise<() => void> {
  while (!take()) await sleep(500);
  return () => rmSync(place, { force: true });
}

function take(): boolean {
  try {
    writeFileSync(place, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    if (!isHeld()) rmSync(place, { force: true });
    return false;
  }
}

/** Whoever died in the middle holds nothing. */
function isHeld(): boolean {
  try {
    return process.kill(Number(readFileSync(place, 'utf8')) || process.pid, 0);
  } catch {
    return false;
  }
}
