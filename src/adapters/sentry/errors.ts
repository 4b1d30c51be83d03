import type { ErrorTracker } from '../../ports/error-tracker.ts';
import type { WatchQuestion } from '../../ports/meter.ts';
import type { Reading } from '../../release/state/reading.ts';
import { worded } from '../../release/state/worded.ts';
import type { SentryErrorsOptions } from './blank-reading.ts';
import { groups } from './error-groups.ts';
import { rate } from './error-rate.ts';
import { hearing, type Hearing } from './hearing.ts';
import { eventCounts, type Releases, releasesOf, seenIssues } from './question.ts';
import { newestTrace } from './trace.ts';
import type { Answer, Minutes } from './sentry-api.ts';

/**
 * Reads from Sentry what a release brought: its error groups, and its errors per user against the
 * old servers' of the same minutes.
 */
export function sentryErrors(options: SentryErrorsOptions): ErrorTracker {
  return {
    read: async (question) => {
      const releases = releasesOf(options, question);
      if (releases === null)
        return [
          groups(options, question, refused(unsafe)),
          rate(options, question, refused(unsafe)),
        ];
      const recent = { startMs: question.exposure?.since ?? question.since, endMs: question.until };
      const [seen, counted, heard] = await Promise.all([
        seenIssues(options, releases, minutesOf(question)),
        eventCounts(options, releases, recent),
        hearing(options, releases, question),
      ]);
      const deaf = unheard(options, releases, heard);
      const [errors, often] = [groups(options, question, seen), rate(options, question, counted)];
      return [
        // Whatever was found was heard.
        errors.issues.length > 0 ? errors : without(errors, deaf.mine),
        without(often, deaf.mine ?? deaf.old),
      ];
    },
    trace: async (question, issue) => {
      const releases = releasesOf(options, question);
      if (releases === null) return { kind: 'untraced', why: unsafe };
      return newestTrace(options, releases.mine, issue, minutesOf(question));
    },
  };
}

/** What was not heard has no value; what could not be asked has none already, and says why. */
function without(reading: Reading, missing: string | null): Reading {
  return missing === null || reading.missing !== null
    ? reading
    : { ...reading, value: null, baseline: null, missing: worded(missing) };
}

/**
 * What Sentry lacks of each side, in words. The old servers are lacking only where somebody else
 * was heard, which may be them under another name: a service that never fails sends nothing either.
 */
function unheard(
  { environment }: SentryErrorsOptions,
  { mine, old }: Releases,
  heard: Answer<Hearing>,
): { readonly mine: string | null; readonly old: string | null } {
  if (heard.kind === 'refused') return { mine: heard.why, old: null };
  const [other] = heard.value.instead;
  const hint =
    other === undefined
      ? ''
      : ` It hears ${other}: if that is the name, write it into watch.sentry.release`;
  const says = (release: string, side: string, which: keyof Releases) =>
    heard.value.silent === which
      ? `Sentry hears no session and no event of ${release}${side} in ${environment} now, while ` +
        `the other build sends its sessions.${hint}`
      : `Sentry has not heard of ${release}${side} in ${environment}.${hint}`;
  return {
    mine: heard.value.mine ? null : says(mine, '', 'mine'),
    old:
      old === null || heard.value.old || other === undefined
        ? null
        : says(old, ' (the old servers)', 'old'),
  };
}

const unsafe = 'the version has signs in it that no query may hold';

function refused(why: string): { readonly kind: 'refused'; readonly why: string } {
  return { kind: 'refused', why };
}

function minutesOf({ since, until }: WatchQuestion): Minutes {
  return { startMs: since, endMs: until };
}
