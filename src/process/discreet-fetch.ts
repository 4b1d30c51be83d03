import { redact } from './log.ts';
import { wholeText } from './whole-text.ts';

/**
 * A shorter secret is a word that vendors may mean otherwise: in what they say it is left, in the
 * log it is not.
 */
const shortest = 12;

/** Answers of these kinds have no body to read. */
const bodiless: readonly number[] = [101, 204, 205, 304];

/**
 * A fetch whose answers hold none of our secrets, whatever the other side says back: what a vendor
 * says becomes a reason on a card, a row of the ledger, a line of the log, and each of them may cut
 * it in the middle of a word.
 */
export function discreetFetch(
  fetch: typeof globalThis.fetch,
  secrets: readonly string[],
): typeof globalThis.fetch {
  const long = secrets.filter((secret) => secret.length >= shortest);
  return async (input, init) => {
    const answer = await fetch(input, init);
    const { status, statusText, headers } = answer;
    if (bodiless.includes(status)) return answer;
    return new Response(redact(await wholeText(answer), long, []), { status, statusText, headers });
  };
}
