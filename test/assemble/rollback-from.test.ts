import { AddTagsCommand, RemoveTagsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { z } from 'zod';
import { orderParameter } from '../../src/adapters/ec2-fleet/order-parameter.ts';
import { RollbackOrderRow } from '../../src/adapters/postgres-ledger/rows/rollback-order.ts';
import { rollbackFrom } from '../../src/assemble/rollback-from.ts';
import { loadConfig } from '../../src/config/load.ts';
import { keys, subnets, template } from '../playground/aws/an-aws.ts';
import { groups, rule, waiting } from '../support/ec2-place.ts';
import { quietLog } from '../support/quiet-log.ts';
import { releaseOnEc2 } from '../support/release-on-ec2.ts';

const secret = 'a secret that signs orders';
const parameter = '/davy/board';
const users = 40;

const config = stringify({
  services: {
    board: {
      channel: 'C0RELEASES',
      teams: { whiteboard: { approvers: ['S0WHITE'] } },
      fleet: {
        kind: 'ec2',
        moves: 'users',
        region: 'eu-west-1',
        launch_template: { id: template, version: 1 },
        subnets,
        select: { tags: { Role: 'board' }, version_tag: 'releaseVersion' },
        traffic: { listener_rule: rule, groups, waiting },
        users: { query: 'board_users', is: '{private_ip}:9090' },
        drain: { url: 'http://{private_ip}:8080/drain' },
        rollback_order: `ssm:${parameter}`,
      },
      watch: { requests: { counter: 'http_requests_total', errors: 'code=~"5.."' } },
      pager: { kind: 'pagerduty', routing_key: '${PAGER_KEY}' },
    },
  },
});

let davy: Awaited<ReturnType<typeof releaseOnEc2>>;
let paged: string[];

beforeEach(async () => {
  davy = await releaseOnEc2(
    (endpoint) =>
      orderParameter({
        name: parameter,
        sealing: { secret, schema: RollbackOrderRow },
        role: null,
        now: Date.now,
        aws: { region: 'eu-west-1', endpoint, credentials: keys },
      }),
    users,
  );
  paged = [];
  vi.stubEnv('AWS_ENDPOINT_URL', davy.place.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', keys.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', keys.secretAccessKey);
  const real = globalThis.fetch;
  vi.stubGlobal('fetch', async (input: string | URL, init: RequestInit) => {
    const { hostname } = new URL(input);
    if (hostname === 'prometheus' || hostname.startsWith('10.')) {
      const answer = davy.crowd.sticky.fetch(input, init);
      return answer;
    }
    if (hostname !== 'pager.test') return real(input, init);
    paged.push(z.string().parse(init.body));
    return Response.json({ status: 'success', message: 'ok', dedup_key: 'x' }, { status: 202 });
  });
  // In the middle: half of them are on the new build.
  await davy.until(async () => davy.usersOn(davy.news()) >= users / 2);
});
afterEach(async () => {
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  await davy.place.close();
});

/** Somebody types it on a machine that has Davy's environment and no database. */
async function typed(more: Partial<Parameters<typeof rollbackFrom>[2]> = {}, signs = secret) {
  const env = {
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: 'shhh',
    PROMETHEUS_URL: 'http://prometheus',
    PAGERDUTY_EVENTS_URL: 'http://pager.test',
    PAGER_KEY: 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4',
    ROLLBACK_SECRET: signs,
  };
  const ready = loadConfig(env, () => config);
  if (ready.kind === 'faulty') throw new Error(ready.faults.join('\n'));
  const now = () => davy.place.world.clock.now();
  let said = '';
  const code = await rollbackFrom(
    ready,
    { place: `ssm:${parameter}`, reason: 'the database is gone' },
    {
      clock: { now, wall: (at) => at },
      realNow: now,
      log: quietLog,
      user: { user: 'ops', host: 'bastion' },
      write: (text) => void (said += text),
      askWhy: async () => '',
      ledgerHolds: async () => false,
      rest: async () => davy.place.pass(1),
      ...more,
    },
  );
  return { code, said };
}

describe('davy rollback --from, in the middle of a release whose database is gone', () => {
  it('brings everybody back, and nobody is cut; the database that comes back learns', async () => {
    const news = davy.news();
    const all = davy.everybody();
    const there = davy.usersOn(news);
    expect(there).toBeLessThan(all);
    // Nothing is done where it must not be.
    const said = (words: string) => expect.stringContaining(words);
    expect(await typed({ ledgerHolds: async () => true })).toMatchObject({
      code: 1,
      said: said('davy rollback board'),
    });
    expect(await typed({}, 'another secret')).toMatchObject({
      code: 1,
      said: said('not made with ROLLBACK_SECRET'),
    });
    const newer = { Key: 'davy:fence:rel_9', Value: '9/1' };
    await davy.place.elb.send(new AddTagsCommand({ ResourceArns: [rule], Tags: [newer] }));
    expect(await typed()).toMatchObject({
      code: 1,
      said: expect.stringMatching(/STOPPED[^]*rel_9 of turn 9 gave orders since/),
    });
    expect((await davy.kept.read())?.taken).toBeNull();
    expect(paged).toEqual([]);
    expect(davy.usersOn(news)).toBe(there);
    await davy.place.elb.send(
      new RemoveTagsCommand({ ResourceArns: [rule], TagKeys: [newer.Key] }),
    );

    const done = await typed();
    expect(done).toMatchObject({ code: 0, said: said('Done: every user of board is back.') });
    expect(done.said).toContain('board 1.42.0 (migrating then): users go to 1.41.0');
    expect(davy.usersOn(davy.olds)).toBe(all);
    expect(news.filter((id) => davy.place.isRunning(id))).toEqual([]);
    expect(davy.place.machines().cutOff()).toEqual([]);
    expect(paged.join('')).toContain('the database is gone');

    // The Davy of before has its ledger again, in which the release still goes forward.
    expect((await davy.current())?.phase.kind).toBe('migrating');
    await davy.until(async () => (await davy.current())?.phase.kind === 'rolled-back');
    const terminal = { user: 'ops', host: 'bastion', reason: 'the database is gone' };
    expect((await davy.ledger.events('rel_1')).map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ kind: 'rollback-asked', terminal, fencesFrom: 2_000_000_000 }),
    );
    expect(davy.news()).toEqual(news);
    expect(davy.usersOn(davy.olds)).toBe(all);
  });
});
