import { readdir, readFile } from 'node:fs/promises';

/** A process of this machine: its id, and the words it was started with. */
export type Running = { readonly pid: number; readonly command: string };

/** Every process below these, whatever has become of those in between. */
export async function descendantsOf(roots: readonly number[]): Promise<readonly Running[]> {
  const all = await everybody();
  const found = new Set(roots);
  // A child may stand before its parent: until nobody new is found.
  for (let before = 0; before !== found.size;) {
    before = found.size;
    for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
  }
  return all.filter(({ pid }) => found.has(pid) && !roots.includes(pid));
}

/** Whether it is this program, by the first of its words. */
export function isRunningAs(command: string, program: string): boolean {
  const first = command.split(/[\0 ]/)[0] ?? '';
  return first === program || first.endsWith(`/${program}`) || first === `${program}:`;
}

/** Every process of this machine that can be read. */
export async function everybody(): Promise<readonly (Running & { readonly parent: number })[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map(oneOf));
  return found.filter((one) => one !== null);
}

async function oneOf(pid: string) {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
    const command = await readFile(`/proc/${pid}/cmdline`, 'utf8');
    const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
    return { pid: Number(pid), parent, command };
  } catch {
    return null;
  }
}
