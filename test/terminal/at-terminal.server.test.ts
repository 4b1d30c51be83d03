import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atTerminal } from '../../src/assemble/at-terminal.ts';
import { partsOf } from '../../src/assemble/parts.ts';
import type { OpenLedger } from '../../src/adapters/open-ledger.ts';
import { loadConfig } from '../../src/config/load.ts';
import { orderOf } from '../../src/terminal/reason.ts';
import type { Verb } from '../../src/terminal/verbs.ts';
import { judgeOptions, soakOf } from '../support/soak-samples.ts';
import { quietLog } from '../support/quiet-log.ts';
import { terminalWorld } from '../support/terminal-world.ts';

const world = terminalWorld();
let database: OpenLedger;
beforeAll(async () => {
  world.configure();
  await world.waiting();
  database = await world.open();
});
afterAll(async () => {
  await database.ledger.close();
  await database.stop();
  world.end();
});

/** Somebody types it on the machine of a Davy whose Slack is away. */
async function typed(user: string, text: string) {
  const loaded = loadConfig(world.environment(), (path) => readFileSync(path, 'utf8'));
  if (loaded.kind === 'faulty') throw new Error(loaded.faults.join('\n'));
  const { ledger } = database;
  const parts = partsOf(loaded, {
    ledger,
    clock: { now: () => Date.now(), wall: (at) => at },
    realNow: Date.now,
    log: quietLog,
    at: () => undefined,
  });
  const [verb = 'status', ...words] = text.split(' ');
  return atTerminal(parts, ledger, loaded.config.terminal, {
    user,
    host: 'web1',
    name: text,
  }).say(verb as Verb, orderOf(verb as Verb, words));
}

describe('davy at a terminal, while Slack is away', () => {
  it('looks, and refuses what it would refuse in Slack', async () => {
    expect((await typed('root', 'status')).text).toMatch(
      /^board: 1\.41\.0 is live\.\n• board 1\.42\.0 .*rel_1/,
    );
    expect((await typed('root', 'why board')).text).toContain('whiteboard');
    expect((await typed('root', 'rehearse board')).text).toContain('Nothing of board has ended');
    expect(await typed('root', 'approve')).toMatchObject({
      code: 64,
      text: 'Name a service. There is: board. Nothing changed.\n',
    });
    // Of no team, and Slack does not say who is in the group.
    expect(await typed('root', 'approve board fine')).toMatchObject({
      code: 1,
      text: expect.stringMatching(/Slack.*Nothing changed/s),
    });
    // An approver, and of another team.
    expect(await typed('tom', 'approve board fine')).toMatchObject({
      code: 1,
      text: expect.stringContaining('whiteboard'),
    });
    expect((await database.ledger.release('rel_1'))?.phase.kind).toBe('waiting');
  });

  it.each(['nope', 'constructor', '__proto__', 'toString', 'hasOwnProperty'])(
    'has no service %s, and says so by its exit code too',
    async (name) => {
      for (const verb of ['rollback', 'approve', 'hold'])
        expect(await typed('root', `${verb} ${name} because`)).toMatchObject({
          code: 2,
          text: expect.stringMatching(/^There is no service/),
        });
    },
  );

  it('does what it would do in Slack, and writes down who and why', async () => {
    expect(await typed('ana', 'approve board 1.42.0 looks good')).toMatchObject({ code: 0 });
    expect((await database.ledger.release('rel_1'))?.phase.kind).toBe('approved');
    expect(await typed('ana', 'approve board again')).toMatchObject({ code: 1 });
    expect(await typed('root', 'rollback board carts')).toMatchObject({
      code: 0,
      text: expect.stringMatching(/^Rolling back board 1\.42\.0/),
    });
    const { text, code } = await typed('root', 'evidence rel_1');
    expect(code).toBe(0);
    expect(text).toContain('approved ana at the terminal (U0ANA) [ana on web1: looks good]');
    expect(text).toContain('rollback-asked root at the terminal (terminal:root): carts');
    expect(text).toContain('the whole record is unchanged');
    expect(JSON.parse((await typed('root', 'evidence rel_1 --json')).text)).toMatchObject({
      release: { id: 'rel_1', phase: { kind: 'rolling-back' } },
      events: expect.arrayContaining([
        expect.objectContaining({
          event: expect.objectContaining({
            kind: 'rollback-asked',
            terminal: { user: 'root', host: 'web1', reason: 'carts' },
          }),
        }),
      ]),
    });
    const none = await typed('root', 'evidence rel_1 --looks');
    expect(none).toMatchObject({ code: 1, text: expect.stringContaining('No looks') });
    expect(await typed('root', 'verify')).toMatchObject({
      code: 0,
      text: expect.stringContaining('The record is whole'),
    });
  });

  it('gives the looks that a release was judged by, to whoever judges them again', async () => {
    const { ledger } = database;
    await ledger.wake([{ key: 'rel_1', lane: 'watch', dueAt: 0 }]);
    const claim = await ledger.claim(['watch'], Date.now());
    const { taken, looks } = soakOf(210);
    for (const soaked of taken.slice(-1))
      await ledger.saveSoak(claim!, 'rel_1', { ...soaked, looks });
    expect((await typed('root', 'evidence rel_1')).text).toContain('counts say');
    const { more, code } = await typed('root', 'evidence rel_1 --looks');
    const [rule = '', ...lines] = (await Array.fromAsync(more ?? [])).join('').split('\n');
    expect(code).toBe(0);
    expect(JSON.parse(rule)).toMatchObject({ id: 'rel_1', rule: { options: judgeOptions } });
    // A row for each of three signals of five servers, one for memory, and the end of the file.
    expect(lines).toHaveLength(210 * 16 + 1);
  });

  it('keeps a page for whoever is on call, for each act and no refusal', async () => {
    const claim = await database.ledger.claim(['page'], Number.MAX_SAFE_INTEGER);
    if (!claim) throw new Error('nobody is to be called');
    expect((await database.ledger.pending(claim)).map(({ effect }) => effect)).toMatchObject(
      ['approved', 'rollback-asked'].map((act) => ({
        kind: 'page',
        summary: { kind: 'at-terminal', act },
      })),
    );
  });

  it('knows whether a Davy runs from one that only looks in', async () => {
    // `open` takes the name of one that runs.
    expect(await database.ledger.isAttended()).toBe(true);
  });
});
