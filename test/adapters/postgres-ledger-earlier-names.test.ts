import { readFile } from 'node:fs/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DecisionRow } from '../../src/adapters/postgres-ledger/rows/decision.ts';
import { LineRow, ReleaseRow } from '../../src/adapters/postgres-ledger/rows/release.ts';
import { TurnRow } from '../../src/adapters/postgres-ledger/rows/turn.ts';
import { moveOn, releaseOf, start } from '../support/ledger-samples.ts';
import { ask, embeddedStore, type OpenedPostgres } from '../support/ledger-stores.ts';
import { worded } from '../../src/release/state/worded.ts';

const ana = { id: 'U0ANA', name: 'Ana' };
const plainWays = { prepares: false, empties: 'destroy', atOnce: 100, closedMs: null, singles: [] };

/** Stored by the version before the names changed, letter by letter. */
const release = `{
  "id": "rel_1", "kind": "release", "service": "board",
  "build": {
    "service": "board", "version": "1.42.0", "commit": "c0ffee", "image": "ami-1.42.0",
    "checks": { "passed": 12, "failed": 0 }, "registeredAt": 1
  },
  "target": null, "by": { "id": "U0ANA", "name": "Ana" }, "at": 1000, "note": "carts",
  "plan": {
    "hash": "p1", "servers": 1, "soakMs": 1, "usersMin": 1,
    "signOff": [{ "team": "whiteboard", "approvals": 1 }], "approvalTtlMs": 1, "batches": [0.1, 1],
    "betweenBatchesMs": 1, "reconnectsMax": null, "watchMs": 1, "retireGraceMs": 1,
    "judge": null, "countdownMs": 1, "postponeMs": 1, "postponesMax": 2, "answerWithinMs": 300000,
    "lookEveryMs": 1, "launchTimeoutMs": 1, "automatic": false
  },
  "carries": ["rel_0"], "fast": false, "tried": true, "capacity": 2,
  "phase": { "kind": "watching", "since": 2000, "watchedMs": 5 },
  "approvals": [],
  "watch": {
    "measuredAt": null, "creditedMs": 0, "badInARow": 0, "goodInARow": 0, "goodSince": null,
    "undecidedSince": null, "undecidedTold": false, "verdict": null, "readings": [], "baselines": []
  },
  "seen": {
    "at": 2000,
    "mine": { "servers": 2, "ready": 2, "users": 90 },
    "old": { "servers": 3, "ready": 1, "users": 10 },
    "home": 1, "image": { "at": 1500, "found": true }
  },
  "exposure": [
    { "since": 1, "until": 2, "mine": 3.5, "old": 4 },
    { "since": 2, "until": 3, "mine": 5, "old": 6 }
  ],
  "countdown": null, "countdowns": 1,
  "call": {
    "number": 1, "since": 1500,
    "page": { "key": "rel_1:look", "summary": "Errors", "severity": "error" },
    "againAt": null,
    "ended": { "kind": "answered", "at": 1600, "by": { "id": "U0ANA", "name": "Ana" } }
  },
  "hold": null, "holds": 0, "owners": [], "asks": [],
  "nudges": [
    { "thing": "nobody", "since": 1500, "rung": "on-call", "at": 1700, "to": null, "about": null }
  ],
  "move": null, "contains": ["1.41.2"], "rev": 3, "seq": 7
}`;
const line = `{
  "service": "board", "live": null, "lastGood": [], "lock": null, "freeze": null,
  "thaw": {
    "since": 1, "until": 9, "reason": "sale", "by": { "id": "U0ANA", "name": "Ana" }, "asks": [],
    "endedAt": 5, "endedBy": null
  },
  "moving": { "release": "rel_1", "carries": ["rel_0"], "migrating": true },
  "barred": [{
    "version": "1.41.2", "image": "ami-1.41.2", "because": "errors", "commit": "c0de",
    "teams": ["whiteboard"], "at": 3
  }],
  "carried": [], "recalled": [], "found": null,
  "nudges": [{
    "thing": "frozen", "since": 1, "rung": "owner", "at": 4,
    "to": { "id": "U0ANA", "name": "Ana" }, "about": null
  }], "seq": 7
}`;
const turn = `{
  "release": "rel_1", "seq": 7, "at": 2000, "event": "observed", "phase": "watching", "held": false,
  "countdown": null, "badSince": null, "usersBackAt": null, "mine": 90, "old": 10
}`;
const back = { cameBack: [], cameBackGone: null };
const sinceThen = { turn: 0, orders: [], known: [], singles: [], guarded: [], ...back };
const askedSince = { awaited: [], strays: [], unproven: null, saidLive: null };
const lineSinceThen = { runs: [], split: [], leftBehind: [], endedLock: null, ...askedSince };
const frozen = { since: 1, until: 9, reason: 'sale', by: ana, asks: [] };
const read = {
  release: {
    kind: 'release',
    startAttempted: true,
    plan: {
      ...JSON.parse(release).plan,
      ways: { moves: 'users', least: 0, ...plainWays },
      share: null,
    },
    ...sinceThen,
    seen: {
      at: 2000,
      newServers: { servers: 2, ready: 2, users: 90 },
      oldServers: { servers: 3, ready: 1, users: 10 },
      home: 1,
      image: { at: 1500, found: true },
    },
    exposure: [
      { since: 1, until: 2, newServers: 3.5, oldServers: 4 },
      { since: 2, until: 3, newServers: 5, oldServers: 6 },
    ],
    escalation: {
      number: 1,
      since: 1500,
      page: { key: 'rel_1:look', summary: worded('Errors'), severity: 'error' },
      againAt: null,
      ended: { kind: 'answered', at: 1600, by: ana },
    },
    reminders: [{ thing: 'nobody', since: 1500, rung: 'on-call', at: 1700, to: null, about: null }],
    // Written since: a row of before is read as if it had none.
    incidents: [],
    watch: { ...JSON.parse(release).watch, badAt: null, badSince: null },
  },
  line: {
    ...lineSinceThen,
    endedFreeze: { ...frozen, endedAt: 5, endedBy: null },
    blocked: [
      {
        version: '1.41.2',
        image: 'ami-1.41.2',
        because: worded('errors'),
        commit: 'c0de',
        teams: ['whiteboard'],
        at: 3,
      },
    ],
    reminders: [{ thing: 'frozen', since: 1, rung: 'owner', at: 4, to: ana, about: null }],
  },
} as const;

