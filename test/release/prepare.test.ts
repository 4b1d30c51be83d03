import { describe, expect, it } from 'vitest';
import { nextStep } from '../../src/release/servers/next-step.ts';
import type { Phase } from '../../src/release/state/phase.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { Server } from '../../src/release/state/servers.ts';
import { waitingFor } from '../../src/release/waiting-for.ts';
import { line, prerelease, release } from '../support/a-release.ts';
import { launchRefused, observed } from '../support/events.ts';
import { type Given, given } from '../support/given.ts';
import { minute, noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { migrating, rollingBack } from '../support/phases.ts';
import { moving, news, olds, parking, server } from './way-of-servers.ts';

const bare = { state: 'bare', joined: false, admits: false, users: null } as const;
const canary = (more: Partial<Server> = {}) => server('n0', '1.42.0', 'rel_PRE', more);
const of = (phase: Phase, more: Partial<Release> = {}) =>
  release(phase, { plan: parking, ...more });
const since = noon;
const held = { by: tom, since: noon, until: noon + minute, reason: 'lunch' };
const stepOf = ({ line: where, release: it }: Given, servers: readonly Server[]) =>
  nextStep(where, it, servers, noon);

describe('a bare server', () => {
  it.each(['launching', 'joining', 'configuring', 'soaking'] as const)(
    'of a pre-release is configured and not let in: %s',
    (kind) => {
      const it = prerelease({ kind, since }, { plan: parking });
      expect(nextStep(line(), it, [...olds(4), canary(bare)], noon)).toMatchObject({
        kind: 'prepare',
        build: { version: '1.42.0' },
        ids: ['n0'],
      });
      const configuring = canary({ ...bare, state: 'starting' });
      expect(nextStep(line(), it, [...olds(4), configuring], noon)?.kind).not.toBe('admit');
    },
  );

  it.each([
    ['launching', { kind: 'launching', since }],
    ['verifying', { kind: 'verifying', since }],
    ['migrating', migrating()],
    ['watching', { kind: 'watching', since, watchedMs: 0 }],
  ] as const)('of a release is configured: %s', (_name, phase) => {
    const servers = [...olds(4), ...news(3), server('n3', '1.42.0', 'rel_ALL', bare)];
    const step = nextStep(moving, of(phase), servers, noon);
    expect(step).toMatchObject({ kind: 'prepare', build: { version: '1.42.0' }, ids: ['n3'] });
    const waits = of(phase, { hold: held });
    expect(nextStep(moving, waits, servers, noon)?.kind).not.toBe('prepare');
  });

  it('that was started again on the way back is configured with the old build', () => {
    const again = server('n4', '1.41.0', 'rel_ALL', bare);
    const servers = [...olds(3), again, ...news(4)];
    expect(nextStep(moving, of(rollingBack()), servers, noon)).toMatchObject({
      kind: 'prepare',
      build: { version: '1.41.0' },
      ids: ['n4'],
    });
    // So is what an earlier way back started too late to need it; not what people started.
    const [left, theirs] = [
      server('n5', '1.41.0', 'rel_BEFORE', bare),
      server('n6', '1.41.0', '', bare),
    ];
    const late = nextStep(moving, of(rollingBack()), [...olds(2), left, theirs, ...news(4)], noon);
    expect(late).toMatchObject({ kind: 'prepare', build: { version: '1.41.0' }, ids: ['n5'] });
    // New ones that are bare go: nobody configures what is to be destroyed.
    const alone = [...olds(4), server('n0', '1.42.0', 'rel_ALL', bare)];
    expect(nextStep(moving, of(rollingBack()), alone, noon)).toMatchObject({ kind: 'protect' });
  });

  it('is configured at most so many at once', () => {
    const few = { ...parking, ways: { ...parking.ways, atOnce: 3 } };
    const it = release({ kind: 'launching', since }, { plan: few });
    expect(nextStep(moving, it, [...olds(4), ...news(4, bare)], noon)).toMatchObject({
      kind: 'prepare',
      ids: ['n0', 'n1', 'n2'],
    });
  });

  it('that could not be configured ends the launch with those words', () => {
    const launching = given(of({ kind: 'launching', since }), { line: moving });
    const states = ['ready', 'unhealthy', 'starting', 'bare'] as const;
    const some = news(4).map((one, i) => ({ ...one, ...bare, state: states[i] ?? 'ready' }));
    const late = launching.after(
      observed(noon, [...olds(4), ...news(4, bare)]),
      observed(noon + parking.launchTimeoutMs + 1_000, [...olds(4), ...some]),
    );
    expect(late.release.phase).toMatchObject({
      kind: 'rolling-back',
      end: 'failed',
      because: { kind: 'not-configured', failed: 1, late: 2, of: 4 },
    });
    const slow = launching.after(
      observed(noon + parking.launchTimeoutMs + 1_000, [
        ...olds(4),
        ...news(4, { ...bare, state: 'starting' }),
      ]),
    );
    expect(slow.release.phase).toMatchObject({ because: { kind: 'servers-not-ready' } });
  });
});

describe('a launch that is refused for certain', () => {
  const refusal = (attempt: number, at = noon) =>
    launchRefused({ at, wall: at, orders: [{ base: 0, attempt }], said: 'no room in eu-west-1a' });
  const launching = given(of({ kind: 'launching', since }), { line: moving }).after(
    observed(noon, olds(4)),
  );

  it('is tried again as another try, after nothing of the one before can arrive', () => {
    const refused = launching.after(refusal(0));
    expect(refused.release.orders).toMatchObject([{ base: 0, n: 4, attempt: 1 }]);
    expect(stepOf(refused, olds(4))).toBeNull();
    const later = refused.after(observed(noon + 20_000, olds(4)));
    expect(stepOf(later, olds(4))).toMatchObject({ orders: [{ base: 0, n: 4, attempt: 1 }] });
  });

  it('counts once, however often it is told', () => {
    const twice = launching.after(refusal(0), refusal(0));
    expect(twice.release.orders).toMatchObject([{ attempt: 1 }]);
  });

  it('calls people after five tries, with what the provider said', () => {
    const four = [0, 1, 2, 3].map((attempt) => refusal(attempt));
    const tried = launching.after(...four);
    expect(tried.release.phase.kind).toBe('launching');
    const decision = tried.when(refusal(4));
    expect(decision).toMatchObject({
      release: {
        phase: {
          kind: 'stuck',
          because: { kind: 'no-capacity', servers: 4, tries: 5, said: 'no room in eu-west-1a' },
        },
      },
      effects: [{ kind: 'page', key: 'board:rel_ALL:stuck' }],
    });
  });

  it('says what is missing, since when, and how it can be ended', () => {
    const tried = launching.after(refusal(0, noon + minute), refusal(1, noon + 5 * minute));
    const said = 'no room in eu-west-1a';
    expect(waitingFor(tried.line, tried.release, noon + 9 * minute)).toContainEqual({
      says: 'room',
      since: noon + minute,
      values: [
        { kind: 'no-capacity', servers: 4, tries: 2, said },
        { of: 0, dead: 0 },
        'start',
        'board',
      ],
    });
    const there = tried.after(observed(noon + 6 * minute, [...olds(4), ...news(4)]));
    const says = waitingFor(there.line, there.release, noon + 9 * minute).map((one) => one.says);
    expect(says).not.toContain('room');
  });

  it('is tried on for ever on the way back, and said once', () => {
    const back = given(of(rollingBack()), { line: moving }).after(observed(noon, olds(1)));
    const again = (attempt: number) =>
      launchRefused({ orders: [{ base: back.release.orders[0]?.base ?? 0, attempt }] });
    let now = back;
    const pages: unknown[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      const decision = now.when(again(attempt));
      if (decision.kind === 'moved') pages.push(...decision.effects);
      now = now.after(again(attempt));
      expect(stepOf(now, olds(1))).toMatchObject({ kind: 'launch', orders: [{ n: 3 }] });
    }
    expect(pages).toMatchObject([{ kind: 'page', summary: { kind: 'no-servers' } }]);
    expect(now.release.phase.kind).toBe('rolling-back');
  });
});
