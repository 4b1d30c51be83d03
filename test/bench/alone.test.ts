import { describe, expect, it } from 'vitest';
import { heardFrom, logOf } from '../../bench/alone/look.ts';
import type { SlackEntry } from '../../playground/stories/slack-journal.ts';

const nobody = { users: [], groups: [], rooms: [] };
const posted = (
  seq: number,
  channel: string,
  text: string,
  user = 'U0DAVY',
  mentions: { users: string[]; groups: string[]; rooms: string[] } = nobody,
): SlackEntry => ({
  seq,
  at: seq,
  kind: 'posted',
  message: { channel, ts: `${seq}.0`, user, text },
  mentions,
});

describe('what is found after an hour alone', () => {
  it('is each word said twice in one place, and by Davy only', () => {
    const heard = heardFrom([
      posted(1, 'C0RELEASES', 'board 1.42.0 is live.'),
      posted(2, 'C0RELEASES', 'board 1.42.0 is live.', 'U0ANA'),
      posted(3, 'C0CHANGELOG', 'board 1.42.0 is live.'),
      posted(4, 'C0RELEASES', 'board 1.42.0 is live.', 'U0DAVY', { ...nobody, users: ['U0ANA'] }),
    ]);
    expect(heard).toEqual({
      posts: 3,
      edits: 0,
      pings: 1,
      releases: 1,
      repeated: ['C0RELEASES  board 1.42.0 is live.'],
    });
  });

  it('is each line of the log that is more than information, the most frequent first', () => {
    const line = (level: string, what: string) => JSON.stringify({ level, time: '', what });
    const text = [
      line('info', 'awake'),
      line('warn', 'the clock runs at 10 times real speed'),
      line('warn', 'slow'),
      line('error', 'away'),
      line('error', 'away'),
      'a line of Node',
    ].join('\n');
    expect(logOf(text)).toEqual({
      lines: 6,
      warnings: 2,
      errors: 2,
      loudest: ['2 × away', '1 × slow', '1 × a line of Node'],
    });
  });
});
