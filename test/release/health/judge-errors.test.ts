import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/release/state/event.ts';
import { isInForce, notCounted } from '../../../src/release/state/known-issue.ts';
import { transition } from '../../../src/release/transition.ts';
import { build, line, prerelease, release } from '../../support/a-release.ts';
import { knownIssue } from '../../support/error-samples.ts';
import { minute, noon } from '../../support/noon.ts';
import { ana, priya, tom } from '../../support/people.ts';
import { worded } from '../../../src/release/state/worded.ts';

const day = 24 * 60 * minute;
const at = noon + 10 * minute;
const roster = { at, teams: { whiteboard: [ana.id, priya.id], accounts: [], 'on-call': [tom.id] } };
const soaking = prerelease({ kind: 'soaking', since: noon });
const of = (version: string) =>
  prerelease({ kind: 'soaking', since: noon }, { build: build(version) });
type Said = Extract<Event, { kind: 'errors-judged' }>;
const said = (more: Partial<Said> = {}): Said => ({
  kind: 'errors-judged',
  at,
  by: ana,
  roster,
  word: 'known',
  until: at + 14 * day,
  reason: 'BRD-12',
  issues: [{ fingerprint: '7', title: 'Boom' }],
  ...more,
});

describe('a word on a new error', () => {
  it('is kept with who, when, why and until when, and moves nothing', () => {
    const decision = transition(line(), soaking, [], said());
    expect(decision).toMatchObject({
      kind: 'moved',
      release: { phase: { kind: 'soaking' } },
      effects: [],
      known: [
        {
          service: 'board',
          fingerprint: '7',
          title: 'Boom',
          word: 'known',
          until: at + 14 * day,
          version: '1.42.0',
          by: ana,
          at,
          reason: 'BRD-12',
          undone: null,
        },
      ],
    });
  });

  it('that it is ours and blocks takes the build back and bars it, as a decline does', () => {
    const decision = transition(
      line(),
      soaking,
      [],
      said({ word: 'ours-blocks', until: null, reason: 'blocked for BOARD-7' }),
    );
    expect(decision).toMatchObject({
      kind: 'moved',
      release: {
        phase: {
          kind: 'rolling-back',
          end: 'declined',
          because: { kind: 'said', act: 'declined', who: 'Ana R.', reason: 'blocked for BOARD-7' },
        },
      },
      line: { blocked: [{ version: '1.42.0' }], lock: null },
      known: [{ word: 'ours-blocks' }],
    });
  });

  it.each([
    ['the on-call', roster],
    ['a team that is not asked for its approval', { at, teams: { ops: [tom.id] } }],
  ])('that it blocks counts from %s, too: whoever is invited is heard', (_, who) => {
    expect(
      transition(line(), soaking, [], said({ by: tom, word: 'ours-blocks', roster: who })),
    ).toMatchObject({
      kind: 'moved',
      release: { phase: { kind: 'rolling-back', end: 'declined' } },
      line: { blocked: [{ version: '1.42.0', teams: ['whiteboard', 'accounts'] }] },
      known: [{ word: 'ours-blocks' }],
    });
  });

  it('counts from a team or the on-call, for any number of errors at once', () => {
    const issues = Array.from({ length: 55 }, (_, n) => ({ fingerprint: String(n), title: 'x' }));
    const decision = transition(
      line(),
      release({ kind: 'watching', since: noon, watchedMs: 0 }),
      [],
      said({ by: tom, word: 'not-this-release', until: null, issues }),
    );
    expect(decision.kind === 'moved' && decision.known?.length).toBe(55);
  });

  it.each([
    ['somebody without standing', soaking, said({ by: { id: 'U0X', name: 'X' } }), 'not-entitled'],
    ['whoever started it', soaking, said({ by: priya }), 'own-release'],
    [
      'whoever started it, after somebody took it over',
      prerelease({ kind: 'soaking', since: noon }, { by: tom, owners: [priya] }),
      said({ by: priya }),
      'own-release',
    ],
    [
      'an old roster',
      soaking,
      said({ roster: { ...roster, at: at - 11 * minute } }),
      'roster-unknown',
    ],
    ['no end', soaking, said({ until: null }), 'not-now'],
    ['an end too soon', soaking, said({ until: at + minute }), 'not-now'],
    ['an end that never comes', soaking, said({ until: at + 91 * day }), 'not-now'],
    [
      'a build that is not watched',
      prerelease({ kind: 'launching', since: noon }),
      said(),
      'not-now',
    ],
    [
      'a build that turned round',
      prerelease({
        kind: 'rolling-back',
        since: noon,
        because: worded('x'),
        by: null,
        end: 'rolled-back',
        usersBackAt: null,
        unprotectedAt: null,
        calmSince: null,
      }),
      said(),
      'nothing-to-do',
    ],
    [
      'a block by somebody without standing',
      soaking,
      said({ by: { id: 'U0X', name: 'X' }, word: 'ours-blocks', until: null }),
      'not-entitled',
    ],
    [
      'a block of a release',
      release({ kind: 'watching', since: noon, watchedMs: 0 }),
      said({ word: 'ours-blocks', until: null }),
      'already-decided',
    ],
  ])('is refused from %s', (_, about, event, code) => {
    expect(transition(line(), about, [], event)).toMatchObject({ kind: 'refused', code });
  });

  it('can be taken back once, by anybody', () => {
    const known = knownIssue();
    expect(
      transition(line(), null, [], { kind: 'error-word-undone', at, by: priya, known }),
    ).toMatchObject({ kind: 'moved', known: [{ fingerprint: '1', undone: { by: priya, at } }] });
    expect(
      transition(line(), null, [], {
        kind: 'error-word-undone',
        at,
        by: priya,
        known: { ...known, undone: { by: tom, at: noon } },
      }),
    ).toMatchObject({ kind: 'refused', because: { says: 'tookBack', values: ['Tom B.'] } });
  });
});

describe('what does not count', () => {
  it('is known until its day, in every build', () => {
    const known = knownIssue({ until: noon + day });
    expect(notCounted([known], of('1.42.0'), noon)).toEqual(['1']);
    expect(notCounted([known], of('1.43.0'), noon + day - 1)).toEqual(['1']);
    expect(notCounted([known], of('1.43.0'), noon + day)).toEqual([]);
  });

  it('is not of this release in this release only', () => {
    const known = knownIssue({ word: 'not-this-release', until: null });
    expect(notCounted([known], of('1.42.0'), noon + 900 * day)).toEqual(['1']);
    expect(notCounted([known], of('1.42.1'), noon)).toEqual([]);
  });

  it('is never what the requester says on another card, except before the build was there', () => {
    const word = knownIssue({ by: priya, version: '1.41.9' });
    expect(notCounted([word], of('1.42.0'), noon)).toEqual([]);
    expect(notCounted([word], { ...of('1.42.0'), by: tom, owners: [priya] }, noon)).toEqual([]);
    expect(notCounted([{ ...word, at: build().registeredAt - 1 }], of('1.42.0'), noon)).toEqual([
      '1',
    ]);
    expect(notCounted([word], { ...of('1.42.0'), by: tom }, noon)).toEqual(['1']);
  });

  it('is nothing that blocks, and nothing that was taken back', () => {
    expect(
      notCounted(
        [
          knownIssue({ word: 'ours-blocks', until: null }),
          knownIssue({ undone: { by: tom, at: noon } }),
        ],
        of('1.42.0'),
        noon,
      ),
    ).toEqual([]);
    expect(isInForce(knownIssue({ word: 'ours-blocks', until: null }), '1.42.0', noon)).toBe(true);
  });
});
