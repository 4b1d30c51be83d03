import type { ErrorTracker } from '../ports/error-tracker.ts';
import type { Fleet } from '../ports/fleet.ts';
import type { Meter, WatchQuestion } from '../ports/meter.ts';
import type { Reading } from '../release/state/reading.ts';
import { missingText } from '../texts/en/missing.ts';
import { type JudgedBy, lookAtCounts } from './counts.ts';
import { type Finding, ill, well } from './finding.ts';

/** What watches a service, and what runs there. */
export type Watched = {
  readonly service: string;
  readonly fleet: Pick<Fleet, 'observe'>;
  readonly errors: Pick<ErrorTracker, 'read'>;
  readonly meter: Pick<Meter, 'read' | 'reconnects' | 'count' | 'history'>;
  /** How counts judge a release, or would; null where nothing is counted. */
  readonly judged: JudgedBy | null;
};

/** Who is not asked, because it has been said already what is wrong there. */
export type NotAsked = {
  readonly noErrors: ReadonlySet<string>;
  readonly hasNumbers: boolean;
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
  { noErrors, hasNumbers }: NotAsked = { noErrors: new Set(), hasNumbers: true },
): Promise<readonly Finding[]> {
  const looked = await Promise.all(
    watched.map(async (one) => {
      const version = await liveVersion(one);
      // The look at the fleet says what is wrong with it.
      if (version === null) return [];
      const asks = { errors: !noErrors.has(one.service), numbers: hasNumbers };
      return lookAt(one, questionOf(one.service, version, now()), asks);
    }),
  );
  return looked.flat();
}

async function lookAt(
  { service, errors, meter, judged }: Watched,
  question: WatchQuestion,
  asks: { readonly errors: boolean; readonly numbers: boolean },
): Promise<readonly Finding[]> {
  // What is counted server by server is judged by that, and said once.
  const read = async () => {
    const readings = await meter.read(question);
    return judged?.decides ? readings.filter(({ counted }) => counted !== true) : readings;
  };
  const told = await Promise.all([
    asks.errors ? findingsOf('Sentry', service, () => errors.read(question), question.version) : [],
    asks.numbers ? findingsOf('Prometheus', service, read, question.version) : [],
    asks.numbers && judged ? lookAtCounts(service, meter, judged, question) : [],
    asks.numbers ? reconnectsOf(service, meter, question) : [],
  ]);
  return [...new Map(told.flat().map((one) => [one.what, one])).values()];
}

/** Those that lack a value for the same reason are one thing to mend. */
async function findingsOf(
  source: string,
  service: string,
  read: () => Promise<readonly Reading[]>,
  version: string,
): Promise<readonly Finding[]> {
  const todo = `Look at watch of ${service} in davy.yml: until then no build is ever healthy`;
  try {
    const readings = await read();
    const said = readings.map((reading) => ({
      reading,
      why: reading.missing === null ? null : missingText(reading.missing),
    }));
    return [...Map.groupBy(said, ({ reading, why }) => why ?? `✓ ${reading.signal}`).values()].map(
      (same) => {
        const about = `${same.map(({ reading }) => reading.signal).join(' and ')} of ${version}`;
        const [{ reading: { value, unit }, why } = nothing] = same;
        return why === null
          ? well(`${service}: ${about}, which is live, is ${rounded(value)}${unit}`)
          : ill(`${service}: ${about}, which is live: ${why}`, todo);
      },
    );
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return [ill(`${service}: ${source} does not answer (${why})`, todo)];
  }
}

const nothing = { reading: { value: null, unit: '' }, why: null } as const;

/** Whether users who come over are counted, where a release is to be paced by that. */
async function reconnectsOf(
  service: string,
  meter: Pick<Meter, 'reconnects'>,
  { version, since, until }: WatchQuestion,
): Promise<readonly Finding[]> {
  try {
    const counted = await meter.reconnects({ service, version, since, until });
    if (counted === null) return [];
    const { arrived, missing } = counted;
    return [
      missing === null
        ? well(`${service}: ${arrived ?? 0} users came over to ${version} in 10 minutes`)
        : ill(
            `${service}: nobody counts who comes over to ${version}: ${missingText(missing)}`,
            `Look at release.reconnects of ${service} in davy.yml: ` +
              'until then no batch is ever slowed down for users who cannot come back',
          ),
    ];
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return [ill(`${service}: Prometheus does not count who comes over (${why})`, 'Try again')];
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
