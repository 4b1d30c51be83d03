import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mentionsIn } from '../../playground/slack/mentions.ts';
import { validateBlocks } from '../../playground/slack/blocks/validate.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import { messagesOf } from '../../src/views/messages.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { build, line, plan, prerelease, release } from '../support/a-release.ts';
import { change, changelog } from '../support/changelogs.ts';
import { knownIssue, seenError } from '../support/error-samples.ts';
import { minute, noon } from '../support/noon.ts';
import { bad, reading } from '../support/readings.ts';
import { countdown, watch } from '../support/release-parts.ts';
import { boardService, measurements, story } from '../support/thread-samples.ts';
import { becausesOf } from '../release/arbitrary-because.ts';

const groups = ['care', 'feature', 'fix', 'internal'] as const;
/** Many marks that turn the direction of writing, and letters of four bytes each. */
const long = ['\u202e'.repeat(300), '𝔛'.repeat(400)];
const said = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 500 }),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.constantFrom('', ' ', '<!channel>', '`x`', '*', '&', '\n\n', ...long),
);
const number = fc.oneof(
  fc.constantFrom(null, 0, 1, -1, 1e15, 1e-9, 0.1),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
);
const users = fc.oneof(fc.constant(null), fc.nat({ max: 1e9 }));
const at = fc.integer({ min: noon, max: noon + 1_000 * minute });

const phase: fc.Arbitrary<Phase> = fc.oneof(
  fc.record({
    kind: fc.constantFrom(
      'requested',
      'launching',
      'joining',
      'configuring',
      'soaking',
      'waiting',
      'approved',
      'verifying',
      'announcing',
    ),
    since: at,
  }),
  fc.record({
    kind: fc.constant('migrating'),
    since: at,
    batch: fc.nat({ max: 6 }),
    movedAt: fc.option(at),
    watchedMs: fc.nat(),
  }),
  fc.record({
    kind: fc.constant('rolling-back'),
    since: at,
    because: becausesOf(said),
    by: fc.option(fc.record({ id: fc.constant('U0X'), name: said })),
    end: fc.constantFrom('rolled-back', 'declined', 'failed', 'stopped'),
    usersBackAt: fc.option(at),
    unprotectedAt: fc.constant(null),
    calmSince: fc.constant(null),
  }),
  fc.record({
    kind: fc.constantFrom(
      'rolled-back',
      'declined',
      'expired',
      'replaced',
      'stopped',
      'failed',
      'cancelled',
    ),
    at,
    because: becausesOf(said),
    by: fc.option(fc.record({ id: fc.constant('U0X'), name: said })),
  }),
  fc.record({
    kind: fc.constant('stuck'),
    since: at,
    because: becausesOf(said),
    from: fc.record({ kind: fc.constantFrom('launching', 'soaking', 'announcing'), since: at }),
  }),
  fc.record({ kind: fc.constantFrom('live', 'carried'), at }),
);

const changes = fc.record({
  note: said,
  by: fc.option(fc.record({ id: fc.constant('U0X'), name: said })),
  watch: fc.array(fc.tuple(said, number, number, said), { maxLength: 8 }).map((all) =>
    watch(
      all.map(([signal, value, baseline, title]) =>
        reading(signal, value, {
          unit: signal,
          baseline,
          issues: bad[0]!.issues.map((issue) => ({
            ...issue,
            title,
            culprit: title,
            link: title,
          })),
        }),
      ),
    ),
  ),
  seen: fc.option(
    fc.tuple(users, users).map(([mine, old]) => ({
      at: noon,
      newServers: { servers: 1, ready: 1, users: mine },
      oldServers: { servers: 1, ready: 1, users: old },
    })),
  ),
  hold: fc.option(
    fc.record({
      by: fc.record({ id: fc.constant('U0X'), name: said }),
      since: at,
      until: at,
      reason: said,
    }),
  ),
  countdowns: fc.nat({ max: 3 }),
  countdown: fc.option(
    fc
      .record({ because: becausesOf(said), deadline: at, number: fc.integer({ min: 1, max: 3 }) })
      .map((more) => countdown(more)),
  ),
  plan: fc
    .record({
      soakMs: fc.nat(),
      servers: fc.nat({ max: 50 }),
      approvals: fc.nat({ max: 9 }),
      team: said,
    })
    .map(({ approvals, team, ...more }) => ({ ...plan, ...more, signOff: [{ team, approvals }] })),
});

