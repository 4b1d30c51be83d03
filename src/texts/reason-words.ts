import type { Reason, Reasons } from '../release/state/reason.ts';
import type { Refusals } from './en/refusal.ts';
import { texts } from './texts.ts';

/** Why nothing changed, in words. */
export function reasonWords<Key extends keyof Reasons>({ says, values }: Reason<Key>): string {
  const sentences: Refusals = texts.refusal;
  return sentences[says](...values);
}
