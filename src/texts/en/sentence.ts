/** Ends a sentence once, also when the words of others brought their own full stop. */
export function dot(sentence: string): string {
  return /[.!?…]$/.test(sentence.trimEnd()) ? sentence.trimEnd() : `${sentence.trimEnd()}.`;
}

/**
 * Begins a sentence, for reasons that were written in the middle of one. Names stay as they are:
 * `p95` is one, and so is what a version follows.
 */
export function capital(text: string): string {
  return /^\S*\d|^\S+ v?\d+\.\d+\.\d/.test(text)
    ? text
    : text.charAt(0).toUpperCase() + text.slice(1);
}

/**
 * A word somebody said, told back short: whole characters only, and no backtick that would begin
 * typed words.
 */
export function shortened(word: string, most = 40): string {
  const characters = Array.from(word.replaceAll('`', "'"));
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : characters.join('');
}

/** The end of an answer that found nothing by that name; nothing where nothing is near. */
export function didYouMean(guesses: readonly string[]): string {
  return guesses.length === 0 ? '' : ` Did you mean ${either(guesses)}?`;
}

/** The button that unlocks a service, cut to what Slack holds. */
export function unlockLabel(service: string): string {
  return `Unlock ${service}`.slice(0, 30).trimEnd();
}

/** `a`, `a or b`, `a, b or c`. */
export function either(choices: readonly string[]): string {
  return new Intl.ListFormat('en-GB', { style: 'long', type: 'disjunction' }).format(choices);
}

/** `a, b, c`: names after a colon, where no sentence goes on. */
export function listed(names: readonly string[]): string {
  return names.join(', ');
}
