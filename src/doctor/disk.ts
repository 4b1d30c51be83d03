import { constants } from 'node:fs';
import { access, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { type Finding, ill, well } from './finding.ts';

/** How much room is left where Davy keeps what is its own (bytes), and whether it may write. */
export type DiskRoom = { readonly free: number; readonly isWritable: boolean };

/** Below this the database of its own may stop taking what is decided within days. */
const leastBytes = 1024 ** 3;

/** Looks at the folder, or at the one it will be made in. */
export async function roomIn(folder: string): Promise<DiskRoom> {
  const place = resolve(folder);
  try {
    const { bavail, bsize } = await statfs(place);
    const isWritable = await access(place, constants.W_OK).then(
      () => true,
      () => false,
    );
    return { free: bavail * bsize, isWritable };
  } catch (cause) {
    const above = dirname(place);
    if (above === place) throw cause;
    return roomIn(above);
  }
}

/** Whether what Davy keeps on this machine has room: without it nothing can be decided any more. */
export async function lookAtDisk(
  folder: string,
  isDatabase: boolean,
  room: (folder: string) => Promise<DiskRoom>,
): Promise<Finding> {
  const { free, isWritable } = await room(folder);
  const what = `DAVY_DATA (${folder})`;
  const holds = isDatabase ? 'the database' : 'copies of repositories';
  if (!isWritable)
    return ill(`${what} cannot be written to`, `Give the folder to the user that runs Davy`);
  return free < leastBytes
    ? ill(
        `${what} has ${megabytes(free)} free, and holds ${holds}`,
        `Free at least ${megabytes(leastBytes)} there, or name a larger disk in DAVY_DATA`,
      )
    : well(`${what} has ${megabytes(free)} free for ${holds}`);
}

function megabytes(bytes: number): string {
  return `${Math.floor(bytes / 1024 ** 2)} MB`;
}
