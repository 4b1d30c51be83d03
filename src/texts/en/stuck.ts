import type { Served } from '../../release/state/served.ts';
import { isOn } from './served.ts';

/** Davy cannot go on, and what a person can do. */
export const stuckTexts = {
  head: (name: string) => `${name} is stuck and needs a person`,
  spoken: (name: string, because: string) =>
    `${name} is stuck and needs a person: ${because} Retry, roll back or finish it by hand.`,
  text: (because: string) => `*${because}* Davy changes nothing until somebody says how to go on.`,
  textWithUsers: (because: string, served: Served, version: string) =>
    `*${because}* ${isOn(served, version)} and ` +
    `${served.moves === 'traffic' || served.users === 1 ? 'stays' : 'stay'} there. ` +
    'Davy changes nothing until somebody says how to go on.',
  since: (at: string) => `Since ${at}`,
  pager: 'The pager calls too',
  why: (service: string) => `Why: \`/release why ${service}\``,
  settled: (name: string) => `${name} is no longer stuck`,
  spokenSettled: (name: string) => `${name} is no longer stuck. Nobody needs to act.`,
  settledText: '*Settled.* The card of this thread says how it went on.',
};
