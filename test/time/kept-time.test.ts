import { describe, expect, it } from 'vitest';
import { carryOn, type KeptTime } from '../../src/time/kept-time.ts';

const second = 1_000;
const hour = 3_600_000;

/** Replicas that ask in turn, each every five seconds, over one database. */
function replicas(count: number) {
  let kept: KeptTime = { aheadMs: 0, lastMs: null };
  const state = { real: 0, clock: 1_795_000_000_000 };
  const started = state.clock;
  const told = new Map<number, { readonly ms: number; readonly real: number }>();
  const ask = (who: number, elapsed?: number) => {
    const known = told.get(who);
    const elapsedMs = elapsed ?? state.real - (known?.real ?? 0);
    const { stepMs, ...next } = carryOn(
      kept,
      state.clock,
      known ? { ms: known.ms, elapsedMs } : null,
    );
    kept = next;
    told.set(who, { ms: next.lastMs, real: state.real });
    return { ...next, stepMs };
  };
  return {
    state,
    ask,
    forget: (who: number) => told.delete(who),
    /** By how much the replicas' time is off, in real ms since the start. */
    off: (told: { readonly lastMs: number }) => told.lastMs - started - state.real,
    pass: (ms: number) => {
      let last = ask(0);
      for (let left = ms; left > 0; left -= second) {
        state.real += second;
        state.clock += second;
        const who = Math.round(state.real / second) % 5;
        if (who < count) last = ask(who);
      }
      return last;
    },
  };
}

describe('time over a clock that steps', () => {
  it.each([-hour, -100 * second, 100 * second, 5 * hour])(
    'stays within seconds of itself, for one replica and for three: %i ms',
    (step) => {
      for (const count of [1, 3]) {
        const made = replicas(count);
        made.pass(60 * second);
        made.state.clock += step;
        expect(Math.abs(made.off(made.pass(10 * second)))).toBeLessThan(6 * second);
      }
    },
  );

  it('comes back to the clock, slowly and never backwards', () => {
    const made = replicas(2);
    made.pass(60 * second);
    made.state.clock -= 100 * second;
    made.pass(5 * second);
    let before = made.ask(0);
    for (let i = 0; i < 400; i += 1) {
      const after = made.pass(5 * second);
      const passed = after.lastMs - before.lastMs;
      expect(passed).toBeGreaterThanOrEqual(0.85 * 5 * second);
      expect(passed).toBeLessThanOrEqual(1.15 * 5 * second);
      before = after;
    }
    expect(before.aheadMs).toBe(0);
    expect(before.lastMs).toBe(made.state.clock);
  });

  it('is not set by a replica that stood still: its own clock stood too', () => {
    const made = replicas(3);
    made.pass(60 * second);
    // Replica 4 was told something once, and then its whole machine was stopped for an hour.
    made.ask(4);
    made.pass(hour);
    const told = made.ask(4, 0);
    expect(told.stepMs).toBe(0);
    expect(Math.abs(made.off(told))).toBeLessThan(second);
  });

  it('is what the clock says after everybody slept, and never before what was told', () => {
    const made = replicas(1);
    made.pass(60 * second);
    made.state.real += hour;
    made.state.clock += hour;
    made.forget(0);
    expect(made.off(made.ask(0))).toBe(0);
    const before = made.ask(0);
    made.state.clock -= 2 * hour;
    made.forget(0);
    expect(made.ask(0).lastMs).toBe(before.lastMs);
  });
});
