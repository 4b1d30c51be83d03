/**
 * Splits what was typed into words. Phones turn `--` into a dash and quotes into curly ones: both
 * are turned back.
 */
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

/**
 * What people typed as they typed it: in commands and messages Slack writes three characters so
 * that they are no markup, in forms it does not.
 */
export function typed(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** What people call a plan that is only shown. */
export const planWords: readonly string[] = ['plan', 'dry', 'preview', 'dry-run', 'dryrun'];

/** The one that stands in no note, so that buttons can say it anywhere. */
export const dryRunWord = '--dry-run';

/** Whether a word asks for the plan alone, with or without dashes before it. */
export function isPlanWord(word: string | undefined): boolean {
  return planWords.includes(word?.toLowerCase().replace(/^-+/, '') ?? '');
}

/** A name somebody wrapped in quotes all the same. */
export function unquoted(word: string): string {
  return word.replaceAll(/^["'`]+|(?<!["'`.,])["'`.,]+$/g, '');
}
