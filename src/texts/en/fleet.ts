import type { Moves } from '../../release/state/served.ts';
import { many, percent, span, joined } from './amount.ts';
import { allAreOn, whatMoves } from './served.ts';

/** How the whole fleet moves. */
export const fleetTexts = {
  spoken: (headline: string, word: string, because: string) =>
    `${headline} ${word}. ${because}`.trim(),
  text: (word: string, stage: string, because: string) => `*${word}, ${stage}.* ${because}`.trim(),
  held: (until: string, who: string, reason: string) =>
    `*On hold until ${until}* by ${who}: ${reason}`,
  paused: 'Nothing moves: a rollback is pending.',
  batch: (batch: number, of: number) => `batch ${batch} of ${of}`,
  stuck: 'Stuck',
  starting: 'Starting',
  watched: (ms: number, of: number, less: number | null, moves: Moves) =>
    `${less === null ? `all ${moves} moved` : `${percent(less)} of ${moves} here`}, ` +
    `watched ${span(ms)} of ${span(of)}`,
  swapping: (done: number, of: number) => `${done} of ${many(of, 'singleton')} changed over`,
  retiring: 'old servers are being retired',
  ready: (ready: number, of: number) => `${ready} of ${many(of, 'new server')} ready`,

  approvedBy: (names: readonly string[]) => `Approved by ${joined(names)}`,
  startedBy: (who: string | null) => `Started by ${who ?? 'itself'}`,
  updated: (at: string) => `updated ${at}`,
  released: (name: string) => `Released ${name} to all users`,
  stopped: (name: string) => `The release of ${name} stopped`,
  done: (ms: number, version: string, moves: Moves) =>
    `*Done in ${span(ms)}.* ${allAreOn(moves, version)}; the old servers are gone.`,
  oldVersion: 'the version before',
  goBack: (target: string, moves: Moves) =>
    `${whatMoves(moves)} ${moves === 'users' ? 'go' : 'goes'} back to ${target}.`,
  areOn: (target: string, moves: Moves) => `${allAreOn(moves, target)}.`,
};
