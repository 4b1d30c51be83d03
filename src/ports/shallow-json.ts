/** Nothing anybody sends Davy nests deeper: not a message of Slack, not an issue of Sentry. */
const deepest = 64;
/** Shorter texts cannot nest deep enough to hurt. */
const harmlessLength = 4_000;

const quote = 0x22;
const backslash = 0x5c;
const opening: readonly number[] = [0x5b, 0x7b];
const closing: readonly number[] = [0x5d, 0x7d];

/**
 * Reads JSON from outside. What nests without an end costs seconds to parse and ends whoever walks
 * it, so it is counted before, one character after the other. Throws like `JSON.parse`.
 */
export function shallowJson(text: string, most = deepest): unknown {
  if (nestsTooDeep(text, most)) throw new SyntaxError(`it nests deeper than ${most} levels`);
  return JSON.parse(text);
}

/** The same for what is parsed by somebody else. */
export function nestsTooDeep(text: string, most = deepest): boolean {
  if (text.length <= harmlessLength) return false;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (opening.includes(code)) depth += 1;
    else if (closing.includes(code)) depth -= 1;
    if (depth > most) return true;
  }
  return false;
}

/** Where its closing quote is; the end of the text where there is none. */
function endOfString(text: string, from: number): number {
  let at = from + 1;
  while (at < text.length && text.charCodeAt(at) !== quote)
    at += text.charCodeAt(at) === backslash ? 2 : 1;
  return at;
}
