import * as fc from 'fast-check';
import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Key, messageKey, readKey, writeKey } from '../../../src/release/state/keys.ts';
import { pageAbout, pageKey } from '../../../src/release/state/page-key.ts';
import { readRef, writeRef } from '../../../src/release/state/release-ref.ts';
import { release } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { counterexample } from '../arbitrary.ts';

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}(@[a-z][a-z0-9-]{0,19})?$/);
const version = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,20}$/);
const id = fc.stringMatching(/^[A-Z][A-Z0-9]{1,10}$/);
const day = fc.constantFrom('2026-11-20', '2024-02-29');

/** One for every kind, so that a new one does not compile before it is written and read back. */
const keys: {
  readonly [Kind in Key['kind']]: fc.Arbitrary<Extract<Key, { readonly kind: Kind }>>;
} = {
  release: fc.record({ kind: fc.constant('release'), id: id.map((one) => `rel_${one}`) }),
  build: fc.record({ kind: fc.constant('build'), service: name, version }),
  line: fc.record({ kind: fc.constant('line'), service: name }),
  dm: fc.record({ kind: fc.constant('dm'), release: id.map((one) => `rel_${one}`) }),
  home: fc.record({ kind: fc.constant('home'), person: id }),
  homes: fc.record({ kind: fc.constant('homes') }),
  calendar: fc.record({
    kind: fc.constant('calendar'),
    issue: fc.constantFrom('daily', 'weekly', 'monthly'),
    day,
  }),
  summary: fc.record({
    kind: fc.constant('summary'),
    span: fc.constantFrom('today', 'week', 'month'),
    last: day,
    service: fc.option(name, { nil: null }),
    channel: id,
  }),
  changes: fc.record({
    kind: fc.constant('changes'),
    service: name,
    from: version,
    to: version,
    channel: id,
  }),
  status: fc.record({ kind: fc.constant('status'), service: name }),
  test: fc.record({
    kind: fc.constant('test'),
    service: name,
    person: id,
    id: fc.stringMatching(/^[a-z0-9]{1,5}(:[0-9.]{1,5})?$/),
  }),
  run: fc.record({ kind: fc.constant('run'), service: name, id: id.map((one) => `run_${one}`) }),
};

describe('the key of a piece of work', () => {
  it.each(Object.entries(keys))('%s is read as it was written', (_, arbitrary) => {
    expect(
      counterexample(
        fc.property<[Key]>(arbitrary, (key) => {
          expect(readKey(writeKey(key))).toEqual(key);
        }),
        300,
      ),
    ).toBeNull();
  });

  it.each<[string, Key]>([
    ['rel_7Q2F', { kind: 'release', id: 'rel_7Q2F' }],
    ['build:board@1.42.0', { kind: 'build', service: 'board', version: '1.42.0' }],
    ['build:board@sandbox@1.42.0', { kind: 'build', service: 'board@sandbox', version: '1.42.0' }],
    ['line:board@sandbox', { kind: 'line', service: 'board@sandbox' }],
    ['line:board', { kind: 'line', service: 'board' }],
    ['dm:rel_7Q2F', { kind: 'dm', release: 'rel_7Q2F' }],
    ['home:U0ANA', { kind: 'home', person: 'U0ANA' }],
    ['homes', { kind: 'homes' }],
    ['calendar:daily:2026-11-20', { kind: 'calendar', issue: 'daily', day: '2026-11-20' }],
    [
      'summary:week:2026-11-22:*:C0NEWS',
      { kind: 'summary', span: 'week', last: '2026-11-22', service: null, channel: 'C0NEWS' },
    ],
    [
      'changes:board:1.41.0:1.42.0:C0NEWS',
      { kind: 'changes', service: 'board', from: '1.41.0', to: '1.42.0', channel: 'C0NEWS' },
    ],
    ['test:board:U0ANA:abc', { kind: 'test', service: 'board', person: 'U0ANA', id: 'abc' }],
  ])('%s stays as rows and posted messages hold it', (written, key) => {
    expect(writeKey(key)).toBe(written);
    expect(readKey(written)).toEqual(key);
  });

  it.each([
    'calendar:hourly:2026-11-20',
    'calendar:daily',
    'summary:year:x:*:C',
    'build:board',
    'x:',
  ])('%s is nobody’s', (written) => {
    expect(readKey(written)).toBeNull();
  });
});

describe('the key of a message', () => {
  it('stays as posted messages hold it', () => {
    expect(messageKey({ subject: 'build:board@1.42.0', kind: 'card' })).toBe(
      'build:board@1.42.0:card',
    );
  });
});

describe('the key of a page', () => {
  const some = release({ kind: 'watching', since: noon, watchedMs: 0 }, { id: 'rel_7Q2F' });

  it.each([
    ['rollback', 'board:rel_7Q2F'],
    ['look', 'board:rel_7Q2F:look'],
    ['stuck', 'board:rel_7Q2F:stuck'],
  ] as const)('for a %s stays as the pager and stored calls hold it', (about, written) => {
    expect(pageKey(some, about)).toBe(written);
    expect(pageAbout(written)).toBe(about);
  });

  it('of nobody is no page', () => {
    for (const written of ['', 'board', 'board:rel_7Q2F:lunch', 'board:rel_7Q2F:look:look'])
      expect(pageAbout(written)).toBeNull();
  });
});

describe('a release on a button', () => {
  it('stays as the buttons of posted messages hold it', () => {
    expect(writeRef({ id: 'rel_7Q2F', rev: 3 })).toBe('rel_7Q2F.3');
    expect(readRef('rel_7Q2F.3')).toEqual({ id: 'rel_7Q2F', rev: 3 });
    expect(readRef('rel_7Q2F')).toEqual({ id: 'rel_7Q2F', rev: null });
    for (const word of [undefined, '', 'board', 'rel_', 'rel_7Q2F.x', 'rel_7Q2F.3.4'])
      expect(readRef(word)).toBeNull();
  });
});

describe('a key', () => {
  const files = globSync(['src/**/*.ts', 'commands/**/*.ts']).filter(
    (file) => !/release\/state\/(keys|page-key|release-ref)\.ts$/.test(file),
  );

  it('is made and read in one place', () => {
    const byHand = /['`^](build|line|dm|home|calendar):|'rel_'|\bclaim\.key\.[a-z]|\.rev\}`/;
    expect(files.length).toBeGreaterThan(300);
    expect(files.filter((file) => byHand.test(readFileSync(file, 'utf8')))).toEqual([]);
  });
});
