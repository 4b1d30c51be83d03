/**
 * Time that keeps users safe: how long work is lent, how long a call may last, and how long a call
 * whose caller died may still arrive. All of it real ms, because machines and networks know no
 * other; what people read runs in clock time and stands in the plan. It stands in the core because
 * the ledgers, the vendors' calls, the lanes and the simulation all need it, and every room may
 * import the core.
 */
export type Timing = {
  /**
   * Work stays lent so long without a sign of life: long enough that a busy worker keeps it, short
   * enough that the work of a killed one goes on within 10 s.
   */
  readonly leaseMs: number;
  /** No outside call lasts longer; vendors that are well answer in a tenth of it. */
  readonly callDeadlineMs: number;
  /** What was seen or lent longer ago is not acted on: it is what the lease leaves of a call. */
  readonly actWithinMs: number;
  /** What timers and packets may be late, and no clock shows. */
  readonly marginMs: number;
  /** Servers that were ordered and never seen may still appear for so long: fleets tell late. */
  readonly unseenMs: number;
  /** A list may leave out a server that is there for so long; then it is believed to be gone. */
  readonly absentMs: number;
  /**
   * How long one replica may take over the answer to a delivery before another tries: longer than
   * the deadlines of any answer together.
   */
  readonly deliveryLeaseMs: number;
};

/** What Davy runs with. `misfits` says which numbers may be changed together, and how far. */
export const timing: Timing = {
  leaseMs: 8_000,
  callDeadlineMs: 3_000,
  actWithinMs: 5_000,
  marginMs: 500,
  unseenMs: 3 * 60_000,
  absentMs: 30_000,
  deliveryLeaseMs: 30_000,
};

/**
 * Davy stops within so long, whatever it has in hand: the next start takes that up. Whoever runs it
 * has to leave it this time before it is killed.
 */
export const stopWithinMs = 18_000;

type Late = Pick<Timing, 'leaseMs' | 'callDeadlineMs' | 'marginMs'>;

/**
 * A call whose caller died or heard nothing may still arrive for so long: begun at the very end of
 * a lease, it lasts its whole deadline. Nothing is over, and nothing is made again, before that.
 */
export function lateWindowMs({ leaseMs, callDeadlineMs, marginMs }: Late): number {
  return leaseMs + callDeadlineMs + marginMs;
}

/** Why these numbers would put users at risk, in words; none where they fit. */
export function misfits(given: Timing): readonly string[] {
  const { leaseMs, callDeadlineMs, actWithinMs, unseenMs, deliveryLeaseMs } = given;
  const senseless = Object.entries(given)
    .filter(([, ms]) => !(Number.isFinite(ms) && ms > 0))
    .map(([name, ms]) => `timing: ${name} is ${ms}: write a number of ms above 0`);
  if (senseless.length > 0) return senseless;
  const late = lateWindowMs(given);
  return [
    ...(actWithinMs + callDeadlineMs > leaseMs
      ? [
          `timing: a call may begin ${s(actWithinMs)} after its lease was renewed and last ` +
            `${s(callDeadlineMs)}, but the lease ends after ${s(leaseMs)}: ` +
            'another worker would act at the same time',
        ]
      : []),
    ...(callDeadlineMs > actWithinMs
      ? [
          `timing: a look may last ${s(callDeadlineMs)}, but what was seen ${s(actWithinMs)} ago ` +
            'is not acted on: nothing would be done where the fleet answers slowly',
        ]
      : []),
    ...(unseenMs < late
      ? [
          `timing: servers nobody has seen are waited for ${s(unseenMs)}, but an order may ` +
            `arrive for ${s(late)}: it would undo a rollback that is over`,
        ]
      : []),
    ...(deliveryLeaseMs < late
      ? [
          `timing: a delivery is lent for ${s(deliveryLeaseMs)}, but a call of its answer may ` +
            `arrive for ${s(late)}: it would be answered twice`,
        ]
      : []),
  ];
}

function s(ms: number): string {
  return `${ms / 1_000} s`;
}
