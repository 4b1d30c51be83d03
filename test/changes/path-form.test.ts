import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pathForm } from '../../src/changes/path-form.ts';

/** What the same form is as a regular expression: right, and slow where somebody wants it to be. */
function asExpression(glob: string): RegExp {
  const wild: Readonly<Record<string, string>> = {
    '**/': '(?:.*/)?',
    '**': '.*',
    '*': '[^/]*',
    '?': '[^/]',
  };
  const parts = (glob.endsWith('/') ? `${glob}**` : glob)
    .split(/(\*\*\/|\*\*|\*|\?)/)
    .map((part) => wild[part] ?? RegExp.escape(part));
  return new RegExp(`^${parts.join('')}$`, 'su');
}

const pieces = fc.array(fc.constantFrom('*', '**', '**/', '?', '/', 'a', 'b', 'é', '💥', '.'), {
  maxLength: 9,
});
const names = fc.array(fc.constantFrom('/', 'a', 'b', 'é', '💥', '.'), { maxLength: 9 });

describe('the form of paths', () => {
  it('is what the same regular expression would say', () => {
    fc.assert(
      fc.property(pieces, names, (glob, path) => {
        expect(pathForm(glob.join(''))(path.join(''))).toBe(
          asExpression(glob.join('')).test(path.join('')),
        );
      }),
      { numRuns: 5_000 },
    );
  });

  // A regular expression is still at it when the day is over.
  it.each(['*a*a*a*a*a*a*a*b', '**/a**/a**/a**/a**/a**/b', '**a**a**a**a**a**b', '?*?*?*?*?*?*b'])(
    '%s ends on a path that nearly fits',
    (glob) => {
      expect(pathForm(glob)(`${'a'.repeat(4_000)}bc/b/`)).toBe(false);
      expect(pathForm(glob)(`${'a/'.repeat(2_000)}b/c/cb`)).toBe(glob === '**a**a**a**a**a**b');
    },
  );

  it('belongs to nobody where it is longer than any path', () => {
    expect(pathForm('**')('a'.repeat(4_096))).toBe(true);
    expect(pathForm('**')('a'.repeat(4_097))).toBe(false);
  });
});
