import type { Served } from '../../release/state/served.ts';
import { percent, span, users } from './amount.ts';
import { servedText } from './served.ts';

/** Whom a build hurt before it went back, and for how long. */
export const harmTexts = {
  howBad: 'How bad',
  howLong: 'How long',
  bad: (served: Served, share: number | null, ms: number, hit: number | null) =>
    [
      served.moves === 'users' && share !== null
        ? `${servedText(served)} (${percent(share)} of all) had it`
        : `${servedText(served)} had it`,
      `for ${span(ms)}`,
    ].join(' ') + (hit === null ? '' : `; errors hit ${users(hit)}`),
  long: (began: string, seen: string, back: string | null) =>
    `Began ${began}, seen ${seen}${back === null ? '' : `, everybody back ${back}`}`,
};
