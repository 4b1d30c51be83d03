import { sentryErrors } from '../adapters/sentry/errors.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import type { ErrorTracker } from '../ports/error-tracker.ts';
import type { WatchMeans } from './means.ts';
import { sentryProject } from './sentry-project.ts';

/** Who counts the errors of a service: the tracker that davy.yml has a key for, or nobody. */
export function errorTrackerOf({ watch }: ServiceEntry, means: WatchMeans): ErrorTracker {
  return watch.sentry ? sentryOf(watch.sentry, means) : untracked;
}

function sentryOf(
  sentry: NonNullable<ServiceEntry['watch']['sentry']>,
  means: WatchMeans,
): ErrorTracker {
  return sentryErrors({
    ...sentryProject(sentry, means),
    newErrors: sentry.new_errors,
    fatal: sentry.fatal,
    worseBy: sentry.worse_by,
    floor: sentry.floor,
    now: means.realNow,
  });
}

/** Without an error tracker its errors are not judged; the other signals are. */
const untracked: ErrorTracker = {
  read: async () => [],
  trace: async () => ({ kind: 'untraced', why: 'there is no error tracker' }),
};
