import type { GetCommandInvocationCommandOutput } from '@aws-sdk/client-ssm';
import type { SeenRun } from '../jobs/called-place.ts';

/** A run on one server, as much of it as is read. */
type Invocation = Pick<
  GetCommandInvocationCommandOutput,
  'Status' | 'StatusDetails' | 'ResponseCode' | 'StandardOutputContent' | 'StandardErrorContent'
>;

const underWay: readonly string[] = ['Pending', 'InProgress', 'Delayed', 'Cancelling'];

/** Words for "it never began there", with what they mean. */
const neverBegan: Readonly<Record<string, string>> = {
  Undeliverable: 'its agent could not be reached',
  DeliveryTimedOut: 'its agent did not fetch it in time',
  InvalidPlatform: 'its document is not for such a server',
  AccessDenied: 'its agent was not allowed to run it',
  Terminated: 'it was ended before it began',
};

/** As ssh says of a host that it did not reach. */
const unreachedCode = 255;

/**
 * What Systems Manager says of a run. The coarse word says `Failed` also of what was never
 * delivered, so the finer one is read.
 */
export function invocationSeen(said: Invocation): SeenRun {
  const { Status = '', ResponseCode: code = -1 } = said;
  const details = (said.StatusDetails || Status).replaceAll(/\s/g, '');
  const output = [said.StandardOutputContent, said.StandardErrorContent].filter(Boolean).join('\n');
  // Nothing of what a run wrote is told while it runs: neither is how far it is.
  const progress = null;
  if (underWay.includes(Status)) return { state: 'running', output, progress };
  const ended = (exit: number, why = '') =>
    ({
      state: 'ended',
      code: exit,
      isStopped: false,
      output: [output.trimEnd(), why].filter(Boolean).join('\n'),
      progress,
    }) as const;
  if (Status === 'Success') return ended(0);
  const never = neverBegan[details];
  if (never !== undefined) return ended(unreachedCode, `It did not begin: ${never} (${details}).`);
  if (Status === 'Cancelled') return { ...ended(1), isStopped: true };
  if (details === 'ExecutionTimedOut' || Status === 'TimedOut')
    return { ...ended(1, `Systems Manager ended it: ${details}.`), isStopped: true, isLate: true };
  return ended(code > 0 ? code : 1, code > 0 ? '' : `It ended with ${details}.`);
}
