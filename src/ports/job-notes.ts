/** What a runner wrote, and how often it was written: the first time is 1. */
export type JobNote = { readonly revision: number; readonly note: string };

/**
 * Where runners of jobs, and whoever tells others something, remember what the places of their runs
 * and those others do not, for all replicas.
 */
export type JobNotes = {
  /** Null before anybody wrote. */
  jobNote(key: string): Promise<JobNote | null>;
  /**
   * Writes it over the revision that was read, 0 where there was none. False: somebody else wrote
   * meanwhile, and nothing changed.
   */
  saveJobNote(key: string, before: number, note: string): Promise<boolean>;
};
