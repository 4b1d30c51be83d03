import { nestsTooDeep } from '../ports/shallow-json.ts';
import { redact } from './log.ts';
import { wholeText } from './whole-text.ts';

/**
 * A shorter secret is a word that vendors may mean otherwise: in what they say it is left, in the
 * log it is not.
 */
const shortest = 12;

/** The log of a job may begin with a bracket as well, and close none of many. */
const looksLikeJson = /^\s{0,9}(?:\{|\[\s{0,9}[[{])/;

/** Answers of these kinds have no body to read. */
const bodiless: readonly number[] = [101, 204, 205, 304];

/**
 * A fetch that goes nowhere but where it is sent. Its answers have an end, and hold none of our
 * secrets: what a vendor says becomes a reason on a card, a row of the ledger, a line of the log,
 * and each of them may cut it in the middle of a word.
 */
export function discreetFetch(
  fetch: typeof globalThis.fetch,
  secrets: readonly string[],
): typeof globalThis.fetch {
  const long = secrets.filter((secret) => secret.length >= shortest);
  return async (input, init) => {
    // Nobody Davy asks has a reason to send it elsewhere, and elsewhere may be this machine.
    const answer = await fetch(input, { redirect: 'error', ...init });
    const { status, statusText, headers } = answer;
    if (bodiless.includes(status)) return answer;
    const text = await wholeText(answer);
    // Whoever reads it parses it, with a parser of their own: so depth is refused here already.
    if (looksLikeJson.test(text) && nestsTooDeep(text)) throw new Error('the answer has no bottom');
    return new Response(redact(text, long, []), { status, statusText, headers });
  };
}