const earlierNames = {
  release: ['fast', 'tried', 'call', 'nudges'],
  line: ['thaw', 'barred', 'nudges'],
} as const;

/** The row of before as it is now: what was renamed leaves, what it is called now comes. */
function now(text: string, of: 'release' | 'line'): object {
  const kept = Object.entries(JSON.parse(text)).filter(
    ([key]) => !earlierNames[of].some((name) => name === key),
  );
  return { ...Object.fromEntries(kept), ...read[of] };
}

const changed = (text: string, more: object): unknown => ({ ...JSON.parse(text), ...more });

describe('a row with the names of before', () => {
  it('is read as the release it was', () => {
    expect(ReleaseRow.parse(JSON.parse(release))).toEqual(now(release, 'release'));
  });

  it('is read as the pre-release it was', () => {
    expect(ReleaseRow.parse(changed(release, { kind: 'prerelease' }))).toEqual({
      ...now(release, 'release'),
      kind: 'prerelease',
    });
  });

  it('is read as a return where its release was a fast one', () => {
    const row = changed(release, { fast: true, carries: [] });
    const back = ReleaseRow.parse(row);
    expect(back).toEqual({ ...now(release, 'release'), kind: 'return', carries: [] });
    expect(back).not.toHaveProperty('fast');
  });

  it('is read as the line it was', () => {
    expect(LineRow.parse(JSON.parse(line))).toEqual(now(line, 'line'));
  });

  it('is read as the turn it was, which is never written anew', () => {
    const { mine, old, ...kept } = JSON.parse(turn);
    expect(TurnRow.parse(JSON.parse(turn))).toEqual({ ...kept, users: mine, oldUsers: old });
  });

  it('is read as the decision it was, with what is inside', () => {
    const inside = { line: JSON.parse(line), release: JSON.parse(release) };
    const known = { line: now(line, 'line'), release: now(release, 'release') };
    expect(DecisionRow.parse({ kind: 'noted', ...inside })).toEqual({
      kind: 'measured-only',
      ...known,
    });
    const moved = { kind: 'moved', effects: [], supersedes: false };
    expect(
      DecisionRow.parse({ ...moved, ...inside, born: changed(release, { fast: true }) }),
    ).toEqual({ ...moved, ...known, born: { ...known.release, kind: 'return' } });
  });
});

