import type { ErrorTracker } from '../../ports/error-tracker.ts';
import type { WatchQuestion } from '../../ports/meter.ts';
import type { SentryErrorsOptions } from './blank-reading.ts';
import { groups } from './error-groups.ts';
import { rate } from './error-rate.ts';
import { eventCounts, releasesOf, seenIssues } from './question.ts';
import { newestTrace } from './trace.ts';
import type { Minutes } from './sentry-api.ts';

/**
 * Reads from Sentry what a release brought: its error groups, and its errors per user against the
 * old servers' of the same minutes.
 */
export function sentryErrors(options: SentryErrorsOptions): ErrorTracker {
  return {
    read: async (question) => {
      const releases = releasesOf(question);
      if (releases === null)
        return [
          groups(options, question, refused(unsafe)),
          rate(options, question, refused(unsafe)),
        ];
      const recent = { startMs: question.exposure?.since ?? question.since, endMs: question.until };
      const [seen, counted] = await Promise.all([
        seenIssues(options, releases, minutesOf(question)),
        eventCounts(options, releases, recent),
      ]);
      return [groups(options, question, seen), rate(options, question, counted)];
    },
    trace: async (question, issue) => {
      const releases = releasesOf(question);
      if (releases === null) return { kind: 'untraced', why: unsafe };
      return newestTrace(options, releases.mine, issue, minutesOf(question));
    },
  };
}

const unsafe = 'the version has signs in it that no query may hold';

function refused(why: string): { readonly kind: 'refused'; readonly why: string } {
  return { kind: 'refused', why };
}

function minutesOf({ since, until }: WatchQuestion): Minutes {
  return { startMs: since, endMs: until };
}
