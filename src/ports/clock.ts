/**
 * # src/ports
 *
 * What Davy needs of the world, one file for each role. Adapters implement them, the engine and the
 * commands use them, and nobody else says what a vendor must be able to do.
 */

/**
 * Time that people can read: real, scaled (playground) or virtual (simulation). Milliseconds since
 * 1970.
 */
export type Clock = {
  now(): number;
  /** The real time at which the clock showed, or will show, `at`; vendors know only real time. */
  wall(at: number): number;
};
