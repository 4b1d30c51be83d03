import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { gitSource } from '../../../src/adapters/git/source.ts';
import { at, repositories } from '../../support/git-repositories.ts';

const repositoryAndSource = repositories();
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A host that serves files below `folder`, and sends on whatever `moved` names. */
async function host(folder: string, moved: (path: string, port: number) => string | null) {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?');
    asked.push(path);
    const location = moved(path, port);
    if (location !== null)
      return void response.writeHead(301, { location: `${location}?${query}` }).end();
    readFile(join(folder, path)).then(
      (body) => response.end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  closing.push(() => server.close());
  return { asked, port };
}

async function aHost(moved: (path: string, port: number) => string | null) {
  const { home, repository, options } = await repositoryAndSource();
  const first = repository.commit('Begin', { 'a.ts': '1\n' });
  const second = repository.commit('Say hello', { 'a.ts': '2\n' });
  repository.git(['clone', '--quiet', '--bare', repository.folder, join(home, 'board.git')]);
  repository.git(['--git-dir', join(home, 'board.git'), 'update-server-info']);
  const { asked, port } = await host(home, moved);
  const read = (path: string) =>
    gitSource({ ...options, repository: `http://127.0.0.1:${port}/${path}` }).changes(
      at(first),
      at(second),
    );
  return { asked, read };
}

describe('a host of git that sends elsewhere', () => {
  it('is followed to a new name of its own', async () => {
    const { read } = await aHost((path) =>
      path.startsWith('/old/') ? path.replace('/old/', '/board.git/') : null,
    );
    expect((await read('old')).changes.map(({ title }) => title)).toEqual(['Say hello']);
  });

  it.each([
    ['another name', (path: string, port: number) => `http://localhost:${port}/other${path}`],
    ['another port', (path: string) => `http://127.0.0.1:9/${path}`],
    ['where clouds hand out keys', (path: string) => `http://169.254.169.254/latest${path}`],
  ])('is not followed to another: %s', async (_, moved) => {
    const { asked, read } = await aHost((path, port) =>
      path.startsWith('/board/') ? moved(path, port) : null,
    );
    await expect(read('board')).rejects.toThrow(/nobody is followed to another host/);
    expect(asked.filter((path) => !path.startsWith('/board/'))).toEqual([]);
  });

  it('is given up where it sends in a ring, or to what is no repository', async () => {
    const ring = await aHost((path) => `/ring${path}`);
    await expect(ring.read('board')).rejects.toThrow(/returned error: 301/);
    expect(ring.asked.length).toBeLessThan(9);
    const page = await aHost(() => '/login');
    await expect(page.read('board')).rejects.toThrow(/returned error: 301/);
  });
});
