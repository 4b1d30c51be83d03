import type { ErrorTracker } from '../ports/error-tracker.ts';
import type { Fleet } from '../ports/fleet.ts';
import type { Meter, WatchQuestion } from '../ports/meter.ts';
import type { Reading } from '../release/state/reading.ts';
import { missingText } from '../texts/en/missing.ts';
import { type Finding, ill, well } from './finding.ts';

/** What watches a service, and what runs there. */
export type Watched = {
  readonly service: string;
  readonly fleet: Pick<Fleet, 'observe'>;
  readonly errors: Pick<ErrorTracker, 'read'>;
  readonly meter: Pick<Meter, 'read'>;
};

/** As long as a look may reach back. */
const sinceMs = 10 * 60_000;

/**
 * Asks every source about the version that is live now. A signal it has no value for there will
 * have none for a new build either: better to know before the first release.
 */
export async function lookAtSignals(
  watched: readonly Watched[],
  now: () => number,
): Promise<readonly Finding[]> {
  const looked = await Promise.all(
    watched.map(async (one) => {
      const version = await liveVersion(one);
      // The look at the fleet says what is wrong with it.
      return version === null ? [] : lookAt(one, questionOf(one.service, version, now()));
    }),
  );
  return looked.flat();
}

async function lookAt(
  { service, errors, meter }: Watched,
  question: WatchQuestion,
): Promise<readonly Finding[]> {
  const told = await Promise.all([
    findingsOf('Sentry', service, () => errors.read(question), question.version),
    findingsOf('Prometheus', service, () => meter.read(question), question.version),
  ]);
  return told.flat();
}

async function findingsOf(
  source: string,
  service: string,
  read: () => Promise<readonly Reading[]>,
  version: string,
): Promise<readonly Finding[]> {
  const todo = `Look at watch of ${service} in davy.yml: until then no build is ever healthy`;
  try {
    const readings = await read();
    return readings.map(({ signal, value, unit, missing }) =>
      missing === null
        ? well(`${service}: ${signal} of ${version}, which is live, is ${rounded(value)}${unit}`)
        : ill(`${service}: ${signal} of ${version}, which is live: ${missingText(missing)}`, todo),
    );
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return [ill(`${service}: ${source} does not answer (${why})`, todo)];
  }
}

/** What most of its servers run. */
async function liveVersion({ service, fleet }: Watched): Promise<string | null> {
  try {
    const { servers } = await fleet.observe(service);
    const ready = servers.filter(({ state }) => state === 'ready');
    const counts = Map.groupBy(ready, ({ version }) => version);
    return [...counts].toSorted(([, a], [, b]) => b.length - a.length)[0]?.[0] ?? null;
  } catch {
    return null;
  }
}

/** As if the live version were new, beside itself: every source has to show a value. */
function questionOf(service: string, version: string, until: number): WatchQuestion {
  const since = until - sinceMs;
  const exposure = { since, users: 1, oldUsers: 1 };
  return {
    service,
    version,
    oldVersion: version,
    since,
    until,
    users: 1,
    oldUsers: 1,
    exposure,
    known: [],
  };
}

function rounded(value: number | null): string {
  return value === null ? '' : String(Number(value.toPrecision(3)));
}
