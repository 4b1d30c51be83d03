import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Spoken, spokenIn } from '../support/spoken.ts';

/** What operators and tests read: the log, points a test can die at, and why a lease was lost. */
const forOperators = /(^|\.)(log\.(debug|info|warn|error)|at)$|^(beforeCall|LostLease)$/;

/** How a comment is found again in Jira: stands in tickets since ever, and nobody words it anew. */
const marker = 'Davy … …';

const rooms = globSync('src/{release,engine,summary}/**/*.ts');

/** Words joined by blanks, on their way to somebody: a name of ours has none. */
function proseIn(code: string): readonly string[] {
  return spokenIn(code).flatMap(({ text, calls }: Spoken) =>
    /\p{L}\s|\s\p{L}/u.test(text) &&
    text !== marker &&
    !calls.some((call) => forOperators.test(call))
      ? [text]
      : [],
  );
}

/**
 * A value given as a reason. Types give none, and one refusal is told to the log alone.
 */
const giving = new RegExp(
  [
    /(?<=\b(?:because|reason|summary|missing|why): |\bbyItself\(|\bgiveUp\(line, release, at, )/,
    /(?!string\b|decision\.)(?:\{ kind: [^{}]*\}|\w+\([^()]*\)|[a-z]\w*(?:\.\w+)*)/,
    /(?=,\n|\)| \})/,
  ]
    .map(({ source }) => source)
    .join(''),
  'g',
);

describe('the core and the engine', () => {
  it.each(rooms)('hold values and no sentence: %s', (file) => {
    expect(proseIn(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it.each([
    ["giveUp(line, release, at, 'its users do not move');", 'a reason'],
    ["const because = 'its servers did not become ready in time';", 'a reason that is kept'],
    ['const lock = { reason: `${name} was rolled back`, since: at };', 'the reason of a lock'],
    ['const lock = { reason: `${name}: ${because} again` };', 'a word beside the words of others'],
    ["const page = { summary: 'nobody answers: ' + name };", 'a summary that is joined'],
    ["const why = signals.join(' and ');", 'a word between others'],
    ["const missing = reading ?? 'no value';", 'what stands in where nothing is'],
    ["function of(): string { return 'there is no such ticket'; }", 'what is returned'],
    ['comment(key, marker, `live since ${at}`);', 'what a ticket is told'],
    ['problems.push(`not commented: ${why}`);', 'what goes into a list'],
  ])('would be found with a sentence: %s', (code) => {
    expect(proseIn(code)).toHaveLength(1);
  });

  it.each([
    ['context.log.warn({ release }, `${name} did not start`);', 'a line of the log'],
    ["await beforeCall(context, claim, 'look for a comment');", 'the name of a call'],
    ['const name = `${service} ${version}`;', 'a name of a build'],
    ["refuse('not-now', 'holdLength');", 'a value'],
  ])('may say to operators: %s', (code) => {
    expect(proseIn(code)).toEqual([]);
  });

  it('would be found with a sentence wherever they give a reason now', () => {
    let places = 0;
    const missed = rooms.flatMap((file) => {
      const here: string[] = [];
      const planted = readFileSync(file, 'utf8').replaceAll(giving, (place) => {
        here.push(place);
        return `'planted words ${here.length}'`;
      });
      places += here.length;
      const found = new Set(proseIn(planted));
      return here
        .filter((_, index) => !found.has(`planted words ${index + 1}`))
        .map((place) => `${file}: ${place}`);
    });
    expect(places).toBeGreaterThan(20);
    expect(missed).toEqual([]);
  });
});
