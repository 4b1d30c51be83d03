import { redact } from './log.ts';

/** A shorter line of a secret is a word of its own, such as the end of a key's encoding. */
const lineLeast = 8;

/**
 * Takes secrets out of what others wrote: as they are, encoded, and line by line, because an output
 * that was cut may hold only some lines of a key.
 */
export function hiding(secrets: readonly string[]): (text: string) => string {
  const all = secrets.flatMap((secret) => [
    secret,
    Buffer.from(secret).toString('base64'),
    ...secret.split('\n').filter((line) => line.trim().length >= lineLeast),
  ]);
  // The longest first: a short one must not cut a long one in half.
  const sorted = [...new Set(all)].toSorted((a, b) => b.length - a.length);
  return (text) => redact(text, sorted);
}
