import { execFileSync } from 'node:child_process';
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

/** A disk of its own that can be filled to its last byte. */
export type SmallDisk = {
  readonly path: string;
  fill(): void;
  empty(): void;
  leave(): void;
};

/** Null where this user may mount nothing, which is said aloud. */
export function smallDisk(megabytes: number): SmallDisk | null {
  const path = mkdtempSync(join(tmpdir(), 'davy-disk-'));
  try {
    const options = `size=${megabytes}m,mode=755`;
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path], { stdio: 'ignore' });
  } catch {
    rmSync(path, { recursive: true });
    process.stderr.write(
      'LEFT OUT: a disk that is really full: mounting a small one needs root on Linux\n',
    );
    return null;
  }
  const filler = join(path, 'filler');
  return {
    path,
    fill() {
      // Large pieces first: what is left then is less than one of the small ones.
      for (const size of [1 << 20, 1 << 12]) while (isWritten(filler, size)) continue;
    },
    empty: () => rmSync(filler),
    leave() {
      execFileSync('umount', ['--lazy', path]);
      rmSync(path, { recursive: true });
    },
  };
}

const NoRoom = z.object({ code: z.literal('ENOSPC') });

function isWritten(file: string, size: number): boolean {
  try {
    appendFileSync(file, Buffer.alloc(size));
    return true;
  } catch (cause) {
    NoRoom.parse(cause);
    return false;
  }
}
