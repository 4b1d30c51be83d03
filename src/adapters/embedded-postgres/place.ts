import { chmod, mkdir, mkdtemp, realpath, stat, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { canEnter, type RunAs } from './run-as.ts';

/**
 * The directory that holds the data. It is the one that was asked for, unless the user PostgreSQL
 * runs as cannot get there (below /root, say): then a link in it says where the data is, and
 * removing the link begins anew.
 */
export async function placeFor(dataDir: string, user: RunAs): Promise<string> {
  if (!user) return dataDir;
  const link = `${dataDir}/elsewhere`;
  const linked = await realpath(link).catch(() => null);
  if (linked) return linked;
  // To pass through is not to list: what lies inside keeps its own modes.
  await chmod(dataDir, (await stat(dataDir)).mode | 0o111);
  if (await canEnter(dataDir, user)) return dataDir;
  // What is temporary stays where temporary things are swept up.
  const away = dataDir.startsWith(`${await realpath(tmpdir())}/`) ? tmpdir() : '/var/lib';
  await mkdir(away, { recursive: true });
  const place = await mkdtemp(`${away}/davy-`);
  await chmod(place, 0o711);
  await symlink(place, link);
  return place;
}
