import type { WaitingFor, Waits } from '../release/waiting-for.ts';
import type { Waiting } from './en/waiting.ts';
import { texts } from './texts.ts';

/** What a release waits for and who can end it, in words. */
export function waitingWords<Key extends keyof Waits>({
  says,
  values,
}: WaitingFor<Key>): { readonly what: string; readonly who: string | null } {
  const sentences: Waiting = texts.waiting;
  return sentences[says](...values);
}
