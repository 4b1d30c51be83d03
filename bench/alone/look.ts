import { z } from 'zod';
import type { SlackEntry } from '../../playground/stories/slack-journal.ts';
import { aboutLooking } from './heap.ts';

/** What people heard of Davy, and what they heard twice. */
export type Heard = {
  readonly posts: number;
  readonly edits: number;
  readonly pings: number;
  readonly releases: number;
  readonly repeated: readonly string[];
};

/** What an operator finds in the log. */
export type Logged = {
  readonly lines: number;
  readonly warnings: number;
  readonly errors: number;
  readonly loudest: readonly string[];
};

const davy = 'U0DAVY';

/** Said twice is: the same words in the same place, or two posts of one message. */
export function heardFrom(journal: readonly SlackEntry[]): Heard {
  const posted = journal.flatMap((entry) =>
    entry.kind === 'posted' && entry.message.user === davy ? [entry] : [],
  );
  const names = posted.map(
    ({ message: { channel, thread_ts = '', text } }) => `${channel} ${thread_ts} ${text}`,
  );
  const edited = journal.filter(({ kind }) => kind === 'edited');
  return {
    posts: posted.length,
    edits: edited.length,
    pings: posted.filter(
      ({ mentions: { users, groups, rooms } }) => users.length + groups.length + rooms.length > 0,
    ).length,
    releases: posted.filter(({ message: { channel } }) => channel === 'C0CHANGELOG').length,
    repeated: names.filter((name, index) => names.indexOf(name) < index),
  };
}

const Line = z.object({ level: z.string(), what: z.string() });

/** The playground's clock is meant to run fast. */
const expected = 'the clock runs at';

/** Counts what is more than information; what came most often is named. */
export function logOf(text: string): Logged {
  const lines = text
    .split('\n')
    .filter((line) => line !== '' && !aboutLooking.some((words) => line.startsWith(words)));
  const read = lines.map((line) =>
    line.startsWith('{') ? Line.parse(JSON.parse(line)) : { level: 'warn', what: line },
  );
  const loud = read.filter(({ level, what }) => level !== 'info' && !what.startsWith(expected));
  const counts = Map.groupBy(loud, ({ what }) => what);
  const loudest = [...counts]
    .toSorted((a, b) => b[1].length - a[1].length)
    .slice(0, 5)
    .map(([what, { length }]) => `${length} × ${what}`);
  return {
    lines: lines.length,
    warnings: loud.filter(({ level }) => level === 'warn').length,
    errors: loud.filter(({ level }) => level !== 'warn').length,
    loudest,
  };
}
