import { describe, expect, it } from 'vitest';
import { lookedAt, roundFrom } from './support/imports.ts';

describe('what looks for holes in the walls', () => {
  it('finds a circle', () => {
    const leads = new Map([
      ['a', ['b']],
      ['b', ['c']],
      ['c', ['b']],
      ['d', ['a']],
    ]);
    expect(['a', 'b', 'c', 'd'].map((file) => roundFrom(file, leads)?.join(' '))).toEqual([
      undefined,
      'b c',
      'c b',
      undefined,
    ]);
  });

  it('sees an import and a claim, however they are laid out', () => {
    const code = [
      "import {\n  a,\n} from '../a.ts';",
      "import type { B } from 'b';",
      "import 'c';",
      "export {\n  d,\n} from 'd';",
      "export * from 'e';",
      "const f = await import(\n  'f'\n);",
      "type G = import('g').G;",
      'const said = "import x from \'nowhere\' as Any"; // as Any',
    ].join('\n');
    expect(lookedAt(code, 'ts').imports).toEqual(
      ['../a.ts', 'b', 'c', 'd', 'e', 'f', 'g'].map((path) => ({ path, typeOnly: path === 'b' })),
    );
    const claims = 'f(x as\n  Any, y as const, `${z as Any}`, <Any>v); import { a as b } from "a";';
    expect(lookedAt(claims, 'ts').casts).toHaveLength(3);
    expect(lookedAt(code, 'ts').casts).toEqual([]);
  });
});
