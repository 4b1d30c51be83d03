import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRepository } from '../../../playground/repository/create.ts';
import { plan } from '../../../playground/repository/versions.ts';

const run = promisify(execFile);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repository-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const git = async (seed: number, ...args: string[]) =>
  (await run('git', ['-C', join(folder, String(seed)), ...args])).stdout.trim();
const now = Date.UTC(2026, 10, 21, 9);
const make = (seed: number) => createRepository(join(folder, String(seed)), seed, now);

describe('the repository of the service', () => {
  it('is the same for the same seed, and found again', async () => {
    const first = await make(1);
    const again = await make(1);
    const elsewhere = await createRepository(join(folder, 'elsewhere'), 1, now);
    expect(again).toEqual(first);
    expect(elsewhere.builds).toEqual(first.builds);
  });

  it('was worked on until just before it was made, and never after', async () => {
    await make(1);
    const days = (await git(1, 'log', '--format=%ct'))
      .split('\n')
      .map((at) => (now / 1_000 - Number(at)) / 86_400);
    expect(Math.min(...days)).toBeGreaterThan(0);
    expect(Math.max(...days)).toBeLessThan(14);
  });

  it('deals behaviours anew for each seed, and always the same set of them', () => {
    const dealt = Array.from({ length: 20 }, (_, seed) =>
      plan(seed).map(({ behaviour }) => behaviour),
    );
    expect(new Set(dealt.map((one) => one.join())).size).toBeGreaterThan(10);
    for (const one of dealt)
      expect([...one].sort()).toEqual([
        'half-fleet',
        'healthy',
        'healthy',
        'never-healthy',
        'noisy',
        'one-endpoint',
        'slow',
        'throws',
      ]);
    const places = dealt.map((one) => one.indexOf('throws'));
    expect(new Set(places).size).toBeGreaterThan(3);
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'makes every build of seed %i from source that fits',
    async (seed) => {
      const { builds, live, older } = await make(seed);
      expect(new Set([...builds, live, ...older].map(({ commit }) => commit)).size).toBe(11);
      expect(await git(seed, 'rev-list', '--count', 'HEAD')).toMatch(/^\d\d$/);
      expect(await git(seed, 'status', '--porcelain')).toBe('');
    },
  );

  it('differs only in its own source where a build is bad, and then takes that back', async () => {
    const seed = [1, 2, 3, 4, 5, 6, 7, 8].find((one) => plan(one).at(-1)?.behaviour !== 'throws')!;
    const { builds } = await make(seed);
    const bad = builds.findIndex(({ behaviour }) => behaviour === 'throws');
    const before = `v${builds[bad - 1]?.version ?? '1.41.0'}`;
    const changed = (
      await git(seed, 'diff', '--name-only', before, `v${builds[bad]!.version}`, '--', 'server')
    ).split('\n');
    expect(changed).toContain('server/board/smooth.ts');
    expect(
      await git(
        seed,
        'log',
        '--format=%s',
        `v${builds[bad]!.version}..v${builds[bad + 1]!.version}`,
      ),
    ).toContain('Revert "Round off short strokes as well');
    for (const { version } of builds)
      expect(await git(seed, 'log', '-1', '--format=%s', `v${version}`)).not.toMatch(
        /healthy|throws|bad|half/i,
      );
  });

  it('names in each revert what it takes back, and merges what branches brought', async () => {
    await make(1);
    expect(await git(1, 'log', '--format=%B')).toMatch(/^Reverts whiteboard-works\/board#\d+$/m);
    const merges = await git(1, 'log', '--merges', '--format=%H %an|%s');
    expect(merges.split('\n').map((one) => one.replace(/^\w+ /, ''))).toEqual([
      'Max M.|Merge pull request #853 from whiteboard-works/more-undo',
      'Max M.|Merge pull request #815 from whiteboard-works/BRD-422-long-strokes',
    ]);
    expect(
      await git(1, 'diff', '--name-only', `${merges.slice(0, 40)}^`, merges.slice(0, 40)),
    ).toBe('server/board/limits.ts');
  });

  it('has titles with tickets, pull requests and markup, and paths of both teams', async () => {
    await make(1);
    const titles = await git(1, 'log', '--format=%s');
    expect(titles).toContain('<!channel>');
    expect(titles).toMatch(/\(BRD-\d+\) \(#\d+\)/);
    expect(titles).toMatch(/ACC-\d+/);
    const files = await git(1, 'ls-tree', '-r', '--name-only', 'HEAD');
    expect(files).toContain('server/accounts/palette.ts');
    expect(files).toMatch(/migrations\/\d+-.*\.sql/);
  });
});
