import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { placesOf } from './planted.ts';
import { plants } from './plants/all.ts';

describe('the place of a planted bug', () => {
  it.each(plants.flatMap(({ name, cuts }) => cuts.map((cut) => ({ name, ...cut }))))(
    'is in $file, once: $name',
    ({ file, find }) => {
      expect(placesOf(readFileSync(`src/${file}`, 'utf8'), find)).toHaveLength(1);
    },
  );

  it('is found however the code is laid out, and only there', () => {
    const find = "if (old(x, y)) return f({ kind: 'a b' });";
    expect(
      [
        "if (old(x, y)) return f({ kind: 'a b' });",
        "if (\n  old(\n    x,\n    y,\n  )\n)\n  return f({\n    kind: 'a b',\n  });",
        "if (old(x, z)) return f({ kind: 'a b' });",
        "if (old(x, y)) return f({ kind: 'a  b' });",
      ].map((text) => placesOf(text, find).length),
    ).toEqual([1, 1, 0, 0]);
  });
});
