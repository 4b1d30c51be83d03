import { expect, it } from 'vitest';
import { commands } from '../commands/index.ts';
import { kept } from '../src/adapters/jobs/kept.ts';
import { wikiText } from '../src/adapters/jira/wiki.ts';
import { gitsReason } from '../src/adapters/git/why.ts';
import { fillQuery } from '../src/adapters/prometheus/query-template.ts';
import { longestWindowMs } from '../src/adapters/prometheus/counting.ts';
import { isCodeWork } from '../src/changes/code-work.ts';
import { commitWords } from '../src/changes/commit-words.ts';
import { careOf } from '../src/changes/groups.ts';
import { isUpdate } from '../src/changes/housekeeping.ts';
import { mergeWords, squashWords } from '../src/changes/merge-words.ts';
import { pathForm } from '../src/changes/path-form.ts';
import { revertedCommit, takesBack } from '../src/changes/reverts.ts';
import { ownersOf } from '../src/changes/suspects.ts';
import { isLikeVersion, nearVersions } from '../src/command-kit/find/version.ts';
import { readMoment } from '../src/command-kit/time/moment.ts';
import { readSpan } from '../src/command-kit/time/span.ts';
import { unquoted, wordsOf } from '../src/command-kit/words.ts';
import { hidesSecret } from '../src/config/entries/hidden-secret.ts';
import { hiding } from '../src/process/hide.ts';
import { redact } from '../src/process/log.ts';
import { readBody } from '../src/slack/door/read-body.ts';
import { matchMention, matchTyped } from '../src/slack/match/find-command.ts';
import { matchInbound } from '../src/slack/match/match.ts';
import { readQuiet } from '../src/summary/quiet.ts';
import { nearest } from '../src/texts/near.ts';
import { cut, esc, plainly } from '../src/views/blocks/esc.ts';
import { readPurl } from '../src/web/purl.ts';
import { jsonOf } from '../src/web/webhook.ts';
import { cpuMs } from './support/cpu.ts';

const secrets = Array.from({ length: 20 }, (_, at) => `secret-${at}-0123456789`);
const hide = hiding(secrets);

function mentioning(text: string) {
  const event = {
    type: 'app_mention',
    user: 'U0ANA',
    text,
    ts: '1.1',
    channel: 'C0RELEASES',
  } as const;
  return {
    type: 'event_callback',
    team_id: 'T0ACME',
    api_app_id: 'A0DAVY',
    event_id: 'Ev1',
    event,
  } as const;
}

/** Every place where text from outside is read, one by one. */
const readers: Readonly<Record<string, (text: string) => unknown>> = {
  'a body in JSON': (text) => readBody(`{"text":"${text}`, 'application/json'),
  'a body as a form': (text) => readBody(text, 'application/x-www-form-urlencoded'),
  'a mention': (text) => matchInbound(commands, mentioning(text), null),
  'what is typed': (text) => matchTyped(commands, '/release', wordsOf(text)),
  'what is said': (text) => matchMention(commands, wordsOf(text)),
  'a word in quotes': unquoted,
  'a length of time': readSpan,
  'a moment': (text) => readMoment(wordsOf(text), 0, 'Europe/Amsterdam'),
  'quiet hours': readQuiet,
  'a version': (text) => [isLikeVersion(text), nearVersions(text, ['1.42.0', '1.41.0'])],
  'a word that is near': (text) => nearest(text, ['board', 'web', 'accounts']),
  'the message of a commit': (text) => commitWords(text, ['BRD', 'ACC'], [[text]]),
  'a merge': (text) => mergeWords(`Merge pull request #1 from a/b${text}`, [text]),
  'the message of a merge': (text) => commitWords(`Merge branch 'a'\n\n${text}`, ['BRD'], []),
  'a squash': squashWords,
  'work on code': isCodeWork,
  'an update': isUpdate,
  'a revert': (text) => [takesBack(text), revertedCommit(text)],
  'a path and its owner': (text) => pathForm('a/**/b*c?d/**')(text),
  'a path of a stack': (text) =>
    ownersOf(
      { kind: 'traced', frames: [{ path: text, function: text, line: 1 }] },
      [],
      [{ name: 'whiteboard', owns: ['board/**'] }],
    ),
  'files that need care': (text) =>
    careOf(commitWords('x', []), [{ path: text, how: 'changed', lines: 1 }], null),
  'what git said': (text) => gitsReason({}, text, 1_000),
  'the output of a job': (text) => kept({ first: text, last: text, cut: true }, hide),
  'a line of the log': (text) => redact(text, secrets),
  'an address with a secret': hidesSecret,
  'a comment in Jira': wikiText,
  'a query': (text) => fillQuery(text, { version: '1.42.0', service: 'board' }),
  'the window of a query': longestWindowMs,
  'text on a card': (text) => [plainly(text), plainly(text, 2_000), esc(text), cut(text, 150)],
  'the name of a package': readPurl,
  'JSON of CI': (text) => jsonOf(Buffer.from(text)),
};

const length = 100_000;
const mostMs = 50;
const pieces = 'a1A ./-_"\'`\\([{<>)]}@#?&=:;,~*+|!$…\t\n\0\u001B\u200B\u202Eé'
  .split('')
  .concat(
    [
      '🔥',
      '\\"',
      '<@0|',
      '&lt;',
      'http://',
      'a=1 ',
      '--',
      '\u001B[',
      '{"a":',
      '[[',
      '(#1)',
      ' r=a',
    ],
    [
      '1.',
      'x ',
      'Revert "',
      'Merge ',
      'BRD-1 ',
      'Reverts #1\n',
      'fix: ',
      '1m',
      '%2',
      '&a=',
      'a@b:',
    ],
    [
      '://:',
      '#1 (',
      '* ',
      'a/**/',
      '*a',
      '?*',
      'rc',
      'lint',
      'Bearer ',
      'xoxb-',
      '\r\n',
      '`a',
      '"\\',
    ],
  );

it.each(Object.keys(readers))('%s of 100,000 characters costs 50 ms at most', (name) => {
  const read = readers[name] ?? (() => undefined);
  const slow = pieces.flatMap((piece) => {
    const text = `${piece.repeat(length / piece.length)}\n\0"`;
    const ms = cpuMs(() => read(text), mostMs);
    return ms > mostMs ? [`${JSON.stringify(piece)}: ${Math.round(ms)} ms`] : [];
  });
  expect(slow).toEqual([]);
});
