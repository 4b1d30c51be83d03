import type { Content } from '../../ports/noticeboard.ts';

/**
 * Tells whether a message would look the same; FNV-1a over its text, 2 × 32 bits, is plenty for one
 * message against its last self.
 */
export function fingerprint(content: Content): string {
  const text = JSON.stringify([content.text, content.rich]);
  let a = 0x811c9dc5;
  let b = 0x01000193;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    a = Math.imul(a ^ code, 0x01000193) >>> 0;
    b = Math.imul(b ^ code ^ (index & 0xff), 0x85ebca6b) >>> 0;
  }
  return `${a.toString(36)}${b.toString(36)}`;
}
