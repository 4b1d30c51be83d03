import { UpstreamError } from '../../src/ports/errors.ts';
import { timing } from '../../src/time/timing.ts';
import type { Schedule } from './schedule.ts';
import type { System, Weather } from './weather.ts';

/**
 * One running copy of Davy. A crash raises `generation`: what belonged to the old one is never
 * heard of again.
 */
export type Replica = {
  readonly name: string;
  alive: boolean;
  generation: number;
  pausedUntil: number;
};

/** The longest a caller waits for an answer. */
const deadlineMs = timing.callDeadlineMs;

/**
 * A replica's way to everything outside itself: answers take time, and get lost in every way there
 * is.
 */
export type Link = <Answer>(
  replica: Replica,
  system: System,
  act: () => Promise<Answer> | Answer,
) => Promise<Answer>;

export function makeLink(schedule: Schedule, weather: Weather): Link {
  return (replica, system, act) => {
    if (!replica.alive) return new Promise(() => undefined);
    const { generation } = replica;
    return new Promise((resolve, reject) => {
      const hear = (deliver: () => void) => {
        if (replica.generation !== generation) return;
        if (replica.pausedUntil > schedule.now())
          schedule.at(replica.pausedUntil, () => hear(deliver));
        else deliver();
      };
      const fail = (ms: number, unknown: boolean) =>
        schedule.after(ms, () => hear(() => reject(fault(system, unknown))));
      const perform = (answered: (deliver: () => void) => void) => {
        answerOf(act).then(
          (value) => answered(() => resolve(value)),
          (cause: unknown) => answered(() => reject(cause)),
        );
      };
      switch (weather.outcome(system)) {
        case 'ok': {
          // Most statements find the database at once; the others let the rest of the world go on.
          if (system === 'ledger' && weather.isQuick()) return perform((deliver) => hear(deliver));
          const there = weather.latency(system);
          const back = system === 'ledger' ? 0 : weather.latency(system);
          const inTime = there + back < deadlineMs;
          schedule.after(there, () =>
            perform((deliver) =>
              back === 0
                ? hear(deliver)
                : inTime
                  ? schedule.after(back, () => hear(deliver))
                  : undefined,
            ),
          );
          return inTime ? undefined : fail(deadlineMs, true);
        }
        case 'refused':
          return fail(weather.latency(system), false);
        case 'timeout':
          return fail(deadlineMs, true);
        case 'lost':
          schedule.after(weather.latency(system), () => perform(() => undefined));
          return fail(deadlineMs, true);
        case 'late':
          schedule.after(
            system === 'ledger' ? deadlineMs / 2 : deadlineMs + weather.latency(system),
            () => perform(() => undefined),
          );
          return fail(deadlineMs, true);
      }
    });
  };
}

/** What it answers or throws, at once or later: as a promise that nothing is wrapped around. */
function answerOf<Answer>(act: () => Promise<Answer> | Answer): Promise<Answer> {
  try {
    return Promise.resolve(act());
  } catch (cause) {
    return Promise.reject(cause);
  }
}

function fault(system: System, unknown: boolean): Error {
  return system === 'ledger'
    ? new Error('the database does not answer')
    : new UpstreamError(system, 'answering', { unknown });
}
