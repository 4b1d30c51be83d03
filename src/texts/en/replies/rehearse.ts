import type { PageBecause } from '../../../release/state/judgement.ts';
import type { Release } from '../../../release/state/release.ts';
import type { TurnedOut } from '../../../release/turned-out.ts';
import type { Rehearsal } from '../../../release/verdict/rehearsal.ts';
import type { Replayed } from '../../../release/verdict/replay.ts';
import { count, many, span } from '../amount.ts';
import { countedName } from '../counted.ts';

const kinds = { release: 'release', prerelease: 'pre-release', return: 'return' } as const;

const went = {
  'rolled-back': 'it was rolled back',
  'taken-back': 'it went live and was taken back',
  'its-release': 'its release was rolled back',
} as const;

const ended = {
  'rolled-back': 'it was rolled back for another reason',
  declined: 'it was declined',
  expired: 'its approval expired',
  replaced: 'it was replaced',
  stopped: 'it was stopped',
  failed: 'it failed for another reason',
  cancelled: 'it was cancelled',
  open: 'its release is not over',
} as const;

/** What the judge of today would have done with builds of the past. */
export const rehearseReplies = {
  limits: (service: string) =>
    `Limits judge ${service}, and nothing of it is counted: there is nothing to ` +
    'rehearse with. In davy.yml, say `requests` or `latency` under `watch`, and ' +
    '`judge: rehearse`: limits still decide, counts are said beside them, and the looks of each ' +
    'release are kept for 30 days.',
  never: (service: string) =>
    `Nothing of ${service} has ended yet, so there is nothing to rehearse with. ` +
    `Start it: \`/prerelease ${service}\``,
  unkept: (service: string, ends: number) =>
    `${count(ends)} of ${service} ended and no counts are kept: they are kept for 30 days, ` +
    'where it is counted. Ask again after the next pre-release.',
  late: (service: string) =>
    `The looks of the last release of ${service} are too many to judge in the time that an ` +
    'answer has. `npm run judge` takes its time: docs/judgement.md says how.',
  head: (service: string, right: number, known: number) =>
    known === 0
      ? `${service}, by what davy.yml says now: of no build it is known whether it judges right.`
      : `${service}, by what davy.yml says now: ${count(right)} of ${count(known)} as it should.`,
  cannotTell: (builds: number) =>
    `Of ${count(builds)} it could not tell: too little was counted, or the record ends before.`,
  nobodyKnows: (builds: number) =>
    `${count(builds)} ended for a reason that does not say whether the build was good.`,
  placebo: ({ played, called, turned }: Rehearsal['placebo']) =>
    `Of ${many(played, 'old server')} played as canary ${count(turned)} would have been rolled ` +
    `back, ${count(called - turned)} more would have had people called; all were good.`,
  noCounts: (builds: number) => `Of ${count(builds)} more no counts are kept (30 days).`,
  left: (builds: number) => `${count(builds)} older ones would have taken too long.`,
  first: (shown: number, all: number) => `The first ${count(shown)} of ${count(all)}:`,
  /** Behind the version. */
  row: (kind: Release['kind'], found: Replayed, was: TurnedOut) =>
    ` ${kinds[kind]}: ${foundText(found)}, ${wasText(found, was)}`,
};

function foundText(found: Replayed): string {
  switch (found.kind) {
    case 'calls':
      return (
        `would have called people after ${span(found.afterMs)} (${becauseText(found.because)})` +
        (found.turns ? ' and rolled it back' : '')
      );
    case 'lets-through':
      return 'would have let it through';
    case 'cannot-tell':
      return 'could not tell';
  }
}

function becauseText(because: PageBecause): string {
  switch (because.kind) {
    case 'worse':
      return countedName(because.signal);
    case 'new-error':
      return 'a new error';
    case 'crash-loop':
      return 'restarts';
    case 'leak':
      return 'memory';
  }
}

function wasText(found: Replayed, was: TurnedOut): string {
  switch (was.kind) {
    case 'unknown':
      return `nobody knows whether rightly: ${ended[was.end]}`;
    case 'good':
      return `${found.kind === 'calls' ? 'wrongly' : 'rightly'}: it went live and stayed`;
    case 'bad':
      return `${found.kind === 'calls' ? 'rightly' : 'wrongly'}: ${went[was.how]}`;
  }
}
