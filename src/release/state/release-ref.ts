/**
 * A release as a button or a person names it: its id, and on buttons the revision of the question
 * they show. Buttons of posted messages hold it: it is written and read here alone.
 */
export type ReleaseRef = { readonly id: string; readonly rev: number | null };

/** What a button about a release sends when it is pressed. */
export function writeRef({ id, rev }: { readonly id: string; readonly rev: number }): string {
  return `${id}.${rev}`;
}

/** Reads a word that may name a release; null where it does not. */
export function readRef(word: string | undefined): ReleaseRef | null {
  const [, id, rev] = /^(rel_[0-9A-Za-z]+)(?:\.(\d{1,9}))?$/.exec(word ?? '') ?? [];
  return id === undefined ? null : { id, rev: rev === undefined ? null : Number(rev) };
}

/** Whether a word is meant as a release, also where it is mistyped: no service is called so. */
export function namesRelease(word: string | undefined): boolean {
  return word?.startsWith('rel_') === true;
}
