/**
 * One thing a newcomer does; `show` is the heading of the message to do it at. It is done once a
 * message says one of `done`.
 */
export type GuideStep = {
  readonly text: string;
  readonly show?: string;
  readonly done?: readonly string[];
};
