import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { gitSource } from '../../../src/adapters/git/source.ts';
import { gitsReason } from '../../../src/adapters/git/why.ts';
import { at, repositories } from '../../support/git-repositories.ts';
import { hasSshd, type RealSshd, startSshd } from '../../support/real-sshd.ts';

const repositoryAndSource = repositories();
afterEach(() => vi.unstubAllEnvs());

describe.runIf(await hasSshd())('a repository behind ssh', () => {
  let sshd: RealSshd;
  let base: string;
  beforeAll(async () => {
    base = mkdtempSync(join(tmpdir(), 'davy-ssh-'));
    sshd = await startSshd(base);
  });
  afterAll(async () => {
    await sshd.stop();
    rmSync(base, { recursive: true, force: true });
  });

  async function reading(known: string, more = '') {
    const { repository, options } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    const file = join(base, `known-${performance.now()}`);
    writeFileSync(file, known);
    vi.stubEnv(
      'GIT_SSH_COMMAND',
      `ssh -F /dev/null -o BatchMode=yes -o IdentitiesOnly=yes -o UserKnownHostsFile=${file} ` +
        `-o GlobalKnownHostsFile=/dev/null ${more || `-i ${sshd.identity}`}`,
    );
    const url = `ssh://${sshd.user}@${sshd.host}${repository.folder}`;
    return gitSource({ ...options, repository: url }).changes(at(first), at(first));
  }

  it('is read', async () => {
    expect((await reading(await sshd.known())).changes).toEqual([]);
  });

  it('says that the key of the host is not known', async () => {
    await expect(reading('')).rejects.toThrow(/: the key of its host is not known: add it/);
  });

  it('says that the key of the host has changed', async () => {
    await expect(reading(await sshd.knownWrongly())).rejects.toThrow(
      /: the key of its host has changed: if that is meant/,
    );
  });

  it('says that no key is taken', async () => {
    const other = join(base, 'host');
    await expect(reading(await sshd.known(), `-i ${other}`)).rejects.toThrow(
      /: permission denied \(publickey[\w,-]*\): the host takes no key of this user/,
    );
  });

  it('says that nobody is there', async () => {
    const { repository, options } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    const url = 'ssh://git@127.0.0.1:1/board.git';
    await expect(
      gitSource({ ...options, repository: url }).changes(at(first), at(first)),
    ).rejects.toThrow(/: connection refused by 127.0.0.1, port 1/);
  });
});

describe('a host that accepts and never speaks', () => {
  let host: Server;
  let port: number;
  beforeAll(async () => {
    host = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => {
      host.listen(0, '127.0.0.1', resolve);
    });
    const address = host.address();
    port = typeof address === 'object' && address ? address.port : 0;
  });
  afterAll(() => {
    host.close();
  });

  it.each(['git', 'ssh', 'http'])('is given up over %s', async (way) => {
    const { repository, options } = await repositoryAndSource();
    const first = repository.commit('Begin', { 'a.ts': '1\n' });
    const source = gitSource({
      ...options,
      silentMs: 900,
      repository: `${way}://127.0.0.1:${port}/board.git`,
    });
    await expect(source.changes(at(first), at(first))).rejects.toThrow(
      /it did not answer within 1 s|does not speak|less than 1 bytes\/sec/i,
    );
  });
});

it.each([
  [
    'ssh: Could not resolve hostname git.nowhere: Name or service not known\nfatal: x',
    'no host is called git.nowhere',
  ],
  [
    'Connection timed out during banner exchange\r\nfatal: x',
    'its host accepts the connection, and does not speak',
  ],
  [
    'ssh: connect to host a.example.com port 22: No route to host\r\nfatal: x',
    'No route to host (a.example.com, port 22)',
  ],
  [
    'kex_exchange_identification: Connection closed by remote host\nfatal: x',
    'its host closed the connection',
  ],
  ["fatal: repository 'https://a:b@x/y' not found", "repository 'https://x/y' not found"],
  ['remote: Permission denied (publickey)\nfatal: no such thing', 'no such thing'],
])('what is said is told shortly: %j', (said, why) => {
  expect(gitsReason(new Error('x'), said, 1_000)).toBe(`: ${why}`);
});
