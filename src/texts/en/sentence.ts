/** Ends a sentence once, also when the words of others brought their own full stop. */
export function dot(sentence: string): string {
  return /[.!?…]$/.test(sentence.trimEnd()) ? sentence.trimEnd() : `${sentence.trimEnd()}.`;
}

/** Begins a sentence, for reasons that were written in the middle of one. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
