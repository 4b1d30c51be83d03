/** The whole chain of causes in one line, for the log. */
export function causesOf(fault: unknown): string {
  return fault instanceof Error
    ? [fault.message, ...(fault.cause === undefined ? [] : [causesOf(fault.cause)])].join(' ← ')
    : String(fault);
}
