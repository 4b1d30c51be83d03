import { isLikeVersion } from '../command-kit/find/version.ts';
import { readSpan } from '../command-kit/time/span.ts';
import type { Verb } from './verbs.ts';

/** What was typed, taken apart: what it is about, and why. */
export type TypedOrder = { readonly about: readonly string[]; readonly reason: string };

/** So much of a reason is kept. */
const most = 300;

/** Finds the reason: after `--reason`, or in the words that name nothing. */
export function orderOf(verb: Verb, words: readonly string[]): TypedOrder {
  const at = words.findIndex((word) => word === '--reason' || word.startsWith('--reason='));
  const said = at < 0 ? words : words.slice(0, at);
  const named = 1 + Number(isLikeVersion(said[1]));
  const until = verb === 'hold' && readSpan(said[named]) !== null ? named + 1 : named;
  const after = at < 0 ? [] : [words[at]?.replace(/^--reason=?/, '') ?? '', ...words.slice(at + 1)];
  return {
    about: said.slice(0, until),
    reason: [...said.slice(until), ...after].join(' ').trim().slice(0, most),
  };
}
