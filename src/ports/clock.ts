/**
 * Time that people can read: real, scaled (playground) or virtual (simulation). Milliseconds since
 * 1970.
 */
export type Clock = {
  now(): number;
  /** The real time at which the clock showed, or will show, `at`; vendors know only real time. */
  wall(at: number): number;
};
