import type { Served } from '../../release/state/served.ts';
import { many, percent, span, toGo } from './amount.ts';
import { dot } from './sentence.ts';
import { servedText } from './served.ts';

/** The watched time of a pre-release. */
export const soakTexts = {
  soaking: (name: string, verdict: string, leftMs: number | null) =>
    `Soaking ${name}: ${verdict}, ${toGo(leftMs)}`,
  spokenSoaking: (name: string, verdict: string, leftMs: number | null, because: string) =>
    `Soaking ${name}: ${verdict}, ${toGo(leftMs)}. ${because}`,
  verdict: (word: string, because: string) => `*${word}.* ${because}`,
  pending: 'A rollback is pending.',
  held: (until: string, who: string, reason: string) =>
    `*On hold until ${until}* by ${who}: ${reason}`,

  crowd: (served: Served, share: number | null) =>
    served.moves === 'traffic' || share === null
      ? servedText(served)
      : `${servedText(served)} (${percent(share)})`,
  clock: (ms: number) => `Only watched time counts, ${span(ms)} in all`,
  updated: (at: string) => `Updated ${at}`,
  unmeasured: 'Nothing measured yet',
  passed: (name: string) => `Soak of ${name} passed`,
  spokenPassed: (name: string, ms: number) => `Soak of ${name} passed: ${span(ms)} watched.`,
  passedText: (ms: number, servers: number, beside: string) =>
    `*Passed.* ${span(ms)} watched on ${many(servers, 'server')} beside ${beside}.`,
  withoutProof: (who: string, reason: string) =>
    dot(`${who} let it go on without proof: ${reason}`),
  liveVersion: 'the live version',
  staysWatched: 'It stays watched until it leaves production',
  ended: (name: string) => `Soak of ${name} ended early`,
  spokenEnded: (name: string, because: string) => `Soak of ${name} ended early: ${because}`,
  endedText: (watchedMs: number, ofMs: number, because: string) =>
    `*Ended after ${span(watchedMs)} of ${span(ofMs)}*: ${because}`,
  wentOut: 'it was released to everyone',
  nothingMeasured: 'Nothing was measured',
  lastMeasured: (at: string) => `Last measured ${at}`,
};
