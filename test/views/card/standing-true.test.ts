import { describe, expect, it } from 'vitest';
import type { ThreadFacts } from '../../../src/views/thread-facts.ts';
import { messagesOf } from '../../../src/views/messages.ts';
import { minute, noon } from '../../support/noon.ts';
import { gallery } from '../gallery.ts';
import { all, migrating, since } from '../gallery-parts.ts';

/** What one kind of message says, in both of its forms. */
function said(facts: ThreadFacts | undefined, kind: string): string {
  const found = facts ? messagesOf(facts).filter((one) => one.kind === kind) : [];
  expect(found).not.toEqual([]);
  return JSON.stringify(found.map(({ content }) => content));
}

const shared = (mine: number, old: number) => ({
  seen: {
    at: noon,
    newServers: { servers: 4, ready: 4, users: mine },
    oldServers: { servers: 4, ready: 4, users: old },
  },
});

describe('what is said of a release stands beside what is so', () => {
  it.each(['servers came back', 'many servers came back'])(
    'somebody has something to do where %s',
    (state) => {
      expect(said(gallery[state], 'card')).toMatch(/Take away (2|14) servers/);
      expect(said(gallery[state], 'card')).not.toContain('Nothing');
      expect(said(gallery[state], 'fleet')).not.toContain('All users are on 1.41.0');
    },
  );

  it.each(['release launching', 'traffic, release launching'])(
    'servers that are being started are not called well: %s',
    (state) => {
      expect(said(gallery[state], 'fleet')).toMatch(/Starting, \d of 4 new servers ready/);
      expect(said(gallery[state], 'fleet')).not.toContain('Healthy');
    },
  );

  it.each([
    { kind: 'watching', since, watchedMs: 5 * minute } as const,
    { kind: 'retiring', since, unprotectedAt: null } as const,
    { kind: 'swapping', since, done: [] } as const,
  ])('nobody has all users whose old servers have half of them: $kind', (phase) => {
    const half = all(phase, shared(3_100, 3_100));
    expect(said(half, 'card')).toContain('has 50% of users');
    expect(said(half, 'fleet')).not.toMatch(/has all users|all users moved/);
    expect(said(all(phase, shared(6_200, 12)), 'card')).toContain('has all users');
  });

  it('what is stuck is not healthy, and says why it is stuck', () => {
    const fleet = said(gallery['spares, stuck without room'], 'fleet');
    expect(fleet).toContain('No capacity for 3 servers');
    expect(fleet).not.toMatch(/Healthy|large_green_circle|About \d/);
  });

  it('next comes the batch that is under way', () => {
    const moves = said(gallery['traffic, moving a batch'], 'card');
    expect(moves).toContain('50% of traffic, then watch for 10 min');
    expect(said(gallery['traffic, between two batches'], 'card')).toContain(
      '100% of traffic after',
    );
    const last = all({ ...migrating, batch: 3, movedAt: null });
    expect(said(last, 'card')).toContain('100% of users, then watch for 30 min');
  });

  it('what is still on its way back has not stopped', () => {
    const fleet = said(gallery['traffic, rolling back'], 'fleet');
    expect(fleet).toContain('board 1.42.0 is rolling back');
    expect(fleet).not.toContain('stopped');
  });
});
