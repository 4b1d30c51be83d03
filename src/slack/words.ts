/** Splits what was typed into words. Phones turn `--` into a dash and quotes into curly ones: both are turned back. */
export function wordsOf(text: string): readonly string[] {
  return text
    .normalize('NFC')
    .replaceAll(/[\u200B-\u200D\u2060\uFEFF]/g, '')
    .replaceAll(/[“”„«»]/g, '"')
    .replaceAll(/[‘’‚]/g, "'")
    .replaceAll(/[‐‑‒–—―−]/g, '-')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => word.replace(/^-+(?=[a-z]+=)/i, ''))
    .slice(0, 200);
}

/** A name somebody wrapped in quotes all the same. */
export function unquoted(word: string): string {
  return word.replaceAll(/^["'`]+|["'`.,]+$/g, '');
}
