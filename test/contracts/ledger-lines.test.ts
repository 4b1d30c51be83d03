import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Changelog } from '../../src/changes/changelog.ts';
import { Superseded } from '../../src/ports/errors.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { Event } from '../../src/release/state/event.ts';
import { transition } from '../../src/release/transition.ts';
import { build } from '../support/a-release.ts';
import { moveOn, start } from '../support/ledger-samples.ts';
import { type Opened, type Store, stores } from '../support/ledger-stores.ts';

// Real servers start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const sandbox = 'board@sandbox';
const bare = { ...build('1'), image: null };
const awaited = { kind: 'image-awaited', at: 1, version: '1', commit: 'c', until: 9 } as const;
const found = (image: string): Event => ({
  kind: 'image-found',
  at: 2,
  version: '1',
  image,
  among: 2,
});
const tell = (ledger: Ledger, service: string, event: Event) =>
  ledger.decide(
    { service, release: null, event },
    (line, release, others) => transition(line, release, others, event),
    () => [],
  );
/** What each line has of it. */
const imagesOf = async (ledger: Ledger) => [
  (await ledger.build('board', '1'))?.image,
  (await ledger.builds(sandbox, 5)).at(-1)?.image,
];

describe.each(stores())('two lines of one product %s', (_name, make) => {
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

  it('find the same builds, each under its own name', async () => {
    const { ledger, second } = opened;
    expect(await ledger.addBuild(build('1'))).toBe('added');
    expect(await second.addBuild(build('1', { service: sandbox }))).toBe('known');
    expect(await ledger.addBuild(build('1', { service: sandbox, image: 'other' }))).toBe(
      'conflict',
    );
    await ledger.addBuild(build('2'));
    expect(await ledger.build('board', '1')).toEqual(build('1'));
    expect(await ledger.build(sandbox, '1')).toEqual(build('1', { service: sandbox }));
    expect(await ledger.builds(sandbox, 5)).toEqual(
      ['2', '1'].map((version) => build(version, { service: sandbox })),
    );
    expect(await ledger.builds('boards', 5)).toEqual([]);
  });

  it('find the same comparison, each under its own name', async () => {
    const { ledger } = opened;
    const log: Changelog = {
      service: sandbox,
      from: { version: '1', commit: 'a' },
      to: { version: '2', commit: 'b' },
      url: null,
      changes: [],
      removed: [],
    };
    await ledger.saveChangelog(log);
    expect(await ledger.changelog('board', '1', '2')).toEqual({ ...log, service: 'board' });
    expect(await ledger.changelog(sandbox, '1', '2')).toEqual(log);
    expect(await ledger.changelog('web', '1', '2')).toBeNull();
  });

  it('have everything else for themselves', async () => {
    const { ledger } = opened;
    expect(await start(ledger, 'board', 'rel_1')).toMatchObject({ kind: 'moved' });
    expect(await ledger.line(sandbox)).toMatchObject({ service: sandbox, moving: null, seq: 0 });
    expect(await start(ledger, sandbox, 'rel_2')).toMatchObject({ kind: 'moved' });
    expect(await start(ledger, sandbox, 'rel_3')).toMatchObject({ kind: 'refused' });
    const untouched = await ledger.line('board');
    await moveOn(ledger, sandbox, 'rel_2', {
      line: { lastGood: [build('1', { service: sandbox })] },
    });
    expect(await ledger.line('board')).toEqual(untouched);
    expect(await ledger.line(sandbox)).toMatchObject({ lastGood: [{ service: sandbox }] });
    expect((await ledger.open('board')).map(({ id }) => id)).toEqual(['rel_1']);
    expect((await ledger.open(sandbox)).map(({ id }) => id)).toEqual(['rel_2']);
    expect((await ledger.history(sandbox, 9)).map(({ id }) => id)).toEqual(['rel_2']);
    expect(await ledger.events('line:board')).toHaveLength(1);
    expect(await ledger.events(`line:${sandbox}`)).toHaveLength(2);
  });

  it('have images of their own for a build that was told without, and keep them', async () => {
    const { ledger, second } = opened;
    expect(await ledger.addBuild(bare)).toBe('added');
    expect(await second.build('board', '1')).toEqual(bare);
    expect(await second.addBuild(bare)).toBe('known');
    expect(await second.addBuild({ ...bare, commit: 'other' })).toBe('conflict');
    await tell(ledger, 'board', awaited);
    expect((await second.line('board')).awaited).toEqual([
      { version: '1', commit: 'c', since: 1, until: 9 },
    ]);
    await tell(second, 'board', found('ami-1'));
    expect((await ledger.line('board')).awaited).toEqual([]);
    expect((await ledger.events('line:board')).map(({ event }) => event)).toEqual([
      awaited,
      found('ami-1'),
    ]);
    await tell(ledger, sandbox, awaited);
    await tell(ledger, sandbox, found('ami-2'));
    expect(await imagesOf(second)).toEqual(['ami-1', 'ami-2']);
    // Nothing that is told or found later replaces them.
    expect(await ledger.addBuild(build('1', { image: 'ami-1' }))).toBe('conflict');
    await ledger.addBuild({ ...build('2'), image: null });
    expect(await second.addBuild(build('2'))).toBe('completed');
    expect(await tell(ledger, 'board', found('ami-3'))).toMatchObject({ kind: 'refused' });
    expect(await imagesOf(ledger)).toEqual(['ami-1', 'ami-2']);
  });

  it('share an image that CI tells while they look, and keep nothing else they find', async () => {
    const { ledger, second } = opened;
    await ledger.addBuild(bare);
    await tell(ledger, 'board', awaited);
    const told = build('1', { image: 'ami-7', checks: { passed: 4, failed: 1 } });
    expect(await second.addBuild(told)).toBe('rechecked');
    expect(await second.addBuild(told)).toBe('known');
    await expect(tell(ledger, 'board', found('ami-8'))).rejects.toThrow(Superseded);
    expect((await ledger.line('board')).awaited).toHaveLength(1);
    expect(await tell(ledger, 'board', found('ami-7'))).toMatchObject({ kind: 'moved' });
    expect(await ledger.build(sandbox, '1')).toEqual({ ...told, service: sandbox });
    expect(await ledger.addBuild(bare)).toBe('rechecked');
    expect(await imagesOf(second)).toEqual(['ami-7', 'ami-7']);
  });
});
