import type { Command, Invocation } from './commands.ts';

/** Where a run is, in AWS's two words for it: the coarse one, and the one that says why. */
export type RunStatus = {
  readonly status:
    'Pending' | 'InProgress' | 'Success' | 'Failed' | 'TimedOut' | 'Cancelling' | 'Cancelled';
  readonly details: string;
};

/** Reads the state of a run off the clock. */
export function runStatus(invocation: Invocation, now: number): RunStatus {
  const isCancelled = invocation.outcome.status === 'Cancelled';
  if (isCancelled && now < invocation.endsAtMs)
    return { status: 'Cancelling', details: 'Cancelling' };
  if (now < invocation.startsAtMs && !isCancelled) return { status: 'Pending', details: 'Pending' };
  if (now < invocation.endsAtMs)
    return invocation.outcome.status === 'Undeliverable'
      ? { status: 'Pending', details: 'Pending' }
      : { status: 'InProgress', details: 'InProgress' };
  switch (invocation.outcome.status) {
    case 'Success':
      return { status: 'Success', details: 'Success' };
    case 'Failed':
      return { status: 'Failed', details: 'Failed' };
    case 'TimedOut':
      return { status: 'TimedOut', details: 'ExecutionTimedOut' };
    case 'Cancelled':
      return { status: 'Cancelled', details: 'Cancelled' };
    case 'Undeliverable':
      // The coarse word knows no "undeliverable": who reads only it takes this for a failed run.
      return { status: 'Failed', details: 'Undeliverable' };
  }
}

/** The state of a whole command. */
export function commandStatus({ invocations }: Command, now: number): string {
  const states = invocations.map((one) => runStatus(one, now).status);
  if (states.every((one) => one === 'Pending')) return 'Pending';
  if (states.some((one) => one === 'Pending' || one === 'InProgress' || one === 'Cancelling'))
    return 'InProgress';
  return states.find((one) => one !== 'Success') ?? 'Success';
}
