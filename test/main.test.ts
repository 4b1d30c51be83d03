import { execFile, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { shell } from './support/shell.ts';
import { slackOverHttp } from './support/slack-over-http.ts';
import { eventually } from './support/until.ts';

const run = promisify(execFile);
const folders: string[] = [];

function folder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'davy-main-'));
  folders.push(dir);
  return dir;
}

afterEach(() => {
  for (const dir of folders.splice(0)) rmSync(dir, { recursive: true, force: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('npm start', () => {
  it('names every fault and stops when something is missing', async () => {
    const { code, stderr } = await run(process.execPath, ['src/main.ts'], {
      env: { ...shell, DAVY_CONFIG: '/nowhere/davy.yml' },
    }).then(
      () => ({ code: 0, stderr: '' }),
      (error: { code: number; stderr: string }) => error,
    );
    expect(code).toBe(78);
    expect(stderr.split('\n').filter((line) => line.includes('✗'))).toEqual([
      '  ✗ environment: SLACK_BOT_TOKEN: is missing',
      '  ✗ environment: SLACK_SIGNING_SECRET: is missing (or SLACK_APP_TOKEN, for Socket Mode)',
      expect.stringMatching(/\/nowhere\/davy\.yml: cannot be read/),
    ]);
  });

  it('does not start with a call deadline that outlives the lease', async () => {
    const dir = folder();
    for (const part of ['src', 'commands', 'package.json'])
      cpSync(part, join(dir, part), { recursive: true });
    symlinkSync(resolve('node_modules'), join(dir, 'node_modules'));
    const file = join(dir, 'src/time/timing.ts');
    const text = readFileSync(file, 'utf8');
    expect(text.split('callDeadlineMs: 3_000,')).toHaveLength(2);
    writeFileSync(file, text.replace('callDeadlineMs: 3_000,', 'callDeadlineMs: 6_000,'));
    const { code, stderr } = await run(process.execPath, ['src/main.ts'], {
      cwd: dir,
      // What is compiled here is of no use to anybody later.
      env: { PATH: process.env['PATH'] ?? '', DAVY_CONFIG: '/nowhere/davy.yml' },
    }).then(
      () => ({ code: 0, stderr: '' }),
      (error: { code: number; stderr: string }) => error,
    );
    expect(code).toBe(78);
    expect(stderr).toMatch(/^Davy cannot start:\n {2}✗ timing: a call may begin 5 s after/);
    expect(stderr).toContain('and last 6 s, but the lease ends after 8 s');
    // What else is wrong is named as well.
    expect(stderr).toContain('SLACK_BOT_TOKEN: is missing');
  });

  it('says what is in the way when its port or its database cannot be had', async () => {
    const dir = folder();
    writeFileSync(join(dir, 'davy.yml'), readFileSync('davy.example.yml', 'utf8'));
    const env = {
      ...shell,
      NODE_NO_WARNINGS: '1',
      DAVY_CONFIG: join(dir, 'davy.yml'),
      SLACK_API_URL: 'http://127.0.0.1:1/api/',
      SLACK_BOT_TOKEN: 'xoxb-1',
      SLACK_SIGNING_SECRET: 's3cr3t',
      SENTRY_AUTH_TOKEN: 'x',
      PROMETHEUS_URL: 'http://127.0.0.1:1',
      JIRA_URL: 'http://127.0.0.1:1',
      JIRA_TOKEN: 'j',
      JIRA_EMAIL: 'davy@example.com',
      PAGERDUTY_BOARD_KEY: 'k',
      DATABASE_URL: 'postgres://davy:pass-planted@127.0.0.1:1/davy',
    };
    const { code, stdout } = await run(process.execPath, ['src/main.ts'], { env }).then(
      () => ({ code: 0, stdout: '' }),
      (error: { code: number; stdout: string }) => error,
    );
    expect(code).toBe(1);
    expect(stdout).toContain('Davy cannot start');
    expect(stdout).toContain('PostgreSQL');
    expect(stdout).not.toContain('pass-planted');
  });

  it('wakes with a database of its own, takes a build and a command, and sleeps', async () => {
    const dir = folder();
    const slack = await slackOverHttp('shhh');
    const port = await freePort();
    writeFileSync(join(dir, 'davy.yml'), readFileSync('davy.example.yml', 'utf8'));
    const davy = spawn(process.execPath, ['src/main.ts'], {
      env: {
        ...shell,
        NODE_NO_WARNINGS: '1',
        DAVY_CONFIG: join(dir, 'davy.yml'),
        DAVY_DATA: join(dir, 'data'),
        PORT: String(port),
        SLACK_API_URL: slack.apiUrl,
        SLACK_BOT_TOKEN: 'xoxb-planted',
        SLACK_SIGNING_SECRET: 'shhh',
        SENTRY_AUTH_TOKEN: 'sentry-planted',
        PROMETHEUS_URL: slack.origin,
        JIRA_URL: slack.origin,
        JIRA_TOKEN: 'jira-planted',
        JIRA_EMAIL: 'davy@example.com',
        PAGERDUTY_BOARD_KEY: 'routing-planted',
        BUILDS_SECRET: 'builds-planted',
      },
    });
    let log = '';
    for (const stream of [davy.stdout, davy.stderr])
      stream.on('data', (chunk: Buffer) => (log += chunk.toString()));
    try {
      slack.state.davy = `http://127.0.0.1:${port}`;
      await eventually(async () =>
        expect((await fetch(`${slack.state.davy}/healthz`)).status).toBe(200),
      );
      const body = JSON.stringify({
        service: 'board',
        version: '1.42.0',
        commit: 'a'.repeat(40),
        image: 'img-1',
        checks: { passed: 1, failed: 0 },
      });
      const timestamp = String(Math.floor(Date.now() / 1000));
      const hmac = createHmac('sha256', 'builds-planted').update(`${timestamp}.${body}`);
      const signature = `v1=${hmac.digest('hex')}`;
      const registered = await fetch(`${slack.state.davy}/builds`, {
        method: 'POST',
        body,
        headers: { 'x-davy-timestamp': timestamp, 'x-davy-signature': signature },
      });
      expect(registered.status).toBe(201);
      await eventually(() =>
        expect(
          slack.calls.some(
            ({ method, body }) => method === 'chat.postMessage' && body['channel'] === 'C0RELEASES',
          ),
        ).toBe(true),
      );
      expect(await slack.slash('/release', 'status board')).toEqual({ status: 200, text: '' });
      await eventually(() =>
        expect(slack.said().at(-1)).toMatch(/^board: Davy does not know what is live/),
      );
    } finally {
      davy.kill('SIGTERM');
      await new Promise((resolve) => davy.once('exit', resolve));
      await slack.close();
    }
    expect(davy.exitCode).toBe(0);
    expect(log).toContain('Davy sleeps');
    for (const secret of [
      'xoxb-planted',
      'sentry-planted',
      'routing-planted',
      'builds-planted',
      'jira-planted',
      'shhh',
    ])
      expect(log).not.toContain(secret);
  });
});
