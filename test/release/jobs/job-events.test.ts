import { describe, expect, it } from 'vitest';
import type { Event } from '../../../src/release/state/event.ts';
import { isRunOver, stepId, wentWell } from '../../../src/release/state/job-run.ts';
import type { Line } from '../../../src/release/state/line.ts';
import { transition } from '../../../src/release/transition.ts';
import { line } from '../../support/a-release.ts';
import { askedFor, endedBadly, endedWell } from '../../support/a-run.ts';
import { noon } from '../../support/noon.ts';
import { ana, tom } from '../../support/people.ts';

const moving = { release: 'rel_ALL', carries: [], migrating: true };

/** The line after all of these; each must count. */
function after(given: Line, ...events: readonly Event[]): Line {
  return events.reduce((now, event) => {
    const decision = transition(now, null, [], event);
    if (decision.kind !== 'moved') throw new Error(`${event.kind} was refused`);
    return { ...decision.line, seq: decision.line.seq + 1 };
  }, given);
}

const ordered = (step: number): Event => ({ kind: 'job-ordered', at: noon, run: 'run_1', step });
const over = (step: number, end: Extract<Event, { kind: 'job-step-over' }>['end']): Event => ({
  kind: 'job-step-over',
  at: noon + 3_000,
  run: 'run_1',
  step,
  end,
});
const stopped = (by = ana): Event => ({
  kind: 'job-stopped',
  at: noon + 1_000,
  by,
  run: 'run_1',
  roster: { at: noon, teams: { run: [ana.id] } },
});
const states = ({ runs: [run] }: Line) => run?.steps.map(({ state }) => state.kind);
const refusal = (given: Line, event: Event) => {
  const decision = transition(given, null, [], event);
  return decision.kind === 'refused' ? decision.because.says : decision.kind;
};

describe('a job that somebody asks for', () => {
  it('is for those whom davy.yml names', () => {
    expect(states(after(line(), askedFor()))).toEqual(['waiting', 'waiting']);
    expect(refusal(line(), askedFor({ by: tom }))).toBe('mayRun');
    expect(refusal(line(), askedFor({ roster: { at: 0, teams: { run: [ana.id] } } }))).toBe(
      'whoMayRun',
    );
    expect(refusal(line(), askedFor({ roster: { at: noon, teams: {} } }))).toBe('mayRun');
  });

  it('waits for no release: it is refused while one moves, unless it may run at any time', () => {
    expect(refusal(line({ moving }), askedFor())).toBe('jobWhileMoving');
    const rules = { ...askedFor().rules, anytime: true };
    expect(states(after(line({ moving }), askedFor({ rules })))).toEqual(['waiting', 'waiting']);
  });

  it('is one at a time', () => {
    expect(refusal(after(line(), askedFor()), askedFor({ id: 'run_2' }))).toBe('jobRuns');
    const done = after(line(), askedFor(), over(0, endedBadly));
    expect(after(done, askedFor({ id: 'run_2' })).runs.map(({ id }) => id)).toEqual([
      'run_2',
      'run_1',
    ]);
  });

  it('takes its turn from the line, so that no earlier order covers a later one', () => {
    const first = after(line({ seq: 4 }), askedFor(), over(0, endedBadly));
    const both = after(first, askedFor({ id: 'run_2' })).runs.map(({ turn }) => turn);
    expect(both).toEqual([7, 5]);
  });
});

describe('a run', () => {
  it('goes from host to host, and is done when the last one ended well', () => {
    const half = after(line(), askedFor(), ordered(0), over(0, endedWell));
    expect(states(half)).toEqual(['over', 'waiting']);
    const [run] = after(half, ordered(1), over(1, endedWell)).runs;
    expect(run && isRunOver(run) && wentWell(run)).toBe(true);
  });

  it.each([
    ['a failure', endedBadly],
    ['a time limit', { kind: 'ended', code: 0, how: 'timeout' } as const],
    ['an end that nobody knows', { kind: 'lost', because: 'killed' } as const],
    ['a host that lets nobody in', { kind: 'refused', why: 'denied', detail: '' } as const],
  ])('goes no further after %s', (_what, end) => {
    const now = after(line(), askedFor(), ordered(0), over(0, end));
    expect(states(now)).toEqual(['over', 'skipped']);
    expect(now.runs[0] && wentWell(now.runs[0])).toBe(false);
  });

  it('runs again what was lost where that is safe, under another id, three times at most', () => {
    const rules = { ...askedFor().rules, again: true };
    let now = after(line(), askedFor({ rules }), ordered(0));
    const ids = new Set<string>();
    for (let tries = 0; tries < 3; tries += 1) {
      const [run] = now.runs;
      if (run) ids.add(stepId(run, 0));
      now = after(now, over(0, { kind: 'lost', because: 'killed' }));
    }
    expect(ids.size).toBe(3);
    expect(states(now)).toEqual(['over', 'skipped']);
  });

  it('takes no word on a step that is not at hand', () => {
    const now = after(line(), askedFor());
    expect(refusal(now, ordered(1))).toBe('noJobRuns');
    expect(refusal(now, over(1, endedWell))).toBe('noJobRuns');
    expect(refusal(after(now, ordered(0)), ordered(0))).toBe('noJobRuns');
    expect(refusal(now, { kind: 'job-ordered', at: noon, run: 'run_X', step: 0 })).toBe(
      'noJobRuns',
    );
  });

  it('is stopped by whoever asked, or whoever may ask: what waits never begins', () => {
    const runs = after(line(), askedFor(), ordered(0));
    expect(refusal(runs, stopped(tom))).toBe('mayRun');
    const now = after(runs, stopped());
    expect(states(now)).toEqual(['ordered', 'skipped']);
    expect(refusal(now, stopped())).toBe('jobStops');
    const ended = { kind: 'ended', code: null, how: 'stopped' } as const;
    expect(states(after(now, over(0, ended)))).toEqual(['over', 'skipped']);
    expect(refusal(after(now, over(0, ended)), stopped())).toBe('noJobRuns');
    expect(states(after(line(), askedFor(), stopped()))).toEqual(['skipped', 'skipped']);
  });
});
