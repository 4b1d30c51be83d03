import { DatabaseSync } from 'node:sqlite';

/**
 * Lets one supervisor at a time start or stop the server of a directory. The lock is the kernel's
 * own, so a killed process never leaves it behind; SQLite is here only because it knows how to ask
 * for one on every system.
 */
export async function lockStart(
  file: string,
  sleep: (ms: number) => Promise<unknown>,
): Promise<() => void> {
  const door = new DatabaseSync(file, { timeout: 0 });
  for (;;) {
    try {
      door.exec('begin exclusive');
      return () => door.close();
    } catch (cause) {
      if (!(cause instanceof Error && /database is locked/.test(cause.message))) {
        door.close();
        throw new Error(`cannot lock ${file}`, { cause });
      }
    }
    await sleep(25);
  }
}
