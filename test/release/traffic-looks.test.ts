import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { nextStep } from '../../src/release/servers/next-step.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { Step } from '../../src/release/servers/step.ts';
import { build, line, prerelease, release } from '../support/a-release.ts';
import { worded } from '../../src/release/state/worded.ts';
import { observed } from '../support/events.ts';
import { frontDoor } from '../support/front-door.ts';
import { given } from '../support/given.ts';
import { noon } from '../support/noon.ts';
import { rollingBack } from '../support/phases.ts';
import { counterexample } from './arbitrary.ts';
import { byTraffic } from './traffic-samples.ts';
import { server } from './way-of-servers.ts';

/** Whole numbers and even parts make so much of a share. */
const near = 0.011;

const fleet: readonly Server[] = [
  ...[0, 1, 2].map((n) => server(`o${n}`, '1.41.0', '')),
  ...[3, 4, 5].map((n) => server(`n${n}`, '1.42.0', 'rel_ALL')),
  server('c6', '1.42.0', 'rel_PRE'),
  server('d7', '1.43.0', 'rel_TWO'),
];
const groups = ['', 'rel_ALL', 'rel_PRE', 'rel_TWO'] as const;

const back = { plan: byTraffic, capacity: 3, orders: [] };
const whole = release(rollingBack(), { ...back, carries: ['rel_PRE'] });
const failed = release(rollingBack({ end: 'failed' }), { ...back, carries: ['rel_PRE'] });
const pre = prerelease(rollingBack(), { plan: byTraffic });
const two = { ...pre, id: 'rel_TWO', build: build('1.43.0') };

/** Its users had begun to move, and its build was barred as it turned round. */
const barred = line({
  moving: { release: 'rel_ALL', carries: ['rel_PRE'], migrating: true },
  blocked: [
    {
      version: '1.42.0',
      image: 'ami-1.42.0',
      because: worded('it was bad'),
      commit: 'c0ffee',
      teams: [],
      at: noon,
    },
  ],
});
/** It only tried out its servers. */
const trying = line({ moving: { release: 'rel_ALL', carries: ['rel_PRE'], migrating: false } });

/** One look: whose, how long after the one before, what it cannot show, and what becomes of it. */
const looks = fc.array(
  fc.record({
    which: fc.nat(2),
    after: fc.constantFrom(500, 1_000, 5_000, 15_000),
    /** Groups whose shares nobody can read; of all at once it is likelier. */
    unread: fc.oneof(fc.constant([]), fc.constant([...groups]), fc.subarray([...groups])),
    silent: fc.oneof(fc.constant([]), fc.subarray(fleet.map(({ id }) => id))),
    isLost: fc.boolean(),
  }),
  { minLength: 2, maxLength: 12 },
);
/** What each group gets at first, in tenths. */
const begun = fc.tuple(fc.nat(10), fc.nat(2), fc.nat(2)).map(([all, some, other]) => {
  const rest = [all, some, other].map((tenths) => tenths / 10);
  const sum = rest.reduce((one, more) => one + more, 0);
  const [mine = 0, first = 0, second = 0] = sum > 1 ? rest.map((one) => one / sum) : rest;
  return {
    rel_ALL: mine,
    rel_PRE: first,
    rel_TWO: second,
    '': Math.max(0, 1 - mine - first - second),
  };
});

type Look = {
  readonly which: number;
  readonly after: number;
  readonly unread: readonly string[];
  readonly silent: readonly string[];
  readonly isLost: boolean;
};

