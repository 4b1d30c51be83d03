import { appendFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Journal } from '../standin/journal.ts';
import type { UserEntry } from './tally.ts';

/** People come and go for days: more than this is only in the file. */
const keptMax = 20_000;

/** Opens the users' journal; each life has its own file, and the one before it is kept beside. */
export function openUsersJournal(dataDir: string): Journal<UserEntry> {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'users.jsonl');
  if (existsSync(file)) renameSync(file, join(dataDir, 'users.before.jsonl'));
  let entries: UserEntry[] = [];
  return {
    entries: () => entries,
    append(entry) {
      entries.push(entry);
      if (entries.length > keptMax * 1.1) entries = entries.slice(-keptMax);
      appendFileSync(file, `${JSON.stringify(entry)}\n`);
    },
  };
}
