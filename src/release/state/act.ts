/** What a person may do to a release or a line, each once, in no order. */
export const acts = [
  'start-prerelease',
  'stop',
  'approve',
  'decline',
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
