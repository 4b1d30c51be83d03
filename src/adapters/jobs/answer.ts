/**
 * # src/adapters/jobs
 *
 * What every runner of jobs needs: words put into a command, what is kept of an output, and the
 * book of runs whose places keep none. Belongs to no vendor.
 */

import { UpstreamError } from '../../ports/errors.ts';
import type { JobObstacle } from '../../ports/jobs.ts';
import type { VendorAnswer } from '../http/vendor-call.ts';
import type { Sent } from './called-place.ts';

/** Codes of a connection that was never made: nothing can have arrived. */
const neverLeft = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * What a fault of a call that begins something leaves open. A place that is too busy, or was not
 * reached at all, has begun nothing; everything else is thrown on, because nobody knows.
 */
export function laterOrUnknown(fault: unknown): Extract<Sent, { kind: 'later' }> {
  if (fault instanceof UpstreamError && (!fault.unknown || neverLeft.has(codeOf(fault.cause))))
    return { kind: 'later', fault };
  throw fault;
}

function codeOf(fault: unknown): string {
  if (!(fault instanceof Error)) return '';
  return 'code' in fault && typeof fault.code === 'string' ? fault.code : codeOf(fault.cause);
}

/** Why a place did not take an order, in its own words. */
export function obstacleOf({ status, text }: Pick<VendorAnswer, 'status' | 'text'>): JobObstacle {
  const said = text.replaceAll(/\s+/g, ' ').trim().slice(0, 160);
  const detail = `HTTP ${status}${said === '' ? '' : ` ${said}`}`;
  return { why: status === 401 || status === 403 ? 'token-refused' : 'not-accepted', detail };
}

/** An answer that is neither what was asked for nor a word on it. */
export function oddAnswer(
  system: string,
  doing: string,
  { status, text }: Pick<VendorAnswer, 'status' | 'text'>,
): UpstreamError {
  const cause = new Error(`HTTP ${status}: ${text.slice(0, 200)}`);
  return new UpstreamError(system, doing, { cause, unknown: true });
}
