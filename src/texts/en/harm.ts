import type { Harm } from '../../release/state/phase.ts';
import type { Served } from '../../release/state/served.ts';
import { percent, span, users } from './amount.ts';
import { oneIn } from './felt.ts';
import { servedText } from './served.ts';

/** Whom a build hurt before it went back, and for how long. */
export const harmTexts = {
  howBad: 'How bad',
  howLong: 'How long',
  bad: (
    served: Served,
    { share, failing = 0 }: Pick<Harm, 'share' | 'failing'>,
    ms: number,
    hit: number | null,
  ) =>
    [
      (served.moves === 'users' && share !== null
        ? `${servedText(served)} at a time (${percent(share)} of all) had it`
        : `${servedText(served)} had it`) + ` for ${span(ms)}`,
      ...(failing > 0 ? [`up to ${oneIn(failing)} failed`] : []),
      ...(hit === null ? [] : [`errors hit ${users(hit)} in all`]),
    ].join('; '),
  long: (began: string, seen: string, back: string | null) =>
    `Began ${began}, seen ${seen}${back === null ? '' : `, everybody back ${back}`}`,
};
