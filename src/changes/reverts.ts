/** A revert takes work back; the revert of a revert brings it again. */
export function takesBack(title: string): boolean {
  const reverts = /^(?:Revert "?)+/i.exec(title)?.[0].match(/Revert/gi)?.length ?? 0;
  return reverts % 2 === 1;
}

/** The commit a message says it takes back, in git's words. */
export function revertedCommit(message: string): string | null {
  return /^This reverts commit ([0-9a-f]{40,64})\b/m.exec(message)?.[1] ?? null;
}
