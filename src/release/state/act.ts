/**
 * # src/release/state
 *
 * What is true: builds, plans, the line of a service, a release and its phases, events and
 * decisions. Everything else in the core is made of these; they depend on nothing but each other.
 */

/** What a person may do to a release or a line, each once, in no order. */
export const acts = [
  'start-prerelease',
  'stop',
  'approve',
  'decline',
  'accept',
  'undo',
  'start',
  'cancel',
  'roll-back',
  'hold',
  'resume',
  'slower',
  'faster',
  'postpone',
  'retry',
  'done-by-hand',
  'own',
  'answer',
  'unlock',
] as const;

/** One of them. */
export type Act = (typeof acts)[number];
