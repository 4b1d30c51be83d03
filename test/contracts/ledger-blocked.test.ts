import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { BlockedBuild } from '../../src/release/state/line.ts';
import { blocked } from '../support/a-release.ts';
import { moveOn, passed, start } from '../support/ledger-samples.ts';
import { type Opened, type Store, stores } from '../support/ledger-stores.ts';

// Real servers start here, and a busy machine may take its time.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 120_000 });

const many: readonly BlockedBuild[] = Array.from({ length: 300 }, (_, i) =>
  blocked({ version: `1.${i}.0`, image: `image-${i}`, at: i + 0.5 }),
);

describe.each(stores())('blocked builds %s', (_name, make) => {
  let store: Store;
  let opened: Opened;
  beforeAll(async () => {
    store = await make();
  });
  afterAll(() => store.stop());
  beforeEach(async () => {
    opened = await store.open();
    await start(opened.ledger, 'board', 'rel_1');
  });
  afterEach(() => opened.close());

  const leave = (left: readonly BlockedBuild[], of: Opened['ledger'] = opened.ledger) =>
    moveOn(of, 'board', 'rel_1', { line: { blocked: left } });
  /** What every replica reads and every decision is made on. */
  async function seen(): Promise<readonly (readonly BlockedBuild[])[]> {
    const { ledger, second } = opened;
    const judged: (readonly BlockedBuild[])[] = [];
    for (const one of [ledger, second])
      await one.decide(
        { service: 'board', release: 'rel_1', event: passed },
        (line) => {
          judged.push(line.blocked);
          return { kind: 'refused', code: 'stale', because: { says: 'noRelease', values: [] } };
        },
        () => [],
      );
    return [(await ledger.line('board')).blocked, (await second.line('board')).blocked, ...judged];
  }

  it('stay in their order, whichever replica adds one', async () => {
    await leave(many);
    expect(await seen()).toEqual(Array.from({ length: 4 }, () => many));
    const more = blocked({ version: '2.0.0' });
    const { blocked: read } = await opened.second.line('board');
    await leave([...read, more], opened.second);
    expect(await seen()).toEqual(Array.from({ length: 4 }, () => [...many, more]));
    expect((await opened.ledger.line('web')).blocked).toEqual([]);
  });

  it('go one by one, and come again', async () => {
    await leave(many);
    const left = many.filter((_, i) => i !== 7);
    await leave(left, opened.second);
    expect(await seen()).toEqual(Array.from({ length: 4 }, () => left));
    await leave([]);
    expect(await seen()).toEqual(Array.from({ length: 4 }, () => []));
    await leave(many.slice(0, 2));
    expect(await seen()).toEqual(Array.from({ length: 4 }, () => many.slice(0, 2)));
  });

  it('are those of before where the decision came to nothing', async () => {
    await leave(many);
    await expect(
      opened.ledger.decide(
        { service: 'board', release: 'rel_1', event: passed },
        (line, release) => ({
          kind: 'moved',
          line: { ...line, blocked: [...line.blocked, blocked({ version: '9' })] },
          release,
          born: null,
          effects: [],
          supersedes: false,
        }),
        () => {
          throw new Error('power cut');
        },
      ),
    ).rejects.toThrow('power cut');
    expect(await seen()).toEqual(Array.from({ length: 4 }, () => many));
  });

  it('belong to what a delivery is answered the second time', async () => {
    await leave(many);
    const about = { service: 'board', release: 'rel_1', event: passed, delivery: 'd1' } as const;
    const judge: Parameters<Opened['ledger']['decide']>[1] = (line, release) => ({
      kind: 'moved',
      line: { ...line, recalled: [] },
      release: release && { ...release, note: 'again' },
      born: null,
      effects: [],
      supersedes: false,
    });
    const first = await opened.ledger.decide(about, judge, () => []);
    expect(first).toMatchObject({ kind: 'moved', line: { blocked: many } });
    expect(await opened.second.decide(about, judge, () => [])).toEqual(first);
  });
});
