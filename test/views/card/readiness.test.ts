import { describe, expect, it } from 'vitest';
import type { Changelog } from '../../../src/changes/changelog.ts';
import { plannedMove } from '../../../src/release/migration/move.ts';
import type { Release } from '../../../src/release/state/release.ts';
import type { Phase } from '../../../src/release/state/phase.ts';
import type { Migration } from '../../../src/release/state/remembered.ts';
import { readinessLine } from '../../../src/views/card/readiness.ts';
import { plan, prerelease, release } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';

/** A tenth moved in two minutes, and the servers took three to start. */
const move: Migration = {
  ...plannedMove(plan),
  since: noon + 13 * minute,
  launchMs: 3 * minute,
  done: [
    {
      share: 0.1,
      since: noon,
      movedAt: noon + 2 * minute,
      until: noon + 13 * minute,
      watchedMs: 11 * minute,
      users: 100,
      reconnects: null,
    },
  ],
};
const seen = (
  old: number,
  image: { readonly at: number; readonly found: boolean } | null = { at: noon, found: true },
  users = 250,
): NonNullable<Release['seen']> => ({
  at: noon + 14 * minute,
  newServers: { servers: 4, ready: 4, users },
  oldServers: { servers: old, ready: old, users: 1_000 - users },
  ...(image ? { image } : {}),
});
const migrating: Phase = {
  kind: 'migrating',
  since: noon,
  batch: 1,
  movedAt: noon + 14 * minute,
  watchedMs: 0,
};
const line = (
  more: Partial<Release>,
  changelog: Changelog | null = null,
  phase: Phase = migrating,
) => readinessLine(release(phase, { move, capacity: 4, ...more }), changelog);
const lost = { at: noon, found: false };

describe('the way back', () => {
  it('is fast while the old servers are there, and says when that ends', () => {
    expect(line({ seen: seen(4) })).toMatch(
      new RegExp(
        String.raw`^\*Rollback:\* ready, 3 min; 4 servers of 1\.41\.0 are still there\. In ` +
          String.raw`about 1 h \d+ min they are retired; after that it is slow, 6 min\.$`,
      ),
    );
  });

  it('says before the point of no return that there is none behind it', () => {
    expect(line({ seen: seen(4, lost) })).toContain(
      'after that it is impossible: the image of 1.41.0 is not there any more.',
    );
    expect(
      line({ seen: seen(4) }, null, { kind: 'retiring', since: noon, unprotectedAt: null }),
    ).toContain('The old servers are retired now; after that it is slow');
  });

  it('is slow once old servers are missing and their image is there', () => {
    expect(line({ seen: seen(1) })).toBe(
      '*Rollback:* slow, 6 min; only 1 of 4 servers of 1.41.0 left, its image is there.',
    );
    expect(
      line({ seen: seen(0, { at: noon, found: true }, 1_000) }, null, { kind: 'live', at: noon }),
    ).toMatch(
      /^\*Rollback:\* slow, \d+ min; the servers of 1\.41\.0 are gone, its image is there\.$/,
    );
  });

  it('is impossible when the image is gone too, and not known while nobody looked', () => {
    expect(line({ seen: seen(0, lost) })).toBe(
      '*Rollback:* impossible, the image of 1.41.0 is not there any more.',
    );
    expect(line({ seen: seen(0, null) })).toBe(
      '*Rollback:* not known, the image of 1.41.0 was not checked yet.',
    );
    expect(line({ seen: null })).toContain('not known');
    expect(line({ target: null, seen: seen(4) })).toContain(
      'impossible, nobody knows what was live before',
    );
  });

  it('gives no time before anything moved', () => {
    expect(line({ seen: seen(4), move: null }, null, { kind: 'verifying', since: noon })).toBe(
      '*Rollback:* ready; 4 servers of 1.41.0 are still there. Once they are retired it is slow.',
    );
    expect(readinessLine(prerelease({ kind: 'soaking', since: noon }), null)).toBe(
      '*Rollback:* ready; 4 servers of 1.41.0 are still there.',
    );
  });

  it('says while a pre-release soaks that no release can start without the old image', () => {
    const soaking = prerelease({ kind: 'soaking', since: noon }, { seen: seen(4, lost) });
    expect(readinessLine(soaking, null)).toBe(
      '*Rollback:* ready; 4 servers of 1.41.0 are still there. ' +
        'No release can start from here: the image of 1.41.0 is not there any more.',
    );
  });

  it('names the migrations that stay, and not those that can be undone', () => {
    const change = {
      commit: 'c',
      title: 't',
      author: { name: 'a', email: 'e' },
      at: noon,
      group: 'care',
      files: [],
      tickets: [],
      pull: null,
    } as const;
    const log: Changelog = {
      service: 'board',
      from: { version: '1.41.0', commit: 'a' },
      to: { version: '1.42.0', commit: 'b' },
      changes: [
        {
          ...change,
          care: [{ kind: 'migrations', count: 2, reversible: false }, { kind: 'breaking' }],
        },
        { ...change, care: [{ kind: 'migrations', count: 1, reversible: true }] },
      ],
      removed: [],
      url: null,
    };
    expect(line({ seen: seen(4) }, log)).toContain(
      '2 migrations stay: 1.41.0 has to work with the changed database.',
    );
  });
});
