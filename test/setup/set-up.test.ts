import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { serve } from '../../playground/standin/serve.ts';
import { loadConfig } from '../../src/config/load.ts';
import { ciSnippets, curlScript } from '../../src/setup/ci.ts';
import { manifestFor } from '../../src/setup/manifest.ts';
import { buildsDoor } from '../../src/web/builds.ts';
import { shell } from '../support/shell.ts';
import { aSlack } from '../playground/slack/a-slack.ts';

const run = promisify(execFile);
const manifest = readFileSync('manifest.yml', 'utf8');
const address = 'https://davy.acme.example';
let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'davy-setup-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

/** Somebody who answers, one line after the other, in an empty folder. */
async function answering(apiUrl: string, answers: readonly string[]) {
  const child = spawn(process.execPath, [resolve('src/setup.ts')], {
    cwd: dir,
    env: { ...shell, NODE_NO_WARNINGS: '1', SLACK_API_URL: apiUrl },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  // A terminal stays open: set-up ends by itself.
  child.stdin.write(answers.map((answer) => `${answer}\n`).join(''));
  const code = await new Promise((done) => child.once('exit', done));
  return { code, said };
}

const service = [
  'Europe/Amsterdam',
  'board',
  'releases',
  '',
  '1',
  '',
  '',
  'local',
  '',
  '',
  'acme/board',
  'no',
  '',
  '',
  '',
];

describe('npm run setup', () => {
  it('leads from nothing to a davy.yml that Davy reads, and a message in the channel', async () => {
    const slack = await aSlack();
    const scope = ['nonsense', address, 'xoxb-davy', 'a-signing-secret'];
    const { code, said } = await answering(slack.apiUrl, [...scope, ...service]);
    expect(said).toContain('npm run doctor');
    expect(code).toBe(0);
    const between = said.split('-'.repeat(78))[1] ?? '';
    expect(parse(between)).toMatchObject({
      settings: { event_subscriptions: { request_url: `${address}/slack/events` } },
    });
    const env = Object.fromEntries(
      readFileSync(join(dir, 'davy.env'), 'utf8')
        .split('\n')
        .flatMap((line) => (line === '' ? [] : [line.split('=')])),
    );
    expect(statSync(join(dir, 'davy.env')).mode & 0o777).toBe(0o600);
    expect(env).toMatchObject({
      SLACK_BOT_TOKEN: 'xoxb-davy',
      SLACK_SIGNING_SECRET: 'a-signing-secret',
      SENTRY_AUTH_TOKEN: '',
    });
    expect(said).not.toContain(env['BUILDS_SECRET']);
    const loaded = loadConfig({ ...env, SENTRY_AUTH_TOKEN: 'x' }, () =>
      readFileSync(join(dir, 'davy.yml'), 'utf8'),
    );
    expect(loaded).toMatchObject({
      kind: 'loaded',
      config: {
        services: {
          board: {
            channel: 'C0RELEASES',
            teams: { board: { approvers: [expect.stringMatching(/^S/)] } },
            watch: { sentry: { organization: 'acme', project: 'board' } },
          },
        },
      },
    });
    const { messages } = await slack.client.conversations.history({ channel: 'C0RELEASES' });
    expect(messages?.[0]?.text).toContain('Davy can write here');
    await slack.close();
  });

  it('overwrites nothing, lists only what it may, and says who does not answer', async () => {
    writeFileSync(join(dir, 'davy.yml'), 'mine');
    const slack = await aSlack({ scopes: ['chat:write', 'usergroups:read', 'users:read'] });
    const asked = ['', 'xoxb-davy', 'xapp-1', ...service.with(2, 'C0RELEASES')];
    const { code, said } = await answering(slack.apiUrl, asked);
    expect(said).toContain('channels:read');
    expect(said).toContain('davy.yml is there already');
    expect(said).toContain('socket_mode_enabled: true');
    expect(code).toBe(0);
    expect(readFileSync(join(dir, 'davy.yml'), 'utf8')).toBe('mine');
    await slack.close();
    rmSync(join(dir, 'davy.env'));
    expect(await answering('http://127.0.0.1:1/api/', asked)).toMatchObject({
      code: 1,
      said: expect.stringContaining('Set-up ended'),
    });
    expect(existsSync(join(dir, 'davy.env'))).toBe(false);
  });
});

describe('what has to be put elsewhere', () => {
  it('is a manifest with the address in every place', () => {
    expect(manifestFor(manifest, `${address}/`)).not.toContain('davy.example.com/');
    expect(manifestFor(manifest, null)).toContain('socket_mode_enabled: true');
  });

  it('registers a build that Davy takes, by curl', async () => {
    const taken: unknown[] = [];
    const door = buildsDoor({
      secret: 'ci-secret',
      services: ['board'],
      searches: new Map(),
      whyNoImage: () => null,
      realNow: Date.now,
      clock: { now: Date.now, wall: (at) => at },
      tell: async () => undefined,
      ledger: {
        addBuild: async (build) => {
          taken.push(build);
          return 'added';
        },
        build: async () => null,
        wake: async () => undefined,
        open: async () => [],
      },
    });
    const server = await serve({
      port: 0,
      tooMany: () => ({ status: 429, body: '' }),
      answer: async ({ url, method, headers, body }) => {
        const answer = await door.request(url.pathname, {
          method,
          headers: {
            'content-type': 'application/json',
            'x-davy-timestamp': String(headers['x-davy-timestamp']),
            'x-davy-signature': String(headers['x-davy-signature']),
          },
          body,
        });
        return { status: answer.status, body: await answer.text() };
      },
      control: () => undefined,
    });
    await run('/bin/sh', ['-ec', curlScript('board', server.url)], {
      env: {
        PATH: process.env['PATH'] ?? '',
        VERSION: '1.42.0',
        COMMIT: 'a'.repeat(40),
        IMAGE: 'sha256:abc',
        BUILDS_SECRET: 'ci-secret',
        PASSED: '212',
      },
    });
    expect(taken).toMatchObject([
      { version: '1.42.0', image: 'sha256:abc', checks: { passed: 212, failed: 0 } },
    ]);
    await server.close();
  });

  it('names the service and the address for every CI', () => {
    const snippets = ciSnippets('board', address, 'digest');
    expect(snippets.map(({ name }) => name.split(/[ :(]/)[0])).toEqual([
      'Any',
      'GitHub',
      'GitLab',
      'Bamboo',
      'Jenkins',
      'Packer',
    ]);
    for (const { text } of snippets)
      for (const words of ['"service":"board"', address, 'BUILDS_SECRET', 'VERSION', 'COMMIT'])
        expect(text).toContain(words);
    expect(JSON.stringify(snippets)).not.toContain('ami-');
    expect(JSON.stringify(ciSnippets('board', address, 'ami'))).not.toMatch(/digest/i);
    const [, github, gitlab] = snippets;
    const step: unknown = parse(github?.text ?? '');
    // A tag is called v1.42.0, and its build 1.42.0.
    const run = `VERSION="\${VERSION#v}"\n${curlScript('board', address)}`;
    expect(step).toMatchObject([{ run }]);
    expect(parse(gitlab?.text ?? '')).toMatchObject({
      'tell-davy': { script: [expect.any(String), curlScript('board', address)] },
    });
  });
});
