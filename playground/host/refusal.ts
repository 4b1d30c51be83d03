import type { Answered } from '../standin/exchange.ts';

/** How a machine provider says no: a code for programs, a message for people. */
export function fault(status: number, code: string, message: string): Answered {
  return { status, body: { error: { code, message } } };
}
