import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { moveOn, start } from '../support/ledger-samples.ts';
import { ask, embeddedStore, type OpenedPostgres } from '../support/ledger-stores.ts';
import { soakOf } from '../support/soak-samples.ts';
import { worded } from '../../src/release/state/worded.ts';

let store: Awaited<ReturnType<typeof embeddedStore>>;
let opened: OpenedPostgres;
beforeAll(async () => {
  store = await embeddedStore();
});
afterAll(() => store.stop());
beforeEach(async () => {
  opened = await store.open();
  for (const service of ['board', 'accounts']) {
    await start(opened.ledger, service, `rel_${service}`);
    for (let number = 0; number < 4; number += 1)
      await moveOn(opened.ledger, service, `rel_${service}`, {
        event: { kind: 'gave-up', at: number, because: worded(`reason ${number}`) },
      });
  }
  await opened.ledger.checkpoint();
});
afterEach(() => opened.close());

/** What only the owner can do, and only after taking the guard off. */
async function asOwner(change: string): Promise<void> {
  await ask(
    opened.owner!,
    'alter table events disable trigger all; alter table checkpoints disable trigger all; ' +
      change,
  );
}

const streams = ['rel_board', 'rel_accounts'] as const;

const ways = ['edit', 'hash', 'drop', 'swap', 'cut', 'rewrite', 'borrow'] as const;

/** Every way to falsify one stream, at every place. */
const tamperings = streams.flatMap((stream) =>
  [1, 2, 3, 4].flatMap((seq) => ways.map((way) => ({ stream, seq, way }))),
);

function changeOf({ stream, seq, way }: { stream: string; seq: number; way: string }): string {
  const here = `stream = '${stream}' and seq = ${seq}`;
  const other = streams.find((one) => one !== stream);
  switch (way) {
    case 'edit':
      return `update events set body = replace(body, '"kind"', '"kinds"') where ${here}`;
    case 'hash':
      return `update events set hash = md5(hash) where ${here}`;
    case 'drop':
      return `delete from events where ${here}`;
    case 'swap':
      return (
        `update events set seq = -1 where ${here}; ` +
        `update events set seq = ${seq} where stream = '${stream}' and seq = ${seq + 1}; ` +
        `update events set seq = ${seq + 1} where stream = '${stream}' and seq = -1`
      );
    case 'cut':
      return `delete from events where stream = '${stream}' and seq > ${seq}`;
    case 'borrow':
      return (
        `delete from events where ${here}; insert into events (stream, seq, body, hash) ` +
        `select '${stream}', seq, body, hash from events ` +
        `where stream = '${other}' and seq = ${seq}`
      );
    // The careful forger: everything after the change is hashed anew, and the row's head too.
    default:
      return `do $$ declare e record; h text := ''; b text; begin
      for e in select * from events where stream = '${stream}' order by seq loop
        b := case when e.seq = ${seq} then replace(e.body, '"at":', '"at":1') else e.body end;
        h := encode(sha256(convert_to(h || chr(10) || b, 'UTF8')), 'hex');
        update events set body = b, hash = h where id = e.id;
      end loop; update releases set head = h where id = '${stream}'; end $$`;
  }
}

/** Where the first trace must be: at the change, behind the gap, or at the seal. */
function placeOf({ stream, seq, way }: { stream: string; seq: number; way: string }): object {
  switch (way) {
    case 'drop':
      return { stream, seq: seq + 1, what: 'an event before this one is missing' };
    case 'cut':
      return { stream, seq: 5, what: 'the newest event is not the one its row names' };
    case 'rewrite':
      return { stream, seq: 5, what: 'the event is not the one checkpoint 1 sealed' };
    // The first event of another stream hangs on nothing, as it must: only its own words give it
    // away.
    case 'borrow':
      return {
        stream,
        seq,
        what: seq === 1 ? 'the event belongs elsewhere' : 'the event is not what was recorded',
      };
    default:
      return { stream, seq, what: 'the event is not what was recorded' };
  }
}

