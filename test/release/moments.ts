import * as fc from 'fast-check';
import type { Build } from '../../src/release/state/build.ts';
import type { Moment } from '../../src/release/legal-acts.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Release } from '../../src/release/state/release.ts';
import { build, line, plan, prerelease } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { ana, tom } from '../support/people.ts';
import { rollingBack } from '../support/phases.ts';
import { bad, good } from '../support/readings.ts';
import { countdown, signedOff, watch } from '../support/release-parts.ts';
import { lines, releases } from './arbitrary-releases.ts';
import { worded } from '../../src/release/state/worded.ts';

const builds = fc.constantFrom(
  ...['1.40.0', '1.41.0', '1.42.0', '1.43.0'].map((version) => build(version)),
  build('1.44.0', { checks: { passed: 1, failed: 2 } }),
);
const moments = fc.integer({ min: -10, max: 5_000 }).map((minutes) => noon + minutes * minute);
/** Out at five in the afternoon, every day. */
export const daily = { minute: 17 * 60, days: [0, 1, 2, 3, 4, 5, 6], zone: 'UTC', holidays: [] };

const newer = prerelease(
  { kind: 'approved', since: noon },
  { id: 'rel_OTHER', build: build('1.43.0'), at: noon + minute },
);
const goesBack = prerelease(rollingBack(), { id: 'rel_BACK', build: build('1.39.0') });

/** A line, what is tried or nothing, a build nobody has tried, and when somebody asks. */
export type Where = Moment & { readonly build: Build };

const anywhere: fc.Arbitrary<Where> = fc.record({
  line: lines,
  release: fc.option(releases, { nil: null }),
  build: builds,
  at: moments,
  others: fc.subarray([newer, goesBack]),
});

/** What can stand in the way of a release that could go out. */
const trouble: readonly ((
  line: Line,
  release: Release,
) => Partial<Pick<Where, 'line' | 'release'>>)[] = [
  (line) => ({
    line: { ...line, lock: { reason: worded('errors'), since: noon, release: 'rel_0' } },
  }),
  (line) => ({
    line: {
      ...line,
      freeze: { since: noon, until: noon + 250 * minute, reason: '', by: tom, asks: [] },
    },
  }),
  (line) => ({ line: { ...line, live: null } }),
  (line) => ({ line: { ...line, live: build('1.41.1') } }),
  (line) => ({ line: { ...line, live: build() } }),
  (line) => ({
    line: { ...line, moving: { release: 'rel_ALL', carries: ['rel_PRE'], migrating: false } },
  }),
  (_, release) => ({ release: { ...release, startAttempted: true } }),
  (_, release) => ({ release: { ...release, plan: { ...release.plan, daily } } }),
  (_, release) => ({ release: { ...release, approvals: release.approvals.slice(1) } }),
  (_, release) => ({ release: { ...release, owners: [ana] } }),
  (_, release) => ({ release: { ...release, countdown: countdown({ deadline: noon }) } }),
  (_, release) => ({ release: { ...release, watch: { ...release.watch, verdict: null } } }),
  (_, release) => ({ release: { ...release, watch: watch(bad) } }),
  (_, release) => ({
    release: { ...release, hold: { by: tom, since: noon, until: noon, reason: 'lunch' } },
  }),
  (_, release) => ({ release: { ...release, phase: { kind: 'waiting', since: noon } } }),
];

/** A release that could go out now, with one or two things in its way at most. */
const nearAStart: fc.Arbitrary<Where> = fc
  .record({
    at: moments,
    troubles: fc.subarray([...trouble], { maxLength: 2 }),
    measuredAgo: fc.constantFrom(0, minute, 3 * minute),
    approvedAgo: fc.constantFrom(0, plan.approvalTtlMs, plan.approvalTtlMs + 1),
    others: fc.subarray([newer]),
  })
  .map(({ at, troubles, measuredAgo, approvedAgo, others }) => {
    let where = {
      line: line(),
      release: prerelease(
        { kind: 'approved', since: noon },
        {
          approvals: signedOff.map((yes) => ({ ...yes, at: at - approvedAgo })),
          watch: watch(good, { measuredAt: at - measuredAgo }),
        },
      ),
    };
    for (const change of troubles) {
      const { line = where.line, release } = change(where.line, where.release);
      where = { line, release: release ?? where.release };
    }
    return { ...where, build: build('1.43.0'), at, others };
  });

/** Any state, and states near a start, which chance alone does not find. */
export const somewhere = fc.oneof(anywhere, nearAStart);
