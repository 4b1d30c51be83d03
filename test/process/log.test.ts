import { describe, expect, it } from 'vitest';
import { makeLog, redact } from '../../src/process/log.ts';

const secrets = ['xoxb-1-abc', 'signing-"secret"', 'pg-p@ss/word', 'routing-key'];

function logWith(readable: boolean) {
  const lines: string[] = [];
  return {
    lines,
    log: makeLog({ level: 'info', secrets, readable, write: (line) => lines.push(line) }),
  };
}

describe('the log', () => {
  it.each([true, false])(
    'shows no planted secret, wherever it hides (readable: %s)',
    (readable) => {
      const { lines, log } = logWith(readable);
      log.warn(
        {
          cause: new Error('GET https://x?key=routing-key failed', { cause: 'xoxb-1-abc' }),
          headers: { authorization: 'Bearer abc.def-ghi' },
        },
        'token xoxb-1-abc was refused',
      );
      log.error(
        {
          stack: 'postgres://davy:pg-p%40ss%2Fword@db/davy',
          nested: { deep: ['signing-"secret"'] },
        },
        'https://hooks.slack.com/actions/T0/1/abcDEF did not answer',
      );
      log.info({ other: 'xoxp-9999-unknown', dsn: 'postgres://someone:else@host/db' }, 'done');
      const all = lines.join('');
      for (const leak of [
        ...secrets,
        'abc.def-ghi',
        'pg-p%40ss',
        'signing-\\"secret',
        'abcDEF',
        'xoxp-9999',
        'else@',
      ])
        expect(all).not.toContain(leak);
      expect(lines).toHaveLength(3);
    },
  );

  it('can be read at night, and by machines', () => {
    const night = logWith(true);
    night.log.info({ release: 'rel_1', phase: 'soaking' }, 'board 1.42.0 is soaking');
    expect(night.lines[0]).toMatch(
      /^\d\d:\d\d:\d\d INFO {2}board 1\.42\.0 is soaking {2}\(release=rel_1 phase=soaking\)\n$/,
    );
    const day = logWith(false);
    day.log.info({ release: 'rel_1' }, 'board 1.42.0 is soaking');
    expect(JSON.parse(day.lines[0] ?? '')).toMatchObject({
      level: 'info',
      release: 'rel_1',
      what: 'board 1.42.0 is soaking',
    });
  });

  it('shows at a terminal what would move its cursor, colour it or turn letters round', () => {
    const night = logWith(true);
    night.log.warn({ from: 'a\u001B[2J\r\n12:00:00 INFO  all is well' }, 'said \u202Eevil\u0007');
    expect(night.lines.join('')).toMatch(
      /said \\u202eevil\\u0007 {2}\(from=a\\u001b\[2J\\u000d\\u000a/,
    );
    expect(night.lines.join('').trimEnd().split('\n')).toHaveLength(1);
  });

  it('leaves other words alone', () => {
    expect(redact('board 1.42.0 is live at http://127.0.0.1:3000/healthz', secrets)).toBe(
      'board 1.42.0 is live at http://127.0.0.1:3000/healthz',
    );
  });
});
