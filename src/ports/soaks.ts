import type { JudgedLook } from '../release/verdict/counted.ts';
import type { Soak } from '../release/verdict/soak.ts';

/** What was counted of releases, so that anybody can judge them again. */
export type Soaks = {
  /** Null before the first look, and of a release that counts do not judge. */
  soak(release: string): Promise<Soak | null>;
  /** Looks after a time (clock ms), oldest first: not more than `most` at once. */
  looks(
    release: string,
    wanted: { readonly after: number; readonly most: number },
  ): Promise<readonly JudgedLook[]>;
};
