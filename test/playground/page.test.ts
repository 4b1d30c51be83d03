import { describe, expect, it } from 'vitest';
import {
  headed,
  readReached,
  stepAt,
  stepsDone,
  writeReached,
} from '../../playground/page/guide-steps.ts';
import { ticks } from '../../playground/page/chart-scale.ts';
import { guideTo } from '../../playground/guide.ts';
import { authors, merger } from '../../playground/repository/history.ts';
import { plan } from '../../playground/repository/versions.ts';
import { playgroundWorkspace } from '../../playground/slack/workspace.ts';
import { texts } from '../../src/texts/texts.ts';

const builds = plan(1).map(({ version, behaviour }) => ({
  version,
  behaviour,
  commit: version,
  image: version,
  checks: { passed: 3, failed: 0 },
}));
const steps = guideTo('board', builds);
const good = builds.find(({ behaviour }) => behaviour === 'healthy')?.version ?? '';
const name = `board ${good}`;

describe('the guide of the playground', () => {
  it('goes on by itself with what Davy says, in the words of Davy', () => {
    const said = [
      texts.progress.title.running(name, 1),
      texts.soak.spokenPassed(name, 600_000),
      texts.standing.release.goingOut(name),
      texts.statusCard.heads.live(name),
    ];
    expect(said.map((_, i) => stepsDone(steps, said.slice(0, i)))).toEqual([0, 1, 2, 3]);
    expect(stepsDone(steps, said)).toBe(4);
    // Messages are edited: the last words alone are enough.
    expect(stepsDone(steps, said.slice(-1))).toBe(4);
  });

  it('stays where somebody leafs to, until more is done', () => {
    const leafed = readReached(writeReached({ at: 1, done: 3 }));
    expect(stepAt(leafed, 3, 5)).toBe(1);
    expect(stepAt(leafed, 4, 5)).toBe(4);
    expect(stepAt({ at: 4, done: 0 }, 1, 5)).toBe(4);
    expect(stepAt(readReached(null), 5, 5)).toBe(4);
    expect(stepAt(readReached('no number'), 0, 5)).toBe(0);
  });

  it('shows the card of the build, not the later one of its service', () => {
    const cards = [
      ['board 1.42.01 is ready to pre-release'],
      ['board 1.42.0 waits for approval, 0 of 1'],
      ['board 1.42.0 is tried on a few users'],
    ];
    expect(headed(cards, 'board 1.42.0', (card) => card)).toBe(cards[1]);
  });
});

describe('the axis of a chart', () => {
  it('counts whole things in whole steps', () => {
    expect(ticks([0, 1])).toEqual([0, 1]);
    expect(ticks([1, 3])).toEqual([0, 1, 2, 3]);
    expect(ticks([0, 10])).toEqual([0, 5, 10]);
    expect(ticks([0, 0.9])).toEqual([0, 0.25, 0.5, 0.75, 1]);
  });
});

describe('who is in the repository and in Slack', () => {
  it('has one name in both', () => {
    const people = new Map(
      playgroundWorkspace().people.map(({ email, real_name }) => [email, real_name]),
    );
    const both = [...authors, merger].flatMap((author) => {
      const [, called = '', email = ''] = /^(.*) <(.*)>$/.exec(author) ?? [];
      const known = people.get(email);
      return known === undefined ? [] : [[called, known]];
    });
    expect(both.map(([called]) => called)).toEqual(both.map(([, known]) => known));
    expect(both.length).toBeGreaterThan(2);
  });
});
