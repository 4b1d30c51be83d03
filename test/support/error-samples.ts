import type { KnownIssue } from '../../src/release/state/known-issue.ts';
import type { SeenError } from '../../src/release/state/seen-error.ts';
import { minute, noon } from './noon.ts';
import { tom } from './people.ts';
import { issue } from './readings.ts';

export function knownIssue(more: Partial<KnownIssue> = {}): KnownIssue {
  return {
    service: 'board',
    fingerprint: '1',
    title: issue.title,
    word: 'known',
    until: noon + 14 * 24 * 60 * minute,
    version: '1.42.0',
    by: tom,
    at: noon,
    reason: 'fixed with BRD-12',
    undone: null,
    ...more,
  };
}

/** An error of 1.42.0, the first of its build. */
export function seenError(more: Partial<SeenError> = {}): SeenError {
  return {
    service: 'board',
    version: '1.42.0',
    issue,
    foundAt: noon,
    place: 1,
    ownCard: true,
    author: null,
    trace: {
      kind: 'traced',
      frames: [
        { path: 'server/orders/region.ts', function: 'byRegion', line: 12 },
        { path: 'server/socket.ts', function: 'take', line: 86 },
      ],
    },
    ...more,
  };
}
