import type { Missing } from '../../release/state/missing.ts';

/** Why a signal has no value; begins in the middle of a sentence. */
export function missingText(why: Missing): string {
  switch (why.kind) {
    case 'words':
      return why.text;
    case 'no-answer':
      return `${why.system} does not answer`;
    case 'no-value':
      return 'no value';
    case 'too-old':
      return 'the newest value is too old';
    case 'no-limit':
      return 'its limit is not a number';
    case 'nothing-to-compare':
      return 'nothing to compare with on the old servers';
    case 'servers-not-seen':
      return 'the servers were not seen lately';
    case 'servers-left-out':
      return 'not all of its servers are shown now';
    case 'too-few':
      return 'over its limit, but of too few requests to tell';
    case 'warming-up':
      return 'over its limit, but its servers are still warming up';
    case 'not-counted':
      return 'nobody could count it just now';
    case 'reconnects-not-counted':
      return 'nobody counted those of this batch';
  }
}
