/** Somebody else's words, not longer than anybody would read: what is kept must fit in a row. */
export function outsideText(text: string, most: number): string {
  return text.replaceAll('\0', '').slice(0, most).toWellFormed();
}
