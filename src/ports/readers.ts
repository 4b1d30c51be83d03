import type { Reader } from '../release/state/reader.ts';

/** Where it is kept what people follow and want to hear. */
export type LedgerReaders = {
  /** What this person follows and wants to hear; the default for somebody who never said. */
  reader(person: string): Promise<Reader>;
  /** Everybody who ever said what they follow or opened their Home tab. */
  readers(): Promise<readonly Reader[]>;
  /** One change at a time for each person. Answers what it is now. */
  changeReader(person: string, change: (reader: Reader) => Reader): Promise<Reader>;
};
