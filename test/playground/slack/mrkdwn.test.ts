import { describe, expect, it } from 'vitest';
import { parseMrkdwn, type Piece, plainOf } from '../../../playground/page/mrkdwn.ts';
import { fillDate } from '../../../playground/page/moment.ts';
import { mentionsIn } from '../../../playground/slack/mentions.ts';

const words = (text: string): Piece => ({ kind: 'words', text });

describe('Slack markup', () => {
  it('shows escaped markup as words, and calls nobody with it', () => {
    expect(parseMrkdwn('&lt;!channel&gt; &amp;lt;')).toEqual([words('<!channel> &lt;')]);
    expect(mentionsIn({ text: '&lt;!channel&gt; `<not an id>` &lt;@U0ANA&gt;' })).toEqual({
      users: [],
      groups: [],
      rooms: [],
    });
  });

  it('finds people, groups, rooms, channels and links', () => {
    expect(
      parseMrkdwn(
        '<@U0ANA> <!subteam^S0WHITE|x> <!here> <#C0RANDOM|random> ' +
          '<https://a.example/?x=1&amp;y=2|*a*>',
      ),
    ).toEqual([
      { kind: 'user', id: 'U0ANA' },
      words(' '),
      { kind: 'group', id: 'S0WHITE' },
      words(' '),
      { kind: 'room', id: 'here' },
      words(' '),
      { kind: 'channel', id: 'C0RANDOM' },
      words(' '),
      { kind: 'link', url: 'https://a.example/?x=1&y=2', pieces: [words('*a*')] },
    ]);
  });

  it('never makes a link that runs', () => {
    expect(parseMrkdwn('<javascript:alert(1)|press>')).toEqual([words('press')]);
  });

  it('makes words bold, slanted, struck and code, but not inside words', () => {
    expect(parseMrkdwn('*a _b_* ~c~ `*d*` snake_case_name 2*3*4')).toEqual([
      { kind: 'bold', pieces: [words('a '), { kind: 'italic', pieces: [words('b')] }] },
      words(' '),
      { kind: 'strike', pieces: [words('c')] },
      words(' '),
      { kind: 'code', text: '*d*' },
      words(' snake_case_name 2*3*4'),
    ]);
  });

  it('keeps quotes, preformatted parts and lines', () => {
    expect(parseMrkdwn('&gt; a\nb\n```\n<c>\n```')).toEqual([
      { kind: 'quote', pieces: [words('a')] },
      words('b'),
      { kind: 'break' },
      { kind: 'pre', text: '<c>\n' },
    ]);
    expect(plainOf(parseMrkdwn('*a* <@U0ANA>\n:x: `b`'), (_kind, id) => `@${id}`)).toBe(
      'a @U0ANA  b',
    );
    expect(plainOf(parseMrkdwn('rolls back at 12:02:00 UTC'), (_kind, id) => id)).toBe(
      'rolls back at 12:02:00 UTC',
    );
  });
});

describe('a date token', () => {
  const noon = 1_795_177_320;
  it('is told on the clock of the reader', () => {
    const format = '{date_short_pretty} at {time}';
    expect(fillDate(format, noon, { tz: 'America/New_York', locale: 'en-US' }, noon * 1000)).toBe(
      'today at 7:22 AM',
    );
    expect(
      fillDate(format, noon, { tz: 'Asia/Tokyo', locale: 'en-GB' }, noon * 1000 - 86_400_000),
    ).toBe('tomorrow at 21:22');
    expect(fillDate('{time_secs} {unknown}', noon, { tz: 'Etc/UTC', locale: 'en-GB' }, 0)).toBe(
      '12:22:00 {unknown}',
    );
  });
});
