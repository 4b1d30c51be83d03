import { execFile, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPagerDuty } from '../playground/pagerduty/start.ts';
import { slackOverHttp } from './support/slack-over-http.ts';
import { terminalWorld } from './support/terminal-world.ts';
import { eventually } from './support/until.ts';

const me = userInfo().username;
/** As `bin` of package.json starts it: without a build, by its own first line. */
const program = join(import.meta.dirname, '../src/davy.ts');
let world: ReturnType<typeof terminalWorld>;
beforeEach(() => {
  world = terminalWorld();
  world.configure();
});
afterEach(() => world.end());

/** Types it as a program of its own; nobody is there to answer a question. */
async function davy(...words: readonly string[]): Promise<{ code: number; said: string }> {
  return new Promise((resolve) => {
    const env = world.environment();
    const child = execFile(program, [...words], { env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, said: stdout + stderr }),
    );
    child.stdin?.end();
  });
}

describe('davy', () => {
  it('says what it can do, what it does not know, and asks for a reason', async () => {
    expect(await davy('--help')).toMatchObject({
      code: 0,
      said: expect.stringContaining('davy rollback <service>'),
    });
    expect(await davy('rollbak', 'board')).toMatchObject({
      code: 64,
      said: expect.stringContaining('Did you mean davy rollback?'),
    });
    expect(await davy('approve', 'board')).toEqual({
      code: 64,
      said: 'Nothing changed. Say why: davy approve board --reason "…"\n',
    });
    expect(await davy('rollback', '--from')).toMatchObject({ code: 64 });
    expect(await davy('rollback', '--from', '/nowhere/board', 'gone')).toMatchObject({
      code: 1,
      said: expect.stringContaining('ROLLBACK_SECRET'),
    });
    rmSync(world.config);
    expect(await davy('rollback', 'board')).toMatchObject({ code: 78 });
  });

  it('keeps an order while no Davy runs, and has it done by the one that does', async () => {
    await world.waiting();
    expect(await davy('hold', 'board', '15m', 'carts', 'are', 'slow')).toMatchObject({
      code: 0,
      said: expect.stringMatching(/^board 1\.42\.0 is on hold[^]*NO DAVY RUNS/),
    });
    const slack = await slackOverHttp('shhh');
    const pager = await startPagerDuty({ port: 0 });
    const running = spawn(process.execPath, ['src/main.ts'], {
      env: world.environment({ SLACK_API_URL: slack.apiUrl, PAGERDUTY_EVENTS_URL: pager.url }),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let log = '';
    running.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
    const paged = (words: string) =>
      eventually(async () =>
        expect(await (await fetch(`${pager.url}/_control/journal`)).text()).toContain(words),
      );
    try {
      await paged('put board 1.42.0 on hold. Reason: carts are slow');
      expect(await davy('rollback', 'board')).toMatchObject({
        code: 64,
        said: expect.stringContaining('Nothing changed. Say why: davy rollback board --reason'),
      });
      const back = await davy('rollback', 'board', 'carts', 'vanish');
      expect(back).toMatchObject({ code: 0, said: expect.stringContaining('Davy runs') });
      await paged('rolls back board 1.42.0. Reason: carts vanish');
    } finally {
      running.kill('SIGTERM');
      await new Promise((resolve) => running.once('exit', resolve));
      await Promise.all([slack.close(), pager.close()]);
    }
    expect(log).toContain('Davy sleeps');
    const { ledger, stop } = await world.open();
    expect((await ledger.release('rel_1'))?.phase).toMatchObject({
      kind: 'rolling-back',
      because: { who: `${me} at the terminal`, reason: 'carts vanish' },
    });
    await ledger.close();
    await stop();
  });
});