describe('a row of now', () => {
  it('is read as it was stored', () => {
    for (const kind of ['prerelease', 'release', 'return'])
      expect(ReleaseRow.parse({ ...now(release, 'release'), kind })).toEqual({
        ...now(release, 'release'),
        kind,
      });
    expect(LineRow.parse(now(line, 'line'))).toEqual(now(line, 'line'));
  });

  it.each([
    ['tried', true],
    ['call', null],
    ['nudges', []],
    ['fast', 'yes'],
  ])('is refused where it also has a name of before: %s', (key, value) => {
    const row = now(release, 'release');
    expect(ReleaseRow.safeParse(row).success).toBe(true);
    expect(ReleaseRow.safeParse({ ...row, [key]: value }).success).toBe(false);
  });

  it('is refused where a pre-release was a fast one', () => {
    const row = changed(release, { kind: 'prerelease', fast: true });
    expect(ReleaseRow.safeParse(row).success).toBe(false);
  });
});

describe('the database', () => {
  let store: Awaited<ReturnType<typeof embeddedStore>>;
  let opened: OpenedPostgres;
  beforeAll(async () => {
    store = await embeddedStore();
  });
  afterAll(() => store.stop());
  beforeEach(async () => {
    opened = await store.open();
  });
  afterEach(() => opened.close());

  it('gives back rows of before, and stores them anew by the names of now', async () => {
    const { ledger, admin } = opened;
    await start(ledger, 'board', 'rel_1');
    const before = JSON.stringify(changed(release, { fast: true, carries: [] }));
    await ask(admin, `update releases set state = '${before}' where id = 'rel_1'`);
    await ask(admin, `update lines set state = '${line}' where service = 'board'`);
    expect(await ledger.release('rel_1')).toMatchObject({ ...read.release, kind: 'return' });
    expect(await ledger.line('board')).toMatchObject(read.line);
    await moveOn(ledger, 'board', 'rel_1', { line: { found: [] } });
    for (const [table, names] of [
      ['releases', [...earlierNames.release, 'mine', 'old']],
      ['lines', earlierNames.line],
    ] as const) {
      const [row] = await ask(admin, `select state::text as text from ${table}`);
      for (const name of names) expect(row).not.toMatchObject({ text: textWith(name) });
    }
    expect(await ledger.release('rel_1')).toMatchObject({ ...read.release, kind: 'return' });
    expect(await ledger.line('board')).toMatchObject(read.line);
  });

  it('gives back turns of before, which stay as they are', async () => {
    const { ledger, admin } = opened;
    await start(ledger, 'board', 'rel_1');
    await ask(
      admin,
      `insert into turns (release, seq, at, turn) values ('rel_1', 7, 2000, '${turn}')`,
    );
    const [one] = await ledger.chronicles(0, 9_000);
    expect(one?.turns.map(({ seq, users, oldUsers }) => [seq, users, oldUsers])).toEqual([
      [1, null, null],
      [7, 90, 10],
    ]);
  });

  it('calls a fast release of before a return in its column, too', async () => {
    const { ledger, admin } = opened;
    for (const [service, id, fast] of [
      ['board', 'rel_1', true],
      ['cart', 'rel_2', false],
    ] as const) {
      await start(ledger, service, id);
      const before = JSON.stringify(changed(release, { id, service, fast }));
      await ask(admin, `update releases set state = '${before}' where id = '${id}'`);
    }
    await ask(admin, await readFile('migrations/016-returns.sql', 'utf8'));
    expect(await ask(admin, 'select id, kind from releases order by id')).toEqual([
      { id: 'rel_1', kind: 'return' },
      { id: 'rel_2', kind: 'release' },
    ]);
  });

  it('has room for a return', async () => {
    const { ledger, admin } = opened;
    await ledger.decide(
      { service: 'board', release: null, event: { kind: 'time-passed', at: 1 } },
      (known) => ({
        kind: 'moved',
        line: known,
        release: null,
        born: releaseOf('board', 'rel_2', { kind: 'return' }),
        effects: [],
        supersedes: false,
      }),
      () => [],
    );
    expect(await ledger.release('rel_2')).toMatchObject({ kind: 'return' });
    expect(await ask(admin, 'select kind from releases')).toEqual([{ kind: 'return' }]);
  });
});

const textWith = (name: string): unknown => expect.stringContaining(`"${name}":`);
