import { shallowJson } from '../../ports/shallow-json.ts';

const depthMost = 32;

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
  try {
    return shallowJson(text, depthMost);
  } catch {
    return null;
  }
}
