import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { KnownIssue } from '../../src/release/state/known-issue.ts';
import type { SeenError } from '../../src/release/state/seen-error.ts';
import { spoilable, start } from '../support/ledger-samples.ts';
import { ana } from '../support/people.ts';
import { type Opened, type Store, stores } from '../support/ledger-stores.ts';

// Real servers start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const known: KnownIssue = {
  service: 'board',
  fingerprint: '7',
  title: 'Boom “x” 🔥',
  word: 'known',
  until: 9_000.5,
  version: '1',
  by: ana,
  at: 1_000,
  reason: 'BRD-12',
  undone: null,
};
const seen: SeenError = {
  service: 'board',
  version: '1',
  issue: spoilable.issues[0]!,
  foundAt: 1_000.5,
  place: 1,
  ownCard: true,
  trace: null,
  author: null,
};
const other = (id: string, place: number): SeenError => ({
  ...seen,
  place,
  issue: { ...seen.issue, id },
});

describe.each(stores())('the ledger %s', (_name, make) => {
  let store: Store;
  let opened: Opened;
  beforeAll(async () => {
    store = await make();
  });
  afterAll(() => store.stop());
  beforeEach(async () => {
    opened = await store.open();
  });
  afterEach(() => opened.close());

  const say = (...words: readonly KnownIssue[]) =>
    opened.ledger.decide(
      {
        service: words[0]?.service ?? 'board',
        release: null,
        event: { kind: 'time-passed', at: 1 },
      },
      (line) => ({
        kind: 'moved',
        line,
        release: null,
        born: null,
        effects: [],
        supersedes: false,
        known: words,
      }),
      () => [],
    );

  it('keeps the newest word on each error of a service, newest first', async () => {
    const { ledger, second } = opened;
    expect(await ledger.knownIssues('board')).toEqual([]);
    await say(known, {
      ...known,
      fingerprint: '8',
      at: 2_000,
      word: 'not-this-release',
      until: null,
    });
    await say({ ...known, service: 'accounts' });
    expect((await second.knownIssues('board')).map(({ fingerprint }) => fingerprint)).toEqual([
      '8',
      '7',
    ]);
    await say({ ...known, at: 3_000, undone: { by: ana, at: 3_000 } });
    expect(await ledger.knownIssues('board')).toMatchObject([
      { fingerprint: '7', undone: { at: 3_000 } },
      { fingerprint: '8' },
    ]);
    expect(await ledger.knownIssues('accounts')).toEqual([{ ...known, service: 'accounts' }]);
  });

  it('keeps no word of a decision that did not happen', async () => {
    const { ledger } = opened;
    await start(ledger, 'board', 'rel_1');
    await expect(
      ledger.decide(
        { service: 'board', release: null, event: { kind: 'time-passed', at: 1 } },
        (line) => ({
          kind: 'moved',
          line,
          release: null,
          born: null,
          effects: [],
          supersedes: false,
          known: [known],
        }),
        () => {
          throw new Error('no');
        },
      ),
    ).rejects.toThrow('no');
    expect(await ledger.knownIssues('board')).toEqual([]);
  });

  it('answers a repeated delivery with the words it took', async () => {
    const { ledger } = opened;
    const again = () =>
      ledger.decide(
        { service: 'board', release: null, delivery: 'd1', event: { kind: 'time-passed', at: 1 } },
        (line) => ({
          kind: 'moved',
          line,
          release: null,
          born: null,
          effects: [],
          supersedes: false,
          known: [known],
        }),
        () => [],
      );
    expect(await again()).toEqual(await again());
  });

  it('keeps each error of a build once, with its newest numbers, in the order found', async () => {
    const { ledger, second } = opened;
    await ledger.saveErrors([]);
    await ledger.saveErrors([other('b', 1), other('a', 2)]);
    await second.saveErrors([
      {
        ...other('b', 1),
        author: ana,
        trace: { kind: 'traced', frames: [{ path: 'a.ts', function: '', line: null }] },
        issue: { ...seen.issue, id: 'b', count: 99, known: true },
      },
      other('c', 3),
    ]);
    await ledger.saveErrors([{ ...seen, version: '2' }]);
    const errors = await ledger.errors('board', '1');
    expect(errors.map(({ issue }) => [issue.id, issue.count])).toEqual([
      ['b', 99],
      ['a', 3],
      ['c', 3],
    ]);
    expect(errors[0]).toMatchObject({
      author: ana,
      trace: { kind: 'traced' },
      issue: { known: true },
    });
    expect(await ledger.errors('board', '2')).toEqual([{ ...seen, version: '2' }]);
    expect(await ledger.errors('accounts', '1')).toEqual([]);
  });
});
