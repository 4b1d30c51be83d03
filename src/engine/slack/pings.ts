import type { Content } from '../../ports/noticeboard.ts';

const calls =
  /<@[UW][A-Z0-9]+|<!(?:subteam\^S[A-Z0-9]+|here|channel|everyone)|"type":"user(?:group)?"/g;

/**
 * How many people and groups a message calls when it is posted: the noise people feel, counted so
 * that it stays a number.
 */
export function pingsIn({ rich }: Content): number {
  return [...JSON.stringify(rich).matchAll(calls)].length;
}
