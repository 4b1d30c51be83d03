import type { Judgement, SignalFinding } from '../../src/release/state/judgement.ts';

/** What was counted of requests that fail: once as often as on the old servers. */
export const errorsCounted: SignalFinding = {
  signal: 'errors',
  counted: { bad: 5, all: 1_000, oldBad: 40, oldAll: 8_000 },
  times: 1,
  limit: 2,
  proven: 0.4,
  leftMs: 3_600_000,
  onceIn: 1,
};

/** Nothing speaks against the build, and nothing is proven yet. */
export const watching: Judgement = {
  kind: 'watching',
  watchedMs: 0,
  missing: [],
  missingSince: null,
  page: null,
  stoodDown: 0,
  lacks: [{ kind: 'unproven', signal: 'errors' }],
  findings: [errorsCounted],
};

/** Proven to be no worse. */
export const passed: Judgement = {
  ...watching,
  kind: 'passed',
  lacks: [],
  findings: [{ ...errorsCounted, proven: 1, leftMs: 0 }],
};

/** People are called: six times as many requests fail. */
export function pagedFor(surely: boolean, at = 0): Judgement {
  const because = { kind: 'worse', signal: 'errors' } as const;
  return {
    ...watching,
    kind: 'paged',
    page: { at, because, times: 6, surely },
    findings: [{ ...errorsCounted, times: 6, onceIn: surely ? 900 : 40 }],
  };
}
