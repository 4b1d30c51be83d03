import { describe, expect, it } from 'vitest';
import { transition } from '../../../src/release/transition.ts';
import type { Server } from '../../../src/release/state/servers.ts';
import { line, release } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';

describe('a look at the image of the way back', () => {
  const moving = release({ kind: 'migrating', since: noon, batch: 0, movedAt: null, watchedMs: 0 });
  const look = (one: typeof moving, at: number, found?: boolean) => {
    const decision = transition(line(), one, [], {
      kind: 'observed',
      at,
      wall: at,
      servers: [],
      singles: [],
      ...(found === undefined ? {} : { image: { at, found } }),
    });
    if (decision.kind === 'refused' || !decision.release) throw new Error('refused');
    return decision.release;
  };

  it('is kept until somebody looks again', () => {
    const looked = look(moving, noon, true);
    expect(looked.seen?.image).toEqual({ at: noon, found: true });
    expect(look(looked, noon + 1_000).seen?.image).toEqual({ at: noon, found: true });
    expect(look(looked, noon + 2_000, false).seen?.image).toEqual({
      at: noon + 2_000,
      found: false,
    });
  });

  it('says nothing while nobody looked', () => {
    expect(look(moving, noon).seen).not.toHaveProperty('image');
  });
});

describe('the servers users could go back to', () => {
  it('are those of the old build that are ready, no canary that goes out with the release', () => {
    const moving = release({
      kind: 'migrating',
      since: noon,
      batch: 0,
      movedAt: null,
      watchedMs: 0,
    });
    const server = (id: string, version: string, more: Partial<Server> = {}): Server => ({
      id,
      version,
      release: '',
      slot: 0,
      state: 'ready',
      joined: true,
      admits: true,
      share: null,
      users: 10,
      protected: true,
      ...more,
    });
    const servers = [
      server('a', '1.41.0'),
      server('b', '1.41.0', { state: 'unhealthy' }),
      server('c', '1.42.0', { release: 'rel_PRE' }),
      server('d', '1.42.0', { release: 'rel_ALL' }),
    ];
    expect(
      transition(line(), moving, [], {
        kind: 'observed',
        at: noon,
        wall: noon,
        servers,
        singles: [],
      }),
    ).toMatchObject({ release: { seen: { oldServers: { ready: 2 }, home: 1 } } });
  });
});
