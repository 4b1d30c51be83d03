/**
 * Jira reads markup in comments: `[~somebody]` would call people, `!x!` would load pictures.
 * Outside text must do neither. Inside a word most signs are only signs, and versions are full of
 * them.
 */
export function wikiText(text: string): string {
  return text.replace(
    /[\\{}[\]|!]|(?<![A-Za-z0-9])[*_?^~+#-]|[*_?^~+#-](?![A-Za-z0-9])/g,
    (sign) => `\\${sign}`,
  );
}
