/**
 * # src/engine
 *
 * The shell around the core. `tell` stores what happened and what follows, in one transaction;
 * workers claim work lane by lane and do it. Decides when something is done, never whether.
 */

/** The whole chain of causes in one line, for the log. */
export function causesOf(fault: unknown): string {
  return fault instanceof Error
    ? [fault.message, ...(fault.cause === undefined ? [] : [causesOf(fault.cause)])].join(' ← ')
    : String(fault);
}
