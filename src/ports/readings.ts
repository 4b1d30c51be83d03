import type { Reading } from '../release/state/reading.ts';
import type { JudgedLook } from '../release/verdict/counted.ts';
import type { Soak } from '../release/verdict/soak.ts';

/** What was measured in one look. */
export type Measurement = { readonly at: number; readonly readings: readonly Reading[] };

/**
 * Which looks of a release are wanted: all since a time, or where there are more than `most`, so
 * many evenly spread. The first and the newest are always among them, and so is the last one up to
 * each moment of `upTo`. A canary that soaks for three days has 8,640 of them, and a chart has room
 * for twenty.
 */
export type MeasurementsWanted = {
  readonly since: number;
  readonly most: number;
  readonly upTo: readonly number[];
};

/** Where looks at releases are kept: for charts, and so that anybody can judge them again. */
export type LedgerShelves = {
  saveReadings(release: string, at: number, readings: readonly Reading[]): Promise<void>;
  /** Oldest first. */
  readings(release: string, wanted: MeasurementsWanted): Promise<readonly Measurement[]>;
  /** Null before the first look, and of a release that counts do not judge. */
  soak(release: string): Promise<Soak | null>;
  /** What looks counted after a time (clock ms), oldest first: not more than `most` at once. */
  looks(
    release: string,
    wanted: { readonly after: number; readonly most: number },
  ): Promise<readonly JudgedLook[]>;
};
