const depthMost = 32;
/** Shorter texts cannot nest deep enough to hurt. */
const harmlessLength = 4_000;

/**
 * Reads the body of a request: JSON for events, a form for everything else. Null when it is
 * neither, or too deep to be Slack's.
 */
export function readBody(raw: string, contentType: string): unknown {
  if (contentType.startsWith('application/json')) return readJson(raw);
  if (!contentType.startsWith('application/x-www-form-urlencoded')) return null;
  const form = new URLSearchParams(raw);
  const payloads = form.getAll('payload');
  if (payloads.length > 1 || (payloads.length === 1 && form.has('command'))) return null;
  return payloads[0] === undefined ? Object.fromEntries(form) : readJson(payloads[0]);
}

function readJson(text: string): unknown {
  if (text.length > harmlessLength && depthOf(text) > depthMost) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const bracket of text.matchAll(/"(?:[^"\\]|\\.)*"|[[{]|[\]}]/g)) {
    if (bracket[0] === '[' || bracket[0] === '{') deepest = Math.max(deepest, ++depth);
    else if (bracket[0] === ']' || bracket[0] === '}') depth--;
  }
  return deepest;
}
