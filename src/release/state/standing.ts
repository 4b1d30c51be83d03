/** What davy.yml may grant, one word for each thing that people do to a line. */
export const powers = [
  'prerelease',
  'start',
  'cancel',
  'hold',
  'resume',
  'faster',
  'unlock',
  'retry',
  'roll-back',
  'done-by-hand',
  'answer',
  'freeze',
  'run',
] as const;

/** One of them. */
export type Power = (typeof powers)[number];

/**
 * What was known of whoever spoke, at that moment: it stands beside the event, so that the record
 * tells later by what right it counted.
 */
export type Rights = {
  /** When that was known (clock ms). */
  readonly at: number;
  /** `unknown`: the directory did not answer. */
  readonly is: 'member' | 'outside' | 'unknown' | 'at-terminal';
  /** Of those who may: what this person is, or belongs to. */
  readonly as: readonly string[];
  /** Who may, as davy.yml says. */
  readonly may: readonly string[];
};
