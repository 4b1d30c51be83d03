import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { commands } from '../../commands/index.ts';
import { texts } from '../../src/texts/texts.ts';
import { type Spoken, spokenIn } from '../support/spoken.ts';

/**
 * Rooms whose words are all in the catalogue: what is typed, stored and logged stays in the code,
 * what is answered does not.
 */
const rooms = ['commands/**/*.ts', 'src/slack/**/*.ts', 'src/command-kit/**/*.ts'] as const;
const files = rooms.flatMap((room) => globSync(room));
const names: readonly string[] = commands.flatMap(({ name, alsoCalled }) => [name, ...alsoCalled]);

/** Calls whose words are read by who runs Davy, or by a debugger, and never in an answer. */
const unspoken = /(^|\.)log\.\w+$|^Error$|^at$/;

/** The texts of a file that a person would read in an answer. */
function answersIn(code: string): readonly Spoken[] {
  return spokenIn(code).filter(
    ({ text, calls }) => isAnswer(text) && !calls.some((call) => unspoken.test(call)),
  );
}

/**
 * A word that begins like a sentence or a button, or two words beside each other. A command, what
 * stands between backticks and a name of one of Slack's methods are typed or called.
 */
function isAnswer(text: string): boolean {
  const said = text.replaceAll(/`[^`]*`/g, '').trim();
  if (names.includes(said) || /^[a-z]+(\.[a-zA-Z]+)+$/.test(said)) return false;
  return /(^|[^a-z])[A-Z][a-z]|[a-z]{2,} [a-z]{2,}/.test(said);
}

describe('the catalogue of texts', () => {
  it.each(files)('holds every answer of %s', (file) => {
    expect(answersIn(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it('is looked for in every room', () => {
    expect(rooms.filter((room) => globSync(room).length < 10)).toEqual([]);
  });

  it.each([
    ["whisper('Nothing is running.');", 'a sentence'],
    ['whisper(`${name} goes on by itself.`);', 'a sentence around a value'],
    ["button('Undo', 'release undo', id);", 'the name of a button'],
    ["const form = { label: 'Why not?', hint };", 'a field of a form'],
    ["const who = names.join(' and then ');", 'words that join'],
    ["log.warn({ cause }, 'not heard'); whisper('Nothing is running.');", 'one beside a log line'],
    ["whisper(\n  { cause },\n  'Nothing is running.',\n);", 'a sentence on a line of its own'],
    ['whisper(`Say it once: \\`/release live ${service}\\``);', 'a sentence around typed words'],
  ])('is missed by %s', (code) => {
    expect(answersIn(code)).toHaveLength(1);
  });

  it.each([
    "button(choice.undo, 'release undo', id);",
    "log.warn({ cause }, 'an answer did not reach its reader');",
    "office.log.error(\n  {\n    cause,\n  },\n  'a command failed; it is tried again',\n);",
    "client.apiCall('chat.postEphemeral', { channel });",
    'const typed = `\\`/release help ${verb}\\``;',
    "throw new Error('Bolt has not been started.');",
  ])('is not missed by %s', (code) => {
    expect(answersIn(code)).toEqual([]);
  });

  it('tells shares of traffic where no users are counted', () => {
    const { prerelease, rollback, run, where } = texts.replies;
    const five = { moves: 'traffic', share: 0.05 } as const;
    const said = [
      prerelease.stop('portal 1.42.0', five, '1.41.2', 'wrong branch.'),
      prerelease.stop('portal 1.42.0', { ...five, share: null }, null, 'wrong branch.'),
      rollback.stops(true, five, 'portal', '1.42.0', '1.41.2'),
      rollback.stops(false, { ...five, share: null }, 'portal', '1.42.0', '1.41.2'),
      where.migrating('portal 1.42.0', 2, 4, { share: 0.5 }, null),
      run.cancelling('portal 1.42.0', 'traffic'),
    ];
    expect(said).toEqual([
      'This stops the pre-release of portal 1.42.0. 5% of traffic goes back to 1.41.2. ' +
        'Reason: wrong branch.',
      'This stops the pre-release of portal 1.42.0. Its traffic goes back to what is live. ' +
        'Reason: wrong branch.',
      'This stops the release and moves 5% of traffic of portal from 1.42.0 back to 1.41.2.',
      'This moves the traffic of portal from 1.42.0 back to 1.41.2.',
      'portal 1.42.0 is releasing: batch 2 of 4, 50% of traffic moved.',
      'Cancelling the release of portal 1.42.0. No traffic was moved; it can be started again.',
    ]);
  });

  it('answers one and many as people do', () => {
    const { errors, prerelease, run, where } = texts.replies;
    expect([1, 2].map((batches) => run.started('board 1.42.0', batches, batches - 1))).toEqual([
      'Releasing board 1.42.0 to everyone, in 1 batch.',
      'Releasing board 1.42.0 to everyone, in 2 batches. 1 other pre-release is released with it.',
    ]);
    expect(
      [null, 1, 12_345].map((here) =>
        prerelease.stop('board 1.42.0', { moves: 'users', users: here }, '1.41.2', 'wrong branch.'),
      ),
    ).toEqual(
      ['Its users go', '1 user goes', '12.3K users go'].map(
        (go) =>
          `This stops the pre-release of board 1.42.0. ${go} back to 1.41.2. Reason: wrong branch.`,
      ),
    );
    expect(
      [1, 2].map((n) => errors.notThisRelease(n, errors.name(n, 'BOARD-7'), 'board 1.42.0')),
    ).toEqual([
      'BOARD-7 does not count for board 1.42.0, unless it grows. The next build asks again.',
      '2 errors do not count for board 1.42.0, unless they grow. The next build asks again.',
    ]);
    expect(where.ended('board 1.42.0', 'declined', 0, 'declined by Tom B.')).toEqual([
      'board 1.42.0 was declined at ',
      { at: 0 },
      ': declined by Tom B.',
    ]);
  });
});
