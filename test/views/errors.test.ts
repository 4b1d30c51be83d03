import { describe, expect, it } from 'vitest';
import { validateBlocks } from '../../playground/slack/blocks/validate.ts';
import { mentionsIn } from '../../playground/slack/mentions.ts';
import { en } from '../../src/texts/en/index.ts';
import { errorCard } from '../../src/views/watch/error-card.ts';
import { messagesOf } from '../../src/views/messages.ts';
import type { ThreadFacts, WantedMessage } from '../../src/views/thread-facts.ts';
import { roughCount } from '../../src/views/changes/suspicion.ts';
import { seenError } from '../support/error-samples.ts';
import { issue } from '../support/readings.ts';
import { errorGallery } from './error-gallery.ts';

const of = (name: string): ThreadFacts => {
  const facts = errorGallery[name];
  if (!facts) throw new Error(`no story "${name}"`);
  return facts;
};
const messages = (name: string, find: (kind: string) => boolean): readonly WantedMessage[] =>
  messagesOf(of(name)).filter(({ kind }) => find(kind));
const text = (message: WantedMessage | undefined) => JSON.stringify(message?.content);
/** Whom Slack would call. */
function called({ content }: WantedMessage): readonly string[] {
  const checked = validateBlocks('message', content.rich);
  const { users, groups, rooms } = mentionsIn({
    text: content.text,
    blocks: checked.ok ? checked.blocks : [],
  });
  return [...users, ...groups, ...rooms];
}
const card = (name: string) => text(messages(name, (kind) => kind.startsWith('error:'))[0]);

describe('the card of a new error', () => {
  it('says what it is, whom it hits, which change by whom it likely is, and who owns it', () => {
    const made = messages('new error', (kind) => kind.startsWith('error:'));
    expect(made).toHaveLength(1);
    expect(made[0]?.content.text).toBe(
      'New error in board 1.42.0: TypeError: region of undefined. Likely change: #5111 by Marta K.',
    );
    expect(card('new error')).toContain(
      '{"type":"link","url":"https://git.example.com/board/pull/5111","text":"#5111"},' +
        '{"type":"text","text":" Orders by region, Marta K."}',
    );
    expect(card('new error')).toContain('Also touched the files it comes from');
    expect(card('new error')).toMatch(/over 1,000 times.*over 200 users/);
  });

  it.each([
    ['new error nobody has traced', 'Not known: Sentry does not say yet where it comes from'],
    ['new error without a stack', 'Not known: it came without a stack trace'],
    [
      'new error no change explains',
      'Not known: no change of this build touched the files it comes from',
    ],
    ['new error of unknown changes', 'Not known: what changed in this build is not known'],
  ])('says why nobody can tell where it comes from: %s', (name, why) => {
    expect(card(name)).toContain(why);
  });

  it.each([
    ['error called known', '*Known until', 'Said by Tom B.'],
    ['error known from a build before', '*Known until', 'in 1.41.0: fixed with BRD-12'],
    ['error not of this release', '*Not this release.*', 'It does not count for 1.42.0'],
    ['error that blocks', '*Ours, blocks 1.42.0.*', 'Said by Tom B.'],
  ])('shows who decided what and when in place of its buttons: %s', (name, ...words) => {
    for (const word of words) expect(card(name)).toContain(word);
    expect(card(name)).not.toContain('"release error');
  });

  it.each([
    ['error that came back', 'Last time, in 1.39.0: known until', 'Tom B.: fixed with BRD-12'],
    ['error that blocked the build before', 'Last time, in 1.41.5: ours, it blocked (Tom B.)'],
    ['error whose word was taken back', 'known, undone by Priya N.'],
    ['error that grows', 'It grows, so it counts in any case'],
  ])('shows what was said of it last time, and asks again: %s', (name, ...words) => {
    for (const word of words) expect(card(name)).toContain(word);
    expect(card(name)).toContain('"release error');
  });

  it('says before anybody presses who may, and calls nobody', () => {
    expect(card('new error')).toContain(
      'Members of whiteboard, accounts and the on-call can say what it is, except Priya N. ' +
        'who started board 1.42.0',
    );
    for (const name of Object.keys(errorGallery))
      expect(messages(name, (kind) => kind.startsWith('error')).flatMap(called)).toEqual([]);
  });

  it('is edited a few times while its count runs into thousands', () => {
    const cards = new Set(
      Array.from({ length: 5_000 }, (_, n) => {
        const error = seenError({ issue: { ...issue, count: n + 1, users: 7 } });
        return text(errorCard({ ...of('new error'), errors: [error] }, error));
      }),
    );
    expect(cards.size).toBeLessThan(20);
  });
});

