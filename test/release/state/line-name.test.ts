import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildKey, lineKey, messageKey, readKey } from '../../../src/release/state/keys.ts';
import {
  isProduct,
  linesReachedBy,
  productOf,
  readLineName,
  siblingsOf,
  writeLineName,
} from '../../../src/release/state/line-name.ts';
import { pageAbouts } from '../../../src/release/state/page-about.ts';
import { pageAbout, pageKey } from '../../../src/release/state/page-key.ts';
import { idsOf } from '../../../src/views/blocks/blocks.ts';
import { wordsOf } from '../../../src/command-kit/words.ts';
import { prerelease } from '../../support/a-release.ts';
import { counterexample } from '../arbitrary.ts';

const product = fc.stringMatching(/^[a-z][a-z0-9-]{0,39}$/);
const place = fc
  .stringMatching(/^[a-z][a-z0-9-]{0,19}$/)
  .filter((word) => !['here', 'channel', 'everyone', 'group'].includes(word));
const lineName = fc.record({ product, place: fc.option(place, { nil: null }) });
const version = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/);

describe('the name of a line', () => {
  it('is read as it was written, and names its product', () => {
    expect(
      counterexample(
        fc.property(lineName, (name) => {
          const written = writeLineName(name);
          expect(readLineName(written)).toEqual(name);
          expect(productOf(written)).toBe(name.product);
          expect(isProduct(written)).toBe(name.place === null);
        }),
        500,
      ),
    ).toBeNull();
  });

  it.each([
    '',
    '@',
    'board@',
    '@sandbox',
    'board@sandbox@eu',
    'Board',
    'board@Sandbox',
    'board sandbox',
    'board@sand box',
    'board@sand:box',
    'board@here',
    'board@channel',
    'board@everyone',
    'board@<!here>',
    `board@${'a'.repeat(21)}`,
    'a'.repeat(41),
  ])('"%s" is none', (said) => {
    expect(readLineName(said)).toBeNull();
  });

  it('reaches every line where a product is meant, and itself where a line is', () => {
    const all = ['board', 'board@sandbox', 'board@acme', 'web', 'boards'];
    expect(linesReachedBy('board', all)).toEqual(['board', 'board@sandbox', 'board@acme']);
    expect(linesReachedBy('board@acme', all)).toEqual(['board@acme']);
    expect(siblingsOf('board@acme', all)).toEqual(['board', 'board@sandbox']);
    expect(siblingsOf('web', all)).toEqual([]);
  });
});

describe('every key of a line', () => {
  it('comes back out of the words, the rows and the ids it stands in', () => {
    expect(
      counterexample(
        fc.property(lineName, version, (name, number) => {
          const service = writeLineName(name);
          const key = buildKey({ service, version: number });
          expect(readKey(key)).toEqual({ kind: 'build', service, version: number });
          expect(readKey(lineKey(service))).toEqual({ kind: 'line', service });
          for (const about of pageAbouts) {
            const asked = { ...prerelease({ kind: 'requested', since: 0 }), service, id: 'rel_7Q' };
            expect(pageAbout(pageKey(asked, about))).toBe(about);
          }
          // What a button carries is read as typed words are.
          expect(wordsOf(`${service} ${number}`)).toEqual([service, number]);
          expect(messageKey({ subject: key, kind: 'card' }).length).toBeLessThan(255);
        }),
        500,
      ),
    ).toBeNull();
  });

  it('is another one for each line and each build, also as the id of a block', () => {
    expect(
      counterexample(
        fc.property(lineName, version, lineName, version, (one, oneVersion, two, twoVersion) => {
          const [a, b] = [writeLineName(one), writeLineName(two)];
          const same = a === b && oneVersion === twoVersion;
          const keys = [
            buildKey({ service: a, version: oneVersion }),
            buildKey({ service: b, version: twoVersion }),
          ];
          expect(keys[0] === keys[1]).toBe(same);
          const ids = keys.map((key) => idsOf(key, 'card', 0)('act'));
          expect(ids[0] === ids[1]).toBe(same);
          for (const id of ids) expect(id.length).toBeLessThanOrEqual(255);
        }),
        300,
      ),
    ).toBeNull();
  });
});
