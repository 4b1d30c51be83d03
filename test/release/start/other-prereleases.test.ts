import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inProduction } from '../../../src/release/start/other-prereleases.ts';
import type { Among } from '../../../src/release/state/among.ts';
import type { Line } from '../../../src/release/state/line.ts';
import type { Release } from '../../../src/release/state/release.ts';
import { blocked, build, line, prerelease } from '../../support/a-release.ts';
import { observed, prereleaseRequested } from '../../support/events.ts';
import { given } from '../../support/given.ts';
import { minute, noon } from '../../support/noon.ts';
import { tom, roster } from '../../support/people.ts';
import { rollingBack, stuck } from '../../support/phases.ts';
import { counterexample, servers } from '../arbitrary.ts';
import { lines, releases } from '../arbitrary-releases.ts';
import { worded } from '../../../src/release/state/worded.ts';

const at = noon + 10 * minute;
const soaking = prerelease({ kind: 'soaking', since: noon });
const ask = (among: Among, others: readonly Release[] = [soaking], where: Line = line()) =>
  given(null, { line: where, others }).when(prereleaseRequested({ at, roster, among }));
const seen = (one: Release, others: readonly Release[], where = line()) =>
  given(one, { line: where, others }).when(observed(at));
const queued = prerelease(
  { kind: 'queued', since: noon },
  { id: 'rel_NEXT', build: build('1.43.0') },
);
describe('a second pre-release', () => {
  it('is not started until somebody says what becomes of the first', () => {
    expect(ask('alone')).toMatchObject({
      kind: 'refused',
      code: 'not-alone',
      because: { says: 'notAlone', values: [['board 1.42.0']] },
    });
  });

  it.each(['alone', 'in-line', 'replace', 'beside'] as const)(
    'starts at once when nothing is there, also with the word %s',
    (among) => {
      expect(ask(among, [])).toMatchObject({
        kind: 'moved',
        born: { phase: { kind: 'requested' } },
        line: { recalled: [] },
      });
    },
  );

  it('is not asked about one that is to be brought back, though nobody has looked since', () => {
    const bar = blocked({ commit: soaking.build.commit, teams: [], at: noon });
    const recall = {
      release: soaking.id,
      because: worded('went back with board 1.44.0'),
      by: null,
      end: 'stopped',
    } as const;
    for (const where of [line({ blocked: [bar] }), line({ recalled: [recall] })]) {
      expect(ask('alone', [soaking], where)).toMatchObject({
        kind: 'moved',
        born: { phase: { kind: 'requested' } },
      });
      expect(seen(soaking, [], where)).toMatchObject({
        release: { phase: { kind: 'rolling-back' } },
      });
    }
  });

  it('starts beside the first and leaves it alone', () => {
    expect(ask('beside')).toMatchObject({
      kind: 'moved',
      born: { phase: { kind: 'requested' } },
      line: { recalled: [] },
    });
  });

  it('in the place of the first calls that one back, in the same decision', () => {
    const decision = ask('replace');
    expect(decision).toMatchObject({
      kind: 'moved',
      born: { phase: { kind: 'requested' } },
      line: { recalled: [{ release: 'rel_PRE', end: 'replaced', by: tom }] },
    });
    if (decision.kind !== 'moved') return;
    expect(seen(soaking, [], decision.line)).toMatchObject({
      line: { recalled: [], lock: null, blocked: [] },
      release: {
        phase: {
          kind: 'rolling-back',
          end: 'replaced',
          because: { kind: 'replaced', who: 'Tom B.', name: 'board 1.43.0' },
        },
      },
    });
  });

  it('in line launches nothing until the first has left production', () => {
    expect(ask('in-line')).toMatchObject({ kind: 'moved', born: { phase: { kind: 'queued' } } });
    expect(seen(queued, [soaking])).toMatchObject({ kind: 'measured-only' });
    expect(seen(queued, [prerelease(rollingBack({ end: 'replaced' }))])).toMatchObject({
      kind: 'measured-only',
    });
    expect(
      seen(queued, [
        prerelease({ kind: 'queued', since: noon }, { id: 'rel_FIRST', at: noon - 1 }),
      ]),
    ).toMatchObject({ kind: 'measured-only' });
    expect(seen(queued, [])).toMatchObject({
      kind: 'moved',
      release: { phase: { kind: 'requested' } },
    });
  });

  it('leaves the line neither into a freeze nor into a lock, and does not launch into one', () => {
    const frozen = line({
      freeze: { since: noon, until: at + 1, reason: 'sale', by: tom, asks: [] },
    });
    const locked = line({
      lock: { reason: worded('rolled back'), since: noon, release: 'rel_OLD' },
    });
    const requested = prerelease({ kind: 'requested', since: noon });
    for (const one of [queued, requested])
      for (const where of [frozen, locked])
        expect(seen(one, [], where)).toMatchObject({ kind: 'measured-only' });
    expect(given(queued, { line: frozen }).when(observed(at + 1))).toMatchObject({
      release: { phase: { kind: 'requested' } },
    });
  });

  it('in line goes only when it is known to contain what went live meanwhile', () => {
    const newer = line({ live: build('1.44.0') });
    expect(seen(queued, [], newer)).toMatchObject({
      kind: 'measured-only',
      release: { target: { version: '1.41.0' } },
    });
    const ancestry = (contained: boolean) => ({ commit: build('1.44.0').commit, contained });
    const decision = (contained: boolean) =>
      given(queued, { line: newer }).when(observed(at, [], { ancestry: ancestry(contained) }));
    expect(decision(false)).toMatchObject({ release: { phase: { kind: 'replaced' } } });
    expect(decision(true)).toMatchObject({
      release: { phase: { kind: 'queued' }, target: { version: '1.44.0' } },
    });
  });

  it('may wait in line while a release moves, and nothing else may start then', () => {
    const moving = line({ moving: { release: 'rel_ALL', carries: [], migrating: false } });
    expect(ask('in-line', [], moving)).toMatchObject({
      kind: 'moved',
      born: { phase: { kind: 'queued' } },
    });
    expect(ask('beside', [], moving)).toMatchObject({ kind: 'refused', code: 'moving' });
  });

  it.each(['stopped', 'cancelled', 'rollback-asked'] as const)(
    'leaves the line at once when somebody says %s, and nothing is locked or barred',
    (kind) => {
      const decision = given(queued, { others: [soaking] }).when({
        kind,
        at,
        by: tom,
        reason: 'not today',
      });
      expect(decision).toMatchObject({
        kind: 'moved',
        line: { lock: null, blocked: [] },
        release: { phase: { kind: kind === 'cancelled' ? 'cancelled' : 'stopped' } },
      });
    },
  );

  it('that was recalled comes back although stuck, but not while a release carries it', () => {
    const one = prerelease(stuck({ kind: 'soaking', since: noon }));
    const recalled = line({
      recalled: [{ release: 'rel_PRE', because: worded('replaced'), by: tom, end: 'replaced' }],
    });
    expect(seen(one, [], recalled)).toMatchObject({
      release: { phase: { kind: 'rolling-back', end: 'replaced' } },
    });
    const carried = {
      ...recalled,
      moving: { release: 'rel_ALL', carries: ['rel_PRE'], migrating: false },
    };
    expect(seen(soaking, [], carried)).toMatchObject({ kind: 'measured-only' });
  });

  it('neither starts unasked beside another nor leaves the line while another is there', () => {
    const words = fc.constantFrom('alone', 'beside', 'replace', 'in-line');
    expect(
      counterexample(
        fc.property(
          lines,
          fc.array(releases, { maxLength: 3 }),
          words,
          fc.option(releases, { nil: null }),
          servers,
          (where, others, among, one, there) => {
            const asked = ask(among, others, where);
            const unasked =
              among === 'alone' &&
              inProduction(where, others).length > 0 &&
              asked.kind !== 'refused';
            const moved =
              one?.kind === 'prerelease' && one.phase.kind === 'queued'
                ? given(one, { line: where, others }).when(observed(at, there))
                : null;
            const jumped =
              moved?.kind === 'moved' &&
              moved.release?.phase.kind === 'requested' &&
              inProduction(where, others).length > 0;
            return !unasked && !jumped;
          },
        ),
      ),
    ).toBeNull();
  });
});
