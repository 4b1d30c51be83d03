/** What a service says of its verdict in `davy.yml`; nothing of it is statistics. */
export type JudgeOptions = {
  readonly soakMs: number;
  /** The longest soak, after which a person is asked. */
  readonly atMostMs: number;
  readonly countdownMs: number;
  /**
   * Whether the judge itself holds the deadline after a page, as over a recorded trace. In a
   * release its countdown does, which people may move.
   */
  readonly holdsDeadline: boolean;
  readonly warmUpMs: number;
  /** Whether old servers started together with the build, so that both are as cold. */
  readonly fresh: boolean;
  /** Users that have to have been there before anything passes. */
  readonly users: number;
  /** Tolerated: 1 is twice as many errors as on old servers. */
  readonly errorsWorseBy: number;
  /** Tolerated whatever old servers show, as a share of requests. */
  readonly errorsFloor: number;
  /** Tolerated: 0.2 is 20 % slower at the slow end. */
  readonly slowerBy: number;
  /** Whatever is faster than this is fast enough on any build, in real ms; 0: nothing is. */
  readonly fastEnoughMs: number;
  /** How many people have to meet a new error before it is certain. */
  readonly newErrorPeople: number;
  /** Whether a fatal error that two people met is certain. */
  readonly fatalIsCertain: boolean;
  /** What must be proven before anything passes. */
  readonly required: readonly ('errors' | 'latency')[];
};

const minute = 60_000;

/** What holds where `davy.yml` says nothing. */
export const usualJudgeOptions: JudgeOptions = {
  soakMs: 240 * minute,
  atMostMs: 360 * minute,
  countdownMs: 5 * minute,
  holdsDeadline: true,
  warmUpMs: 20 * minute,
  fresh: false,
  users: 0,
  errorsWorseBy: 1,
  errorsFloor: 0.0005,
  slowerBy: 0.2,
  fastEnoughMs: 0,
  newErrorPeople: 4,
  fatalIsCertain: true,
  required: ['errors', 'latency'],
};
