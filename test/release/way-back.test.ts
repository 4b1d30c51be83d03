import { describe, expect, it } from 'vitest';
import { transition } from '../../src/release/transition.ts';
import { line, noon, release } from '../support/samples.ts';

describe('a look at the image of the way back', () => {
  const moving = release({ kind: 'migrating', since: noon, batch: 0, movedAt: null, watchedMs: 0 });
  const look = (one: typeof moving, at: number, found?: boolean) => {
    const decision = transition(line(), one, [], { kind: 'observed', at, wall: at, servers: [], ...(found === undefined ? {} : { image: { at, found } }) });
    if (decision.kind === 'refused' || !decision.release) throw new Error('refused');
    return decision.release;
  };

  it('is kept until somebody looks again', () => {
    const looked = look(moving, noon, true);
    expect(looked.seen?.image).toEqual({ at: noon, found: true });
    expect(look(looked, noon + 1_000).seen?.image).toEqual({ at: noon, found: true });
    expect(look(looked, noon + 2_000, false).seen?.image).toEqual({ at: noon + 2_000, found: false });
  });

  it('says nothing while nobody looked', () => {
    expect(look(moving, noon).seen).not.toHaveProperty('image');
  });
});
