import { describe, expect, it } from 'vitest';
import { imageTagsOf } from '../../../src/release/state/image.ts';
import type { Event } from '../../../src/release/state/event.ts';
import type { Line } from '../../../src/release/state/line.ts';
import { transition } from '../../../src/release/transition.ts';
import { build, line } from '../../support/a-release.ts';
import { minute, noon } from '../../support/noon.ts';

const commit = 'c'.repeat(40);
const awaited = (version: string, at = noon): Event => ({
  kind: 'image-awaited',
  at,
  version,
  commit,
  until: at + 60 * minute,
});
const found = (version: string, image = 'ami-1'): Event => ({
  kind: 'image-found',
  at: noon,
  version,
  image,
  among: 1,
});
const missed = (version: string, at: number): Event => ({ kind: 'image-missed', at, version });

function after(before: Line, ...events: readonly Event[]): Line {
  return events.reduce((now, event) => {
    const decision = transition(now, null, [], event);
    if (decision.kind === 'refused') throw new Error(JSON.stringify(decision));
    return decision.line;
  }, before);
}
const code = (before: Line, event: Event) => {
  const decision = transition(before, null, [], event);
  return decision.kind === 'refused' ? decision.code : decision.kind;
};
const awaits = ({ awaited: all }: Line) => all.map(({ version }) => version);

describe('an image that is waited for', () => {
  it('is given to its build once, and kept beside the line', () => {
    const waiting = after(line(), awaited('1.44.0'), awaited('1.45.0'));
    const decision = transition(waiting, null, [], found('1.44.0'));
    expect(decision).toMatchObject({
      kind: 'moved',
      given: [{ service: 'board', version: '1.44.0', image: 'ami-1' }],
    });
    const given = after(waiting, found('1.44.0'));
    expect(awaits(given)).toEqual(['1.45.0']);
    expect(code(given, found('1.44.0', 'ami-2'))).toBe('nothing-to-do');
    expect(code(line(), found('1.44.0'))).toBe('nothing-to-do');
  });

  it('is looked for as long as was said first, however often CI says it', () => {
    const waiting = after(line(), awaited('1.44.0'));
    expect(code(waiting, awaited('1.44.0', noon + 10 * minute))).toBe('nothing-to-do');
    expect(waiting.awaited).toEqual([
      { version: '1.44.0', commit, since: noon, until: noon + 60 * minute },
    ]);
  });

  it('is given up when its time is over and not before, and may be looked for again', () => {
    const waiting = after(line(), awaited('1.44.0'));
    expect(code(waiting, missed('1.44.0', noon + 59 * minute))).toBe('not-now');
    const over = after(waiting, missed('1.44.0', noon + 60 * minute));
    expect(awaits(over)).toEqual([]);
    expect(code(over, missed('1.44.0', noon + 61 * minute))).toBe('nothing-to-do');
    expect(awaits(after(over, awaited('1.44.0', noon + 90 * minute)))).toEqual(['1.44.0']);
  });

  it('is given up at once where something newer is live', () => {
    const waiting = after(line({ live: build('1.44.1') }), awaited('1.44.0'), awaited('1.44.2'));
    expect(code(waiting, missed('1.44.0', noon))).toBe('moved');
    expect(code(waiting, missed('1.44.2', noon))).toBe('not-now');
  });

  it('is one of fifty at most: one question names them all', () => {
    const many = Array.from({ length: 51 }, (_, i) => awaited(`2.0.${i}`));
    const waiting = after(line(), ...many);
    expect(waiting.awaited).toHaveLength(50);
    expect(awaits(waiting)[0]).toBe('2.0.1');
  });
});

it('the tags of an image hold the version and the commit of its build, and nothing else', () => {
  const tags = { Role: 'board', Build: 'v{version}', Commit: '{commit}', Odd: '{id}' };
  expect(imageTagsOf({ tags, withinMs: 0 }, { version: '1.44.0+{commit}', commit })).toEqual({
    Role: 'board',
    Build: 'v1.44.0+{commit}',
    Commit: commit,
    Odd: '{id}',
  });
});
