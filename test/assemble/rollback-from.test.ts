import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
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
const program = join(import.meta.dirname, '../../src/davy.ts');
const parameter = '/davy/board';
const users = 40;

/** What davy.yml says; servers are reached where the crowd answers for them. */
const configAt = (crowd: string) =>
  stringify({
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
          drain: { url: `${crowd}/{private_ip}/drain` },
          rollback_order: `ssm:${parameter}`,
        },
        watch: { requests: { counter: 'http_requests_total', errors: 'code=~"5.."' } },
        pager: { kind: 'pagerduty', routing_key: '${PAGER_KEY}' },
      },
    },
  });

let davy: Awaited<ReturnType<typeof releaseOnEc2>>;
let crowd: Awaited<ReturnType<typeof crowdByHttp>>;

/** Prometheus, servers that hand users over, and the pager, as another program reaches them. */
async function crowdByHttp() {
  const paged: string[] = [];
  const reply = async (asked: IncomingMessage, answer: ServerResponse): Promise<void> => {
    const body = await text(asked);
    const [, at = '', what = ''] = (asked.url ?? '').split('/');
    if (at === 'pager') paged.push(body);
    const { status, said } =
      at === 'pager'
        ? { status: 202, said: '{"status":"success","message":"ok","dedup_key":"x"}' }
        : await answered(what === 'drain' ? `http://${at}:8080/drain` : 'http://prometheus', body);
    answer.writeHead(status, { 'content-type': 'application/json' }).end(said);
  };
  const server = createServer((asked, answer) => void reply(asked, answer));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.number() }).parse(server.address());
  return { url: `http://127.0.0.1:${port}`, paged, close: () => server.close() };
}

async function answered(url: string, body: string) {
  const made = await davy.crowd.sticky.fetch(url, { method: 'POST', body });
  return { status: made.status, said: await made.text() };
}

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
  crowd = await crowdByHttp();
  for (const [name, value] of Object.entries(awsAt())) vi.stubEnv(name, value);
  // In the middle: half of them are on the new build.
  await davy.until(async () => davy.usersOn(davy.news()) >= users / 2);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  crowd.close();
  await davy.place.close();
});

const awsAt = () => ({
  AWS_ENDPOINT_URL: davy.place.url,
  AWS_ACCESS_KEY_ID: keys.accessKeyId,
  AWS_SECRET_ACCESS_KEY: keys.secretAccessKey,
});

const environment = (signs: string) => ({
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'shhh',
  PROMETHEUS_URL: crowd.url,
  PAGERDUTY_EVENTS_URL: `${crowd.url}/pager`,
  PAGER_KEY: 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4',
  ROLLBACK_SECRET: signs,
});

/** What is refused before anything is done, without a program of its own. */
async function refused(more: { ledgerHolds?: () => Promise<boolean> } = {}, signs = secret) {
  const ready = loadConfig(environment(signs), () => configAt(crowd.url));
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
      write: (words) => void (said += words),
      askWhy: async () => '',
      ledgerHolds: async () => false,
      ...more,
    },
  );
  return { code, said };
}

/** Somebody types it on a machine that has Davy's environment, and nothing else of it. */
async function typed(): Promise<{ readonly code: unknown; readonly said: string }> {
  const home = await mkdtemp(join(tmpdir(), 'davy-bastion-'));
  const passing = setInterval(() => davy.place.pass(2), 100);
  try {
    await writeFile(join(home, 'davy.yml'), configAt(crowd.url));
    const words = ['rollback', '--from', `ssm:${parameter}`, '--reason', 'the database is gone'];
    const child = spawn(process.execPath, [program, ...words], {
      cwd: home,
      env: {
        ...environment(secret),
        ...awsAt(),
        SUDO_USER: 'ops',
        // Whoever looks reads it at twenty times the speed; what calls may last is real.
        DAVY_CLOCK_SPEED: '20',
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const [said, wrong, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, 'close'),
    ]);
    return { code, said: said + wrong };
  } finally {
    clearInterval(passing);
    await rm(home, { recursive: true });
  }
}

describe('davy rollback --from, in the middle of a release whose database is gone', () => {
  it('brings everybody back, and nobody is cut; the database that comes back learns', async () => {
    const news = davy.news();
    const all = davy.everybody();
    const there = davy.usersOn(news);
    expect(there).toBeLessThan(all);
    // Nothing is done where it must not be.
    const said = (words: string) => expect.stringContaining(words);
    expect(await refused({ ledgerHolds: async () => true })).toMatchObject({
      code: 1,
      said: said('davy rollback board'),
    });
    expect(await refused({}, 'another secret')).toMatchObject({
      code: 1,
      said: said('not made with ROLLBACK_SECRET'),
    });
    const newer = { Key: 'davy:fence:rel_9', Value: '9/1' };
    await davy.place.elb.send(new AddTagsCommand({ ResourceArns: [rule], Tags: [newer] }));
    expect(await refused()).toMatchObject({
      code: 1,
      said: expect.stringMatching(/STOPPED[^]*rel_9 of turn 9 gave orders since/),
    });
    expect((await davy.kept?.read())?.taken).toBeNull();
    expect(crowd.paged).toEqual([]);
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
    expect(crowd.paged.join('')).toContain('the database is gone');

    // The Davy of before has its ledger again an hour later; in it the release still goes forward.
    davy.place.world.clock.advance(60 * 60_000);
    expect((await davy.current())?.phase.kind).toBe('migrating');
    await davy.until(async () => (await davy.current())?.phase.kind === 'rolled-back');
    const terminal = { user: 'ops', host: hostname(), reason: 'the database is gone' };
    expect((await davy.ledger.events('rel_1')).map(({ event }) => event)).toContainEqual(
      expect.objectContaining({ kind: 'rollback-asked', terminal, fencesFrom: 2_000_000_000 }),
    );
    expect(davy.news()).toEqual(news);
    expect(davy.usersOn(davy.olds)).toBe(all);
  });
});