describe('the record', () => {
  it('is whole when nobody touched it', async () => {
    expect(await opened.ledger.verify()).toEqual([]);
    expect(await opened.ledger.checkpoint()).toBeNull();
    await moveOn(opened.ledger, 'board', 'rel_board');
    expect(await opened.ledger.checkpoint()).toMatchObject({
      id: 2,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(await opened.ledger.verify()).toEqual([]);
  });

  it('is whole and read where an event holds a sentence of before', async () => {
    const [last] = (await opened.ledger.events('rel_board')).slice(-1);
    const seq = (last?.seq ?? 0) + 1;
    const body =
      '{"event":{"at":9,"because":"no host answers","kind":"gave-up"},' +
      `"seq":${seq},"stream":"rel_board"}`;
    const hash = createHash('sha256').update(`${last?.hash}\n${body}`).digest('hex');
    await asOwner(
      'insert into events (stream, seq, body, hash) ' +
        `values ('rel_board', ${seq}, '${body}', '${hash}'); ` +
        `update releases set seq = ${seq}, head = '${hash}' where id = 'rel_board'`,
    );
    expect((await opened.ledger.events('rel_board')).at(-1)).toMatchObject({
      event: { kind: 'gave-up', because: worded('no host answers') },
      hash,
    });
    expect(await opened.ledger.verify()).toEqual([]);
    expect(await opened.ledger.checkpoint()).toMatchObject({ id: 2 });
  });

  it('tells where it was edited, dropped, swapped, cut or written anew', async () => {
    await ask(
      opened.owner!,
      'create table kept as select * from events; ' +
        'create table kept_heads as select id, head from releases',
    );
    for (const done of tamperings) {
      await asOwner(changeOf(done));
      const [first] = (await opened.ledger.verify()).filter(({ stream }) => stream === done.stream);
      await asOwner(
        'delete from events; ' +
          'insert into events (stream, seq, body, hash) ' +
          'select stream, seq, body, hash from kept; ' +
          'update releases set head = kept_heads.head from kept_heads ' +
          'where kept_heads.id = releases.id',
      );
      expect({ done, first }).toMatchObject({ first: placeOf(done) });
    }
    expect(await opened.ledger.verify()).toEqual([]);
  });

  it('tells when a release and its whole story were removed', async () => {
    await asOwner(
      `delete from events where stream = 'rel_board'; delete from releases where id = 'rel_board'`,
    );
    expect((await opened.ledger.verify()).map(({ stream }) => stream)).toContain('rel_board');
  });

  it('tells when a checkpoint was changed to fit', async () => {
    await asOwner(`update checkpoints set body = '{}'`);
    expect(await opened.ledger.verify()).toEqual([
      { stream: 'checkpoints', seq: 1, what: 'the checkpoint is not what was sealed' },
    ]);
  });

  it('is read part by part, and a change is found wherever the parts meet', async () => {
    // A chain of 4,500 events and 2,500 streams of one event each.
    await ask(
      opened.owner!,
      `do $$ declare h text := ''; b text; begin
        for n in 1..4500 loop
          b := '{"event":0,"seq":' || n || ',"stream":"long"}';
          h := encode(sha256(convert_to(h || chr(10) || b, 'UTF8')), 'hex');
          insert into events (stream, seq, body, hash) values ('long', n, b, h);
        end loop; end $$;
      insert into events (stream, seq, body, hash)
        select 'short' || n, 1, b, encode(sha256(convert_to(chr(10) || b, 'UTF8')), 'hex')
        from generate_series(1, 2500) as n,
          lateral (select '{"event":0,"seq":1,"stream":"short' || n || '"}' as b) as made`,
    );
    await opened.ledger.checkpoint();
    expect(await opened.ledger.verify()).toEqual([]);
    for (const seq of [1, 1_999, 2_000, 2_001, 4_000, 4_500]) {
      const here = `where stream = 'long' and seq = ${seq}`;
      await asOwner(`update events set body = body || ' ' ${here}`);
      expect(await opened.ledger.verify()).toEqual([
        { stream: 'long', seq, what: 'the event is not what was recorded' },
      ]);
      await asOwner(`update events set body = rtrim(body) ${here}`);
    }
    await asOwner(`delete from events where stream = 'short2000'`);
    expect(await opened.ledger.verify()).toEqual([
      { stream: 'short2000', seq: 1, what: 'the event is not the one checkpoint 2 sealed' },
    ]);
  });

  it('is sealed in pieces where nobody sealed it for long, and wholly', async () => {
    await ask(
      opened.owner!,
      `insert into events (stream, seq, body, hash)
        select 'old' || n, 1, b, encode(sha256(convert_to(chr(10) || b, 'UTF8')), 'hex')
        from generate_series(1, 45000) as n,
          lateral (select '{"event":0,"seq":1,"stream":"old' || n || '"}' as b) as made`,
    );
    await opened.ledger.checkpoint();
    const sealed = await ask<{ heads: number }>(
      opened.admin,
      `select (select count(*)::int from jsonb_object_keys(body::jsonb)) as heads
       from checkpoints order by id`,
    );
    expect(Math.max(...sealed.map(({ heads }) => heads))).toBeLessThanOrEqual(20_000);
    expect(await opened.ledger.verify()).toEqual([]);
    await asOwner(`delete from events where stream in ('old1', 'old30000', 'old45000')`);
    expect((await opened.ledger.verify()).map(({ stream }) => stream).toSorted()).toEqual([
      'old1',
      'old30000',
      'old45000',
    ]);
  });

  it('keeps looks of what is open as they are, and forgets others once they are old', async () => {
    const { ledger } = opened;
    for (const release of streams) {
      await ledger.wake([{ key: release, lane: 'watch', dueAt: 0 }]);
      const claim = await ledger.claim(['watch'], 1);
      for (const soaked of soakOf(2).taken) await ledger.saveSoak(claim!, release, soaked);
    }
    await expect(ask(opened.config, `update looks set look = '{}'`)).rejects.toThrow('denied');
    await asOwner("update releases set open = false where id = 'rel_board'");
    const kept = async () => {
      await ledger.checkpoint();
      const looks = streams.map((release) => ledger.looks(release, { after: 0, most: 9 }));
      const soaks = streams.map(async (release) => ((await ledger.soak(release)) ? 1 : 0));
      return [(await Promise.all(looks)).map((all) => all.length), await Promise.all(soaks)];
    };
    expect(await kept()).toEqual([
      [2, 2],
      [1, 1],
    ]);
    await asOwner(
      "update looks set taken_at = now() - interval '31 days'; " +
        "update soaks set written_at = now() - interval '31 days'",
    );
    expect(await kept()).toEqual([
      [0, 2],
      [0, 1],
    ]);
  });

  it('is whole while Davy writes on', async () => {
    const enough = new AbortController();
    const writing = (async () => {
      while (!enough.signal.aborted) await moveOn(opened.ledger, 'board', 'rel_board');
    })();
    const found = [];
    for (let times = 0; times < 30; times += 1) found.push(...(await opened.second.verify()));
    enough.abort();
    await writing;
    expect(found).toEqual([]);
  });
});
