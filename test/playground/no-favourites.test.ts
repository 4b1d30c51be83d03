import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changes } from '../../playground/repository/behaviours.ts';
import { past, plan } from '../../playground/repository/versions.ts';
import { createRepository } from '../../playground/repository/create.ts';
import { stories } from '../../playground/stories/index.ts';

/** Everything that could be tempted to know how a story ends: Davy itself, and every stand-in. */
const rooms = [
  'src',
  'playground/slack',
  'playground/sentry',
  'playground/prometheus',
  'playground/pagerduty',
  'playground/jira',
  'playground/host',
  'playground/balancer',
  'playground/board',
  'playground/users',
  'playground/visitors',
  'playground/standin',
  'playground/page',
];
/** The catalogue only words what others decide; its help gives examples, as help does. */
const catalogue = 'src/texts/en/';
const files = rooms
  .flatMap((room) => globSync(`${room}/**/*.ts`))
  .filter((file) => !file.startsWith(catalogue));
const versions = [...past, ...plan(1).map(({ version }) => version)];
// What Davy itself says of releases, and plain English; the others mean a story or a build and
// nothing else.
const words: readonly string[] = [
  'healthy',
  'throws',
  'noisy',
  'held',
  'declined',
  'carry',
  'supersede',
  'traffic',
  'slow',
];
const names = [...stories.map(({ name }) => name), ...Object.keys(changes)].filter(
  (name) => !words.includes(name),
);

describe('what plays a part in a story', () => {
  it('reads every room', () => {
    expect(rooms.filter((room) => !files.some((file) => file.startsWith(room)))).toEqual([]);
    expect(names).toContain('bad-canary');
  });

  it.each([...versions, ...names])('does not know %s', (name) => {
    expect(files.filter((file) => readFileSync(file, 'utf8').includes(name))).toEqual([]);
  });
});

describe('the builds', () => {
  it('change their behaviour with the seed, whatever they are called', () => {
    const dealt = [1, 2, 3, 4, 5, 6, 7, 8].map(
      (seed) => plan(seed).find(({ version }) => version === '1.42.0')?.behaviour,
    );
    expect(new Set(dealt).size).toBeGreaterThan(2);
  });

  it('differ in nothing but their own code', async () => {
    const dir = mkdtempSync(join(tmpdir(), 'davy-seed-'));
    try {
      const { builds } = await createRepository(join(dir, 'repository'), 7);
      expect(new Set(builds.map(({ commit }) => commit)).size).toBe(builds.length);
      for (const { version, checks, image, commit } of builds)
        expect({ version, checks, image }).toEqual({
          version,
          checks: { passed: 3, failed: 0 },
          image: `img-${commit.slice(0, 12)}`,
        });
    } finally {
      rmSync(dir, { recursive: true, force: true });
    }
  });
});