const anyStory: fc.Arbitrary<ThreadFacts> = fc
  .record({
    phase,
    changes,
    second: fc.option(fc.record({ phase, changes })),
    version: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$/),
    commit: said,
    looks: fc.nat({ max: 60 }),
    titles: fc.array(fc.tuple(said, said), { maxLength: 30 }),
    unread: fc.option(said),
    errors: fc.array(fc.tuple(said, said, fc.nat()), { maxLength: 9 }),
  })
  .map(({ phase, changes, second, version, commit, looks, titles, unread, errors }) => {
    const built = build(version, { commit });
    const first = prerelease(phase, { ...changes, build: built });
    return story({
      build: built,
      line: line(),
      service: { ...boardService, dashboard: commit },
      prerelease: first,
      release: second && release(second.phase, { ...second.changes, build: built }),
      history: measurements(noon, looks, first.watch.readings),
      unread,
      ...brought(errors, version),
      changelog:
        titles.length === 0
          ? null
          : changelog({
              url: commit,
              changes: titles.map(([title, name], i) =>
                change(title, {
                  group: groups[i % 4] ?? 'care',
                  care: i % 4 === 0 ? [{ kind: 'worded', text: name }] : [],
                  author: { name, email: name },
                  files: [title],
                  tickets: [name],
                  pull: { number: i, url: title },
                }),
              ),
              removed: titles.slice(5).map(([title]) => change(title)),
            }),
    });
  });

/** Errors whose every word comes from outside. */
function brought(
  all: readonly (readonly [string, string, number])[],
  version: string,
): Pick<ThreadFacts, 'errors' | 'known'> {
  return {
    errors: all.map(([title, more, count], n) =>
      seenError({
        version,
        place: n + 1,
        ownCard: n < 5,
        issue: {
          ...bad[0]!.issues[0]!,
          id: String(n),
          title,
          culprit: more,
          shortId: more,
          link: more,
          count,
          users: count,
        },
        trace: n % 2 === 0 ? { kind: 'untraced', why: more } : seenError().trace,
      }),
    ),
    known: all.slice(0, 3).map(([title, reason], n) =>
      knownIssue({
        fingerprint: String(n),
        title,
        reason,
        by: { id: 'U0X', name: reason },
        version: n === 0 ? version : reason,
      }),
    ),
  };
}

describe('any words in any state', () => {
  it('make messages that Slack takes, in both forms', () => {
    fc.assert(
      fc.property(anyStory, (facts) => {
        for (const { kind, content } of messagesOf(facts)) {
          expect([
            kind,
            Array.from(content.text).length < 300,
            faultsIn(content.rich, true),
            faultsIn(content.classic, false),
          ]).toEqual([kind, true, [], []]);
          expect([
            kind,
            shown([content.text, content.rich, content.classic]).filter((text) =>
              unseen.test(text),
            ),
          ]).toEqual([kind, []]);
          expect(mentionsIn({ text: content.text, blocks: validated(content.rich) }).rooms).toEqual(
            [],
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** Nothing may change how other words are read, or be there without being seen. */
const unseen = /(?!\n)[\p{Cc}\p{Cf}]/u;

/** Every string people read, wherever it stands. */
function shown(value: unknown, key = 'text'): readonly string[] {
  if (typeof value === 'string')
    return [
      'text',
      'title',
      'alt_text',
      'accessibility_label',
      'subtitle',
      'label',
      'x_label',
      'y_label',
      'name',
      'categories',
    ].includes(key)
      ? [value]
      : [];
  if (Array.isArray(value)) return value.flatMap((one) => shown(one, key));
  return typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([inner, one]) => shown(one, inner))
    : [];
}

function validated(blocks: readonly object[]) {
  const checked = validateBlocks('message', blocks);
  return checked.ok ? checked.blocks : [];
}

function faultsIn(blocks: readonly object[], newer: boolean): readonly string[] {
  const checked = validateBlocks('message', blocks, newer);
  return checked.ok ? [] : checked.faults;
}
