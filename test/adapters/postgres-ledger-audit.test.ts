import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { moveOn, start } from '../support/ledger-samples.ts';
import { ask, embeddedStore, type OpenedPostgres } from '../support/ledger-stores.ts';

let store: Awaited<ReturnType<typeof embeddedStore>>;
let opened: OpenedPostgres;
beforeAll(async () => { store = await embeddedStore(); });
afterAll(() => store.stop());
beforeEach(async () => {
  opened = await store.open();
  for (const service of ['board', 'accounts']) {
    await start(opened.ledger, service, `rel_${service}`);
    for (let number = 0; number < 4; number += 1) await moveOn(opened.ledger, service, `rel_${service}`, { event: { kind: 'gave-up', at: number, because: `reason ${number}` } });
  }
  await opened.ledger.checkpoint();
});
afterEach(() => opened.close());

/** What only the owner can do, and only after taking the guard off. */
async function asOwner(change: string): Promise<void> {
  await ask(opened.owner!, `alter table events disable trigger all; alter table checkpoints disable trigger all; ${change}`);
}

const streams = ['rel_board', 'rel_accounts'] as const;

/** Every way to falsify one stream, with the place where it must be found. */
const tampering = fc.record({ stream: fc.constantFrom(...streams), seq: fc.integer({ min: 1, max: 4 }), way: fc.constantFrom('edit', 'hash', 'drop', 'swap', 'cut', 'rewrite', 'borrow') });

function changeOf({ stream, seq, way }: { stream: string; seq: number; way: string }): string {
  const here = `stream = '${stream}' and seq = ${seq}`;
  const other = streams.find((one) => one !== stream);
  switch (way) {
    case 'edit': return `update events set body = replace(body, '"kind"', '"kinds"') where ${here}`;
    case 'hash': return `update events set hash = md5(hash) where ${here}`;
    case 'drop': return `delete from events where ${here}`;
    case 'swap': return `update events set seq = -1 where ${here}; update events set seq = ${seq} where stream = '${stream}' and seq = ${seq + 1}; update events set seq = ${seq + 1} where stream = '${stream}' and seq = -1`;
    case 'cut': return `delete from events where stream = '${stream}' and seq > ${seq}`;
    case 'borrow': return `delete from events where ${here}; insert into events (stream, seq, body, hash) select '${stream}', seq, body, hash from events where stream = '${other}' and seq = ${seq}`;
    // The careful forger: everything after the change is hashed anew, and the row's head too.
    default: return `do $$ declare e record; h text := ''; b text; begin
      for e in select * from events where stream = '${stream}' order by seq loop
        b := case when e.seq = ${seq} then replace(e.body, '"at":', '"at":1') else e.body end;
        h := encode(sha256(convert_to(h || chr(10) || b, 'UTF8')), 'hex');
        update events set body = b, hash = h where id = e.id;
      end loop; update releases set head = h where id = '${stream}'; end $$`;
  }
}

describe('the record', () => {
  it('is whole when nobody touched it', async () => {
    expect(await opened.ledger.verify()).toEqual([]);
    expect(await opened.ledger.checkpoint()).toBeNull();
    await moveOn(opened.ledger, 'board', 'rel_board');
    expect(await opened.ledger.checkpoint()).toMatchObject({ id: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await opened.ledger.verify()).toEqual([]);
  });

  it('tells where it was edited, dropped, swapped, cut or written anew', async () => {
    await fc.assert(fc.asyncProperty(tampering, async (done) => {
      await ask(opened.owner!, 'create table if not exists kept as select * from events; create table if not exists kept_heads as select id, head from releases');
      await asOwner(changeOf(done));
      const found = (await opened.ledger.verify()).filter(({ stream }) => stream === done.stream);
      await asOwner('delete from events; insert into events (stream, seq, body, hash) select stream, seq, body, hash from kept; update releases set head = kept_heads.head from kept_heads where kept_heads.id = releases.id');
      expect(found, JSON.stringify(done)).not.toEqual([]);
      if (done.way === 'edit') expect(found[0]).toMatchObject({ seq: done.seq, what: 'the event is not what was recorded' });
      if (done.way === 'drop') expect(found[0]).toMatchObject({ seq: done.seq + 1, what: 'an event before this one is missing' });
    }), { numRuns: 60 });
    expect(await opened.ledger.verify()).toEqual([]);
  }, 60_000);

  it('tells when a release and its whole story were removed', async () => {
    await asOwner(`delete from events where stream = 'rel_board'; delete from releases where id = 'rel_board'`);
    expect((await opened.ledger.verify()).map(({ stream }) => stream)).toContain('rel_board');
  });

  it('tells when a checkpoint was changed to fit', async () => {
    await asOwner(`update checkpoints set body = '{}'`);
    expect(await opened.ledger.verify()).toEqual([{ stream: 'checkpoints', seq: 1, what: 'the checkpoint is not what was sealed' }]);
  });
});
