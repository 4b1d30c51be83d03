import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Kills the embedded PostgreSQL of this data directory as a power cut would: the postmaster and
 * every child of it, at once.
 */
export function killDatabase(data: string): number {
  const elsewhere = join(data, 'elsewhere');
  const file = join(existsSync(elsewhere) ? elsewhere : data, 'postgres', 'postmaster.pid');
  const postmaster = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const family = [postmaster, ...childrenOf(postmaster)];
  return family.filter(killed).length;
}

function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL');
  } catch {
    // It was gone already.
    return false;
  }
}

/**
 * Where there is no /proc the children are left to themselves: they end when their postmaster is
 * gone.
 */
function childrenOf(parent: number): readonly number[] {
  if (!existsSync('/proc')) return [];
  const pids = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  return pids.filter((pid) => parentOf(pid) === parent);
}

/** The fourth word after the name, which is in brackets and may hold anything. */
function parentOf(pid: number): number | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return null;
  }
}
