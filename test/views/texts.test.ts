import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/texts/en/index.ts';

/** Views whose words are all in the catalogue; nothing people read may come back into them. */
const moved = ['approval', 'card', 'page', 'progress', 'rollback', 'soak', 'standing', 'standing-back', 'standing-release', 'stuck', 'summary', 'verdict-words'];

describe('the catalogue of texts', () => {
  it.each(moved)('holds every word of src/views/%s.ts', (view) => {
    const code = readFileSync(`src/views/${view}.ts`, 'utf8').replace(/^import .*$|\/\*\*[\s\S]*?\*\/|\/\/.*$/gm, '');
    const spoken = [...code.matchAll(/'([^'\n]*)'|`([^`]*)`/g)].map(([, plain, template]) => (plain ?? template ?? '').replace(/\$\{[^}]*\}/g, ''));
    // Two words beside each other are a sentence to be translated; a command with its verb is none.
    expect(spoken.filter((text) => /[a-z]{2,} [a-z]{2,}/i.test(text) && !/^(prerelease|release|rollback) /.test(text.trim()))).toEqual([]);
  });

  it('says one and many as people do', () => {
    expect([0, 1, 2].map((n) => en.summary.paged(n))).toEqual(['No page', '1 page', '2 pages']);
    expect([0, 1, 2].map((n) => en.verdict.fewUsers(n, 10).because)).toEqual(['No users so far, 10 needed. The soak waits.', 'Only 1 user so far, 10 needed. The soak waits.', 'Only 2 users so far, 10 needed. The soak waits.']);
    expect([1, 620_000].map((n) => en.rollback.goingText(n, '1.41.0', 'Carts are wrong.'))).toEqual(['*1 user goes back to 1.41.0.* Carts are wrong.', '*620K users go back to 1.41.0.* Carts are wrong.']);
    expect([1, 2, 3].map((n) => en.summary.people(['Ana R.', 'Tom B.', 'Priya N.'].slice(0, n)))).toEqual(['Ana R.', 'Ana R. and Tom B.', 'Ana R., Tom B. and Priya N.']);
  });
});
