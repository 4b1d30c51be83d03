import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LineRow } from '../../src/adapters/postgres-ledger/rows/release.ts';
import { blocked } from '../support/a-release.ts';
import { moveOn, passed, start } from '../support/ledger-samples.ts';
import { ask, embeddedStore, type OpenedPostgres } from '../support/ledger-stores.ts';

let store: Awaited<ReturnType<typeof embeddedStore>>;
let opened: OpenedPostgres;
beforeAll(async () => {
  store = await embeddedStore();
});
afterAll(() => store.stop());
beforeEach(async () => {
  opened = await store.open();
  await start(opened.ledger, 'board', 'rel_1');
});
afterEach(() => opened.close());

const many = Array.from({ length: 5_000 }, (_, i) =>
  blocked({ version: `1.${i}.0`, image: `image-${i}` }),
);
const block = () => moveOn(opened.ledger, 'board', 'rel_1', { line: { blocked: many } });

describe('a line with 5,000 blocked builds', () => {
  it('is a small row, and so is what a delivery came to', async () => {
    await block();
    await opened.ledger.decide(
      { service: 'board', release: 'rel_1', event: passed, delivery: 'd1' },
      (line, release) => ({
        kind: 'moved',
        line: { ...line, seq: line.seq },
        release: release && { ...release, note: 'x' },
        born: null,
        effects: [],
        supersedes: false,
      }),
      () => [],
    );
    const [row] = await ask<{ line: number; outcome: number }>(
      opened.admin,
      `select (select length(state::text) from lines) as line,
         (select length(decision::text) from outcomes) as outcome`,
    );
    expect(row?.line).toBeLessThan(2_000);
    expect(row?.outcome).toBeLessThan(8_000);
    expect((await opened.second.line('board')).blocked).toEqual(many);
  });

  it('is no line where one of them is missing: that build would go out again', async () => {
    await block();
    await ask(opened.admin, 'delete from blocked_builds where place = 4711');
    await expect(opened.second.line('board')).rejects.toThrow('not those that its line names');
    await expect(
      moveOn(opened.second, 'board', 'rel_1', { change: { note: 'on' } }),
    ).rejects.toThrow('not those that its line names');
  });

  it('is nothing that a Davy of before takes for a line', async () => {
    await block();
    const [row] = await ask<{ state: unknown }>(opened.admin, 'select state from lines');
    const { error } = LineRow.safeParse(row?.state);
    expect(error?.issues.map(({ code }) => code)).toContain('unrecognized_keys');
  });
});

describe('a line that still holds its blocked builds itself', () => {
  it('is read, and put aside when it is written again', async () => {
    await block();
    await opened.ledger.close();
    // As every version before wrote it.
    await ask(
      opened.admin,
      `update lines set state = (state - 'blockedHead') || jsonb_build_object('blocked',
         (select jsonb_agg(blocked order by place) from blocked_builds));
       delete from blocked_builds`,
    );
    expect((await opened.second.line('board')).blocked).toEqual(many);
    await moveOn(opened.second, 'board', 'rel_1', { change: { note: 'on' } });
    const [row] = await ask<{ inside: boolean; beside: number }>(
      opened.admin,
      `select state ? 'blocked' as inside,
         (select count(*)::int from blocked_builds) as beside from lines`,
    );
    expect(row).toEqual({ inside: false, beside: many.length });
    expect((await opened.second.line('board')).blocked).toEqual(many);
  });
});