/** The fleet as a look shows it, and what it does with a step. */
function makeFleet(shares: Readonly<Record<string, number>>) {
  const door = frontDoor({ release: '', version: '1.41.0' });
  const named = groups.map((group) => fleet.find((one) => one.release === group)!);
  door.weigh(named.map((one) => ({ ...one, share: shares[one.release] ?? 0 })));
  const gets = () => {
    const each = door.sharesOf(fleet);
    const all = Map.groupBy(fleet, (one) => one.release);
    return (group: string) =>
      (all.get(group) ?? []).reduce((sum, { id }) => sum + (each.get(id) ?? 0), 0);
  };
  return {
    gets,
    show({ unread, silent }: Pick<Look, 'unread' | 'silent'>): readonly Server[] {
      const each = door.sharesOf(fleet);
      return fleet.map((one) => {
        const share = unread.includes(one.release) ? null : (each.get(one.id) ?? 0);
        const hushed = { state: 'unknown', joined: false, admits: false, users: null } as const;
        return silent.includes(one.id) ? { ...one, ...hushed, share: null } : { ...one, share };
      });
    },
    steer(step: Step | null): void {
      if (step?.kind === 'steer') door.weigh(step.shares);
    },
  };
}

/** Lives through some looks; says what was given to a build on its way back. */
function wrongIn(
  all: readonly Release[],
  where: Line,
  first: Readonly<Record<string, number>>,
  seen: readonly Look[],
): string | null {
  const world = makeFleet(first);
  const releases = [...all];
  const askedLast = new Map<string, number>();
  let now = where;
  let at = noon;
  for (const [i, look] of seen.entries()) {
    at += look.after;
    const which = look.which % releases.length;
    const before = releases[which]!;
    const servers = world.show(i === 0 ? { unread: [], silent: [] } : look);
    const others = releases.filter((one) => one !== before);
    const after = given(before, { line: now, others }).after(observed(at, servers));
    [now, releases[which]] = [after.line, after.release];
    const step = nextStep(now, after.release, servers, at);
    const wrong = isMore(releases, step, world.gets(), askedLast) ?? isUnknown(now, step);
    if (wrong !== null) return `look ${i} of ${before.id}: ${wrong}`;
    if (step?.kind === 'steer') for (const group of groups) askedLast.set(group, to(step, group));
    if (!look.isLost) world.steer(step);
  }
  return null;
}

function to(step: Extract<Step, { kind: 'steer' }>, group: string): number {
  return step.shares.find(({ release: of }) => of === group)?.share ?? 0;
}

/**
 * Every release of these is on its way back: none of them gets more by any order, together with
 * those it takes along.
 */
function isMore(
  all: readonly Release[],
  step: Step | null,
  gets: (group: string) => number,
  askedLast: ReadonlyMap<string, number>,
): string | null {
  if (step?.kind !== 'steer') return null;
  for (const { id, carries, phase } of all) {
    const isAlong = phase.kind === 'rolling-back' && phase.end === 'rolled-back';
    const own = [id, ...(isAlong ? carries : [])];
    const sum = (of: (group: string) => number) => own.reduce((one, group) => one + of(group), 0);
    const most = Math.max(
      sum(gets),
      sum((group) => askedLast.get(group) ?? 0),
    );
    const next = sum((group) => to(step, group));
    if (next > most + near) return `${id} is to get ${next}, and had ${most}`;
  }
  return null;
}

/** What is asked for stands in the ledger before. */
function isUnknown({ split }: Line, step: Step | null): string | null {
  if (step?.kind !== 'steer') return null;
  const known = (group: string) => {
    const one = split.find(({ release: of }) => of === group);
    return one?.asked?.share ?? one?.read ?? 0;
  };
  const lost = groups.find((group) => Math.abs(known(group) - to(step, group)) > near);
  return lost === undefined ? null : `${to(step, lost)} for ${lost} is asked and not recorded`;
}

it('gives no build more on its way back, whatever looks can read, and whoever looks', () => {
  const property = (all: readonly Release[], where: Line) =>
    counterexample(
      fc.property(begun, looks, (first, seen) => {
        const wrong = wrongIn(all, where, first, seen);
        if (wrong !== null) throw new Error(wrong);
      }),
      200,
    );
  expect(property([whole, two], barred)).toBeNull();
  expect(property([failed, pre, two], trying)).toBeNull();
  expect(property([pre, two], line())).toBeNull();
});