describe('many new errors', () => {
  it('are five cards and one list of the rest, a page of it at a time', () => {
    const made = messages('sixty new errors', (kind) => kind.startsWith('error'));
    expect(made.map(({ kind }) => kind)).toEqual([
      'error:1',
      'error:2',
      'error:3',
      'error:4',
      'error:5',
      'errors',
    ]);
    expect(made[5]?.content.text).toBe(
      '55 more new errors in board 1.42.0, in one message. 1 decided.',
    );
    expect(text(made[5]).match(/"BOARD-\d+"/g)).toHaveLength(60);
    expect(text(made[5])).toContain('rel_PRE 6-36 known');
    expect(text(made[5])).toContain('24 more come when these are decided');
  });

  it('ask nothing any more when all are decided', () => {
    const list = text(messages('sixty errors, all decided', (kind) => kind === 'errors')[0]);
    expect(list).toContain('All of them are decided.');
    expect(list).not.toContain('"release error');
  });

  it('stay in the list once they are decided, and are no news where they were known before', () => {
    const listed = (version: string) => {
      const facts = of('sixty errors, all decided');
      const errors = facts.errors.map((one) => ({
        ...one,
        issue: { ...one.issue, known: true as const },
      }));
      return messagesOf({
        ...facts,
        errors,
        known: facts.known.map((one) => ({ ...one, version })),
      }).find(({ kind }) => kind === 'errors')?.content.text;
    };
    expect(listed('1.42.0')).toBe(
      '55 more new errors in board 1.42.0, in one message. 55 decided.',
    );
    expect(listed('1.41.0')).toBeUndefined();
  });

  it('need no list when there are five', () => {
    expect(messages('new error', (kind) => kind === 'errors')).toEqual([]);
  });
});

describe('the question for approval', () => {
  it('says that errors were there which somebody took out of the count', () => {
    expect(
      text(messages('waiting for approval with known errors', (kind) => kind === 'approval')[0]),
    ).toContain('Passed, 4 h, but 1 known error was not counted');
  });
});

describe('a page and what follows it', () => {
  it('names the top new error and its likely change', () => {
    const page = text(messages('page with a likely change', (kind) => kind === 'page:1')[0]);
    expect(page).toContain('Top new error');
    expect(page).toContain('" Orders by region, Marta K."');
    expect(
      text(messages('page without a likely change', (kind) => kind === 'page:1')[0]),
    ).toContain('Not known: what changed in this build is not known');
  });

  it('calls the author of the likely change once afterwards, where they are known', () => {
    const [cause] = messages('rolled back, the author is known', (kind) =>
      kind.startsWith('cause'),
    );
    expect(text(cause)).toContain(
      '<@U0MARTA> #5111 looks like the cause of the rollback of board 1.42.0',
    );
    expect(text(cause)).not.toContain('<@U0PRIYA>');
  });

  it('names an author nobody knows, and calls whoever started it', () => {
    const [cause] = messages('rolled back, the author is not known', (kind) =>
      kind.startsWith('cause'),
    );
    expect(text(cause)).toContain('<@U0PRIYA> #5111 looks like the cause');
    expect(text(cause)).toContain('Marta K.');
    expect(text(cause)).not.toContain('<@U0MARTA>');
  });

  it('says in the result what was wrong', () => {
    expect(
      text(messages('rolled back, the author is known', (kind) => kind === 'page:1')[0]),
    ).toContain('Likely change');
  });
});

describe('how often', () => {
  it.each([
    [1, '1 time'],
    [7, '7 times'],
    [10, '10 times'],
    [11, 'over 10 times'],
    [49, 'over 20 times'],
    [50, 'over 50 times'],
    [1_204, 'over 1,000 times'],
    [23_000, 'over 20K times'],
  ])('%d is "%s"', (n, words) => {
    expect(roughCount(n, en.error.times)).toBe(words);
  });
});
