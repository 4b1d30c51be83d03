import type { Refused } from '../release/state/launch-order.ts';

/** An outside system failed us. The engine tries again; people see only `message`. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly system: string;
  /** True when the call may have happened although no answer came: look before acting again. */
  readonly unknown: boolean;

  constructor(system: string, doing: string, options?: ErrorOptions & { unknown?: boolean }) {
    super(`${system} failed while ${doing}`, options);
    this.system = system;
    this.unknown = options?.unknown ?? false;
  }
}

/**
 * A fleet said for certain that it does not start something now: tries at orders, and spares by
 * their ids. Not all of each was begun, and nothing of it comes later; all the rest was begun.
 */
export class NoCapacity extends UpstreamError {
  readonly refused: Refused;

  constructor(system: string, doing: string, refused: Refused, options?: ErrorOptions) {
    super(system, `${doing} (${refused.said})`, options);
    this.refused = refused;
  }
}

/**
 * A fleet takes no order from this one any more: orders with newer fences were given for the same
 * release, or the orders of a newer release, of which the asker cannot know.
 */
export class Replaced extends UpstreamError {}

/**
 * Somebody, or some place, takes nothing from Davy any more: who left, a channel in the archive. It
 * concerns nobody else, and trying again cannot help until people change it.
 */
export class NotTaken extends UpstreamError {}

/** Nothing failed: a look waits for its turn, because its account has no calls left for now. */
export class PutOff extends UpstreamError {}

/**
 * Something was decided since the work began: whoever sees it makes no further call, and looks
 * again.
 */
export class Superseded extends Error {
  override readonly name = 'Superseded';
}

/** Another worker has taken this work over: whoever sees it stops and writes nothing more. */
export class LostLease extends Error {
  override readonly name = 'LostLease';
}

/** A row was written by a newer Davy, which knows more of it: half a truth is not acted on. */
export class NewerRow extends Error {
  override readonly name = 'NewerRow';
}
