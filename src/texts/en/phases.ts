import type { Phase } from '../../release/state/phase.ts';

/** A phase in the middle of a sentence. */
export const phases: { readonly [Kind in Phase['kind']]: string } = {
  queued: 'queued',
  requested: 'requested',
  launching: 'launching',
  joining: 'joining',
  configuring: 'configuring',
  soaking: 'soaking',
  waiting: 'waiting',
  approved: 'approved',
  carried: 'released with a newer build',
  verifying: 'verifying',
  migrating: 'migrating',
  watching: 'being watched',
  retiring: 'retiring',
  announcing: 'being announced',
  live: 'live',
  'rolling-back': 'rolling back',
  stuck: 'stuck',
  'rolled-back': 'rolled back',
  declined: 'declined',
  expired: 'expired',
  replaced: 'replaced',
  stopped: 'stopped',
  failed: 'failed',
  cancelled: 'cancelled',
};
