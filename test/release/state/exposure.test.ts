import { describe, expect, it } from 'vitest';
import { averageUsers, exposed } from '../../../src/release/state/exposure.ts';
import type { Seen } from '../../../src/release/state/servers.ts';

const side = (users: number) => ({ servers: 1, ready: 1, users });
const seen = (at: number, mine: number, old: number): Seen => ({
  at,
  newServers: side(mine),
  oldServers: side(old),
});
const gapMaxMs = 4_000;

describe('how many users met a build', () => {
  it('is the average of what was seen', () => {
    const first = exposed([], seen(1_000, 0, 40), seen(2_000, 10, 30), gapMaxMs);
    const second = exposed(first, seen(2_000, 10, 30), seen(3_000, 20, 20), gapMaxMs);
    expect(averageUsers(second, 0)).toEqual({ since: 1_000, users: 10, oldUsers: 30 });
  });

  it('counts users of the canary with the build they meet, though they move with the old', () => {
    const one = exposed([], seen(1_000, 0, 50), seen(2_000, 0, 50), gapMaxMs, 10);
    expect(averageUsers(one, 0)).toEqual({ since: 1_000, users: 10, oldUsers: 40 });
  });

  it('begins anew after minutes that nobody watched, in which users may have moved', () => {
    const before = exposed([], seen(1_000, 2, 48), seen(2_000, 2, 48), gapMaxMs);
    const after = exposed(before, seen(2_000, 2, 48), seen(12_000, 25, 25), gapMaxMs);
    expect(averageUsers(after, 0)).toBeNull();
    expect(
      averageUsers(exposed(after, seen(12_000, 25, 25), seen(13_000, 25, 25), gapMaxMs), 0),
    ).toEqual({ since: 12_000, users: 25, oldUsers: 25 });
  });

  it('is not known while nobody has looked lately', () => {
    const before = exposed([], seen(1_000, 2, 48), seen(2_000, 2, 48), gapMaxMs);
    expect(averageUsers(before, 2_000)).not.toBeNull();
    expect(averageUsers(before, 2_001)).toBeNull();
  });
});
