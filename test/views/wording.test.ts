import { describe, expect, it } from 'vitest';
import { en } from '../../src/texts/en/index.ts';
import { migrationMessage } from '../../src/views/release/migration.ts';
import { rollingBack } from '../../src/views/card/standing-back.ts';
import { prerelease, release } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { ana } from '../support/people.ts';
import { story } from '../support/thread-samples.ts';
import { apart } from './apart.ts';
import { byItself, saidBy } from '../../src/release/state/said.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import { worded } from '../../src/release/state/worded.ts';

const { capital } = en.sentence;

describe('a sentence', () => {
  it('begins with a capital', () => {
    expect([
      capital('new errors 24, max 0'),
      capital('servers 3 of 4'),
      capital('it went out'),
    ]).toEqual(['New errors 24, max 0', 'Servers 3 of 4', 'It went out']);
  });

  it('leaves names as they are written, also where they begin it', () => {
    expect([
      capital('p95 latency 900 ms'),
      capital('board 1.43.0 went live'),
      capital('board v2.0.1-rc.1 went live'),
    ]).toEqual(['p95 latency 900 ms', 'board 1.43.0 went live', 'board v2.0.1-rc.1 went live']);
  });
});

describe('what is said of a moment', () => {
  it('has one "at": a day is on, an hour is at', () => {
    expect(
      apart()
        .map(({ content }) => content.text)
        .filter((text) => /\bat [A-Z][a-z]{2} \d/.test(text)),
    ).toEqual([]);
    expect(apart().find(({ state }) => state === 'freeze ended by time')?.content.text).toBe(
      'The freeze of board is over. Ended by itself on Nov 23 at 12:00 UTC.',
    );
  });
});

describe('a release that is stuck', () => {
  it('says where it was when it got stuck', () => {
    const stuck = release({
      kind: 'stuck',
      since: noon,
      because: worded('old servers cannot be destroyed'),
      from: { kind: 'migrating', since: noon, batch: 1, movedAt: null, watchedMs: 0 },
    });
    const made = migrationMessage(
      story({
        prerelease: prerelease({ kind: 'approved', since: noon }),
        release: stuck,
        now: noon + minute,
      }),
      stuck,
    );
    expect(JSON.stringify(made.content.rich)).toContain('*Stuck, batch 2 of 4.*');
  });
});

describe('a rollback that a person asked for', () => {
  it('names them once, and the reason after them', () => {
    const phase: Phase = {
      kind: 'rolling-back',
      since: noon,
      ...saidBy(ana, 'asked', 'carts are wrong'),
      end: 'rolled-back',
      usersBackAt: null,
      unprotectedAt: null,
      calmSince: null,
    };
    const back = release(phase);
    expect(rollingBack(back)?.state).toBe(
      ':rotating_light: Rolling back, asked by Ana R.: carts are wrong',
    );
    expect(
      rollingBack({
        ...back,
        phase: { ...phase, ...byItself(worded('new errors 24, max 0')) },
      })?.state,
    ).toBe(':rotating_light: Rolling back: new errors 24, max 0');
  });
});

describe('one and none', () => {
  it('are said without a number that says nothing', () => {
    expect([en.error.list.each(1), en.error.list.each(3)]).toEqual([
      'this error',
      'each of these 3',
    ]);
    expect([
      en.card.since(0, '1.41.0', 0),
      en.card.since(1, '1.41.0', 1),
      en.card.since(7, '1.41.0', 3),
    ]).toEqual([
      'Nothing new since 1.41.0',
      '1 change since 1.41.0, by 1 person',
      '7 changes since 1.41.0, by 3 people',
    ]);
  });
});
