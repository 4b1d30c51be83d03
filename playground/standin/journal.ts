import { appendFileSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What a stand-in lived through, oldest first; with a folder it outlives the process. */
export type Journal<Entry> = {
  readonly entries: () => readonly Entry[];
  readonly append: (entry: Entry) => void;
};

/** Opens a journal; a last line torn by a kill is left out, as it was never answered. */
export function openJournal<Entry>(
  dataDir: string | undefined,
  name: string,
  parse: (value: unknown) => Entry,
): Journal<Entry> {
  if (dataDir === undefined) {
    const entries: Entry[] = [];
    return { entries: () => entries, append: (entry) => entries.push(entry) };
  }
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, `${name}.jsonl`);
  const entries = existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line) => parseLine(line, parse))
    : [];
  if (existsSync(file) && !readFileSync(file, 'utf8').endsWith('\n')) appendFileSync(file, '\n');
  const append = (entry: Entry) => {
    entries.push(entry);
    appendFileSync(file, `${JSON.stringify(entry)}\n`);
  };
  return { entries: () => entries, append };
}

function parseLine<Entry>(line: string, parse: (value: unknown) => Entry): Entry[] {
  if (line === '') return [];
  try {
    return [parse(JSON.parse(line))];
  } catch {
    return [];
  }
}
