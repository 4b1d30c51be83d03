import type { Line } from './line.ts';
import type { Person } from './people.ts';
import type { Release } from './release.ts';

/** A pre-release that another one took the place of, or that went back with the release that carried it. Its build is not barred. */
export type Recall = { readonly release: string; readonly because: string; readonly by: Person | null; readonly end: 'replaced' | 'stopped' };

/** Why this pre-release has to come back, if it has to. While a release carries it, that release decides. */
export function recallOf({ recalled, moving }: Line, { id }: Release): Recall | null {
  return moving?.carries.includes(id) ? null : (recalled.find(({ release }) => release === id) ?? null);
}

/** Recalls these as well; what is no longer open is forgotten. */
export function recall(line: Line, open: readonly Release[], more: readonly Recall[]): Line {
  const kept = line.recalled.filter(({ release }) => open.some(({ id }) => id === release) && !more.some((one) => one.release === release));
  return { ...line, recalled: [...kept, ...more] };
}
