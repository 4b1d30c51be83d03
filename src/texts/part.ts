/**
 * A piece of an answer: plain words (escaped by the view; `code` in backticks stays), or a moment
 * in the reader's own time.
 */
export type TextPart = string | { readonly at: number };
