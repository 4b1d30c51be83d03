import type { May } from '../release/authority/may.ts';
import type { Power } from '../release/state/standing.ts';
import type { WaitingFor, Waits } from '../release/waiting-for.ts';
import type { Waiting } from './en/waiting.ts';
import { texts } from './texts.ts';

/** Where whoever has this power can end the wait. */
const enders: Partial<Readonly<Record<keyof Waits, Power>>> = {
  inLine: 'roll-back',
  slot: 'start',
  lock: 'unlock',
  stuck: 'retry',
};

/** What a release waits for and who can end it, in words; `may`: who may do what to it. */
export function waitingWords<Key extends keyof Waits>(
  { says, values }: WaitingFor<Key>,
  may: May,
): { readonly what: string; readonly who: string | null } {
  const sentences: Waiting = texts.waiting;
  const { what, who } = sentences[says](...values);
  const by = enders[says];
  return { what, who: by === undefined ? who : `${texts.authority.who(may[by])}, ${who ?? ''}` };
}
