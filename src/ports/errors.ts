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
