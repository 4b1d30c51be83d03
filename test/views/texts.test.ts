import { globSync, readFileSync } from 'node:fs';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { en } from '../../src/texts/en/index.ts';
import type { Texts } from '../../src/texts/texts.ts';
import { spokenIn } from '../support/spoken.ts';

describe('the catalogue of texts', () => {
  it.each(globSync('src/views/**/*.ts'))('holds every word of %s', (file) => {
    expect(spokenIn(readFileSync(file, 'utf8'))).toEqual([]);
  });

  it.each(globSync('src/views/**/*.ts'))('writes the numbers and moments of %s', (file) => {
    expect(readFileSync(file, 'utf8')).not.toMatch(
      /\bIntl\b|\.toLocale|\.toISOString|\.getUTC|\.toFixed|\bmany\(/,
    );
  });

  it('may be written in another language: no text fits in English only', () => {
    expectTypeOf<Fixed<Texts>>().toBeNever();
    expectTypeOf<
      Fixed<{ readonly a: (n: number) => { readonly b: 'Live' } }>
    >().toEqualTypeOf<'Live'>();
  });

  it('says one and many as people do', () => {
    expect([0, 1, 2].map((n) => en.summary.paged(n))).toEqual(['No page', '1 page', '2 pages']);
    expect([0, 1, 2].map((n) => en.verdict.fewUsers(n, 10, 'users').because)).toEqual([
      'No users so far, 10 needed. The soak waits.',
      'Only 1 user so far, 10 needed. The soak waits.',
      'Only 2 users so far, 10 needed. The soak waits.',
    ]);
    const onIt = (users: number | null) => ({ moves: 'users', users }) as const;
    expect(
      [1, 620_000].map((n) => en.rollback.goingText(onIt(n), '1.41.0', 'Carts are wrong.')),
    ).toEqual([
      '*1 user goes back to 1.41.0.* Carts are wrong.',
      '*620K users go back to 1.41.0.* Carts are wrong.',
    ]);
    expect(
      [1, 2, 3].map((n) => en.summary.people(['Ana R.', 'Tom B.', 'Priya N.'].slice(0, n))),
    ).toEqual(['Ana R.', 'Ana R. and Tom B.', 'Ana R., Tom B. and Priya N.']);
    expect([0, 1, 2, null].map((n) => en.act.sure.back(onIt(n), '1.41.0'))).toEqual([
      'Its servers are retired; no users are on them.',
      '1 user goes back to 1.41.0.',
      '2 users go back to 1.41.0.',
      'An unknown number of users go back to 1.41.0.',
    ]);
    expect([1, 2, 3, 4, 11, 12, 13, 21, 22].map((n) => en.nudge.heldOften(n).what)).toEqual(
      ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '22nd'].map(
        (nth) => `is on hold for the ${nth} time`,
      ),
    );
  });
});

/**
 * Every text of the catalogue whose type is its very words; no other language could have that type.
 */
type Fixed<T> = T extends string
  ? string extends T
    ? never
    : T
  : T extends readonly (infer One)[]
    ? Fixed<One>
    : T extends (...values: never[]) => infer Said
      ? Fixed<Said>
      : T extends object
        ? { [K in keyof T]: Fixed<T[K]> }[keyof T]
        : never;

describe('words in the code of a view', () => {
  it.each([
    ["say = 'Live';", 'a word in a variable'],
    ["header(id('head'), 'Nothing waits');", 'an argument that is shown'],
    ["const sign = hold ? ':x: On hold' : ':x:';", 'a word beside a sign'],
    ["context(id('foot'), [`Since ${at}`]);", 'a word beside a value'],
    ['const all = `${n} server${s}`;', 'a word between values'],
    ["const all = n === 1 ? '' : 's';", 'an ending that makes many'],
    ["function state() { return 'stuck'; }", 'a single word that is returned'],
    ["const names = ['one'];", 'words in a list'],
    ["const names = ['one'] as const;", 'words in a list that stays'],
    [
      "const names: Readonly<Record<Kind, string>> = { held: 'on hold' };",
      'words in a table of strings',
    ],
    ["const rich: ChartBlock = { type: 'bar', title: 'releases' };", 'a word in a typed block'],
    ["run(text, { text: 'thread' });", 'a word in an option'],
    ["button('Share', 'release share', value);", 'the name of a button'],
    ["button(label, 'release share', value, { spoken: 'Share it' });", 'what is read aloud'],
    ["const said = words.join(' and ');", 'a word that joins'],
    ["const said = 'about ' + time;", 'a word that is added'],
    ["function state(): string { return 'stuck'; }", 'a single word that is returned as text'],
    ["function told(word = 'nobody') {}", 'a word where nothing was given'],
    ['const said = `${day} at ${time}`;', 'a word between moments'],
    ['const said = `${max}ms`;', 'a unit glued on'],
    ["const said = 'Zurück';", 'a word of another language'],
  ])('are found: %s', (code) => {
    expect(spokenIn(code)).toHaveLength(1);
  });

  it('are found wherever the catalogue speaks now', () => {
    let places = 0;
    const missed = globSync('src/views/**/*.ts').flatMap((file) => {
      const here: string[] = [];
      // Each place has words of its own, so that all of a file are planted at once.
      const planted = readFileSync(file, 'utf8').replaceAll(
        /(?<!typeof |\/)\b(?:say|texts)\.[\w.]+/g,
        (place) => {
          here.push(place);
          return `'planted ${here.length}'`;
        },
      );
      places += here.length;
      const found = new Set(spokenIn(planted).map(({ text }) => text));
      return here
        .filter((_, index) => !found.has(`planted ${index + 1}`))
        .map((place) => `${file}: ${place}`);
    });
    expect(places).toBeGreaterThan(300);
    expect(missed).toEqual([]);
  });

  it.each([
    "import { en } from './en.ts';",
    "type Way = 'fast' | 'slow';",
    "if (phase.kind === 'stuck') go();",
    "switch (kind) { case 'live': break; }",
    "const is = 'because' in phase;",
    "const is = ['live', 'stuck'].includes(kind);",
    "const made = { kind: 'soak', lane: 'slack', subject: `build:${name}`, type: 'section' };",
    "const id = idsOf(release.id, 'soak', 1);",
    "section(id('text'), text);",
    "button(label, 'release share', value);",
    "const serving: readonly Phase['kind'][] = ['soaking', 'waiting'];",
    "const unit: Unit = long ? 'minutes' : 'seconds';",
    "const signs: Readonly<Record<Kind, Sign>> = { live: 'good' };",
    'const line = `:${sign}: ${text} · ${more}`;',
    "function way(): 'fast' | 'slow' { return old ? 'fast' : 'slow'; }",
    'const address = `${url}/browse/${key}`;',
    "text.replaceAll('&', '&amp;');",
    'mention(`<!subteam^${id}>`);',
  ])('are not: %s', (code) => {
    expect(spokenIn(code)).toEqual([]);
  });
});
