import { describe, expect, it } from 'vitest';
import { leftBehind } from '../../src/release/servers/came-back.ts';
import type { Release } from '../../src/release/state/release.ts';
import { build, line, prerelease, release } from '../support/a-release.ts';
import { migrating, rollingBack, stuck } from '../support/phases.ts';
import { server } from '../support/servers.ts';

describe('a server of a release that is over, while another moves', () => {
  const mover = release(migrating(), {
    id: 'rel_MOVES',
    build: build('1.43.0'),
    target: build('1.41.0'),
    carries: ['rel_PRE', 'rel_ALONG'],
  });
  const where = line({
    live: build('1.41.0'),
    moving: { release: mover.id, carries: mover.carries, migrating: true },
  });
  const waiting = { ...mover, phase: stuck(mover.phase) };
  const left = server({ id: 'i-left', release: 'rel_OVER', version: '1.42.0' });
  const owners = (open: readonly Release[], servers = [left]) =>
    leftBehind(where, open, servers, [])?.keys().toArray() ?? null;

  it.each([
    ['goes on', mover],
    ['waits for people, for days', waiting],
  ])('is left behind, where that one %s', (_, one) => {
    expect(owners([one])).toEqual(['rel_OVER']);
    expect(leftBehind(where, [one], [], [left])?.keys().toArray()).toEqual(['rel_OVER']);
  });

  it.each([
    ['launched it', { release: mover.id, version: '1.41.0' }],
    ['brought it along', { release: 'rel_ALONG', version: '1.42.1' }],
    ['brings its build', { release: 'rel_OVER', version: '1.43.0' }],
    ['goes back to its build', { release: 'rel_OVER', version: '1.41.0' }],
  ])('is none, where that one %s', (_, of) => {
    // What it brings is live before it is over.
    const out = { ...where, live: build('1.43.0') };
    const found = [server({ id: 'i-its', ...of })];
    expect(owners([mover], found)).toEqual([]);
    expect(leftBehind(out, [mover], found, [])?.size).toBe(0);
  });

  it('is nobody knows whose, while one goes back, or that one is not known yet', () => {
    const back = prerelease(rollingBack());
    expect(owners([mover, back])).toBeNull();
    expect(owners([])).toBeNull();
  });
});
