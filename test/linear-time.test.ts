import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { cpuMs } from './support/cpu.ts';

/** A regular expression where it stands; what is only a part of another (`.source`) is none. */
const piece = String.raw`\\.|\[(?:\\.|[^\]\\])*\]`;
const literal = new RegExp(
  String.raw`(?<![\w)\]])\/((?:${piece}|[^/\\[\s*])(?:${piece}|[^/\\[])*)\/` +
    String.raw`([dgimsuvy]*)(?!\.source)(?=[\s,.;)\]}]|$)`,
  'g',
);

/** Every pattern that may read for long, with its place. */
function patterns(): readonly { readonly place: string; readonly pattern: RegExp }[] {
  const lines = globSync(['src/**/*.ts', 'commands/**/*.ts']).flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .map((line, at) => ({ line, place: `${file}:${at + 1}` })),
  );
  return lines
    .filter(({ line }) => !/^\s*(?:\*|\/\/|\/\*)/.test(line))
    .flatMap(({ line, place }) =>
      [...line.matchAll(literal)].flatMap(([, source = '', flags = '']) =>
        /[*+]|,\}/.test(source)
          ? readable(source, flags).map((pattern) => ({ place, pattern }))
          : [],
      ),
    );
}

/** Two divisions in one line look like a pattern, and may be none. */
function readable(source: string, flags: string): readonly RegExp[] {
  try {
    return [new RegExp(source, flags)];
  } catch {
    return [];
  }
}

const length = 16_000;
/** A reader that goes back over all it has read needs some hundred times as long. */
const mostMs = 20;

const end = '\n\0';
const letters = 'a1A ./-_"\'`\\([{<>)]}@#?&=:;,~*+|!$…\t'.split('');

/** What a pattern likes to read: letters of many kinds, and its own words. */
function attacksOn({ source }: RegExp): readonly string[] {
  const words = (source.match(/(?:\\[^\w]|[\w @"'`<>/:#=,-]){1,40}/g) ?? [])
    .map((word) => word.replaceAll(/\\(?=[^\w])/g, ''))
    .filter((word) => !/^[dDwWsSbB]$/.test(word))
    .slice(0, 8);
  const [first = '', second = ''] = words;
  const joined = [...words.slice(1, 5).map((word) => `${first}A${word}`), words.join('')];
  const pieces = [...letters, ...words, ...joined, ...words.map((word) => `${word}a`)];
  return ['', first, `${first}a`, second].flatMap((start) =>
    [...new Set(pieces)]
      .filter((one) => one !== '')
      .map((one) => start + one.repeat(Math.ceil(length / one.length)) + end),
  );
}

/** What it reads for long, if there is anything. */
function slowOn(pattern: RegExp): string | null {
  for (const text of attacksOn(pattern)) {
    const read = () => (pattern.global ? [...text.matchAll(pattern)].length : pattern.test(text));
    if (cpuMs(read, mostMs) > mostMs) return text.slice(0, 60);
  }
  return null;
}

describe('every pattern that reads text', () => {
  it('reads each letter a few times at most', () => {
    const all = patterns();
    expect(all.length).toBeGreaterThan(200);
    expect(
      all.flatMap(({ place, pattern }) => {
        const attack = slowOn(pattern);
        return attack === null ? [] : [`${place} ${pattern.source} on ${JSON.stringify(attack)}`];
      }),
    ).toEqual([]);
  });

  it('would be found if it did not', () => {
    const bad = [/\s+$/, /h:\/\/\S*?\/browse\//g, /<@[A-Z]+(\|[^>]*)?>/];
    expect(bad.filter((pattern) => slowOn(pattern) === null)).toEqual([]);
    for (const pattern of [/^\s+/, /\d{1,9}[smhd]/g]) expect(slowOn(pattern)).toBeNull();
  });
});
