/** How long things take here, in the time of this cloud. */
export type Pace = {
  readonly bootMs: number;
  readonly stopMs: number;
  readonly terminateMs: number;
  /** New things are seen after something between these two. */
  readonly seenAfterMs: readonly [least: number, most: number];
  /** How long a thing that was seen already is not seen once more; 0 for never. */
  readonly blinkMs: number;
};

/** As a quiet day in a busy region. */
export const usualPace: Pace = {
  bootMs: 20_000,
  stopMs: 20_000,
  terminateMs: 30_000,
  seenAfterMs: [0, 10_000],
  blinkMs: 3_000,
};
