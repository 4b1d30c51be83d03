import type { Meter, WatchQuestion } from '../ports/meter.ts';
import type { JudgeOptions } from '../release/state/judge-options.ts';
import type { CountersRead } from '../release/verdict/growth.ts';
import { learnRuler, type Ruler } from '../release/verdict/ruler.ts';
import { roleOfSignal } from '../release/verdict/signal-role.ts';
import { proofTakesMs } from '../release/verdict/soak-need.ts';
import type { HistoryBlock } from '../release/verdict/spread.ts';
import { count, many, span } from '../texts/en/amount.ts';
import { countedName } from '../texts/en/counted.ts';
import { missingText } from '../texts/en/missing.ts';
import { type Finding, ill, note, well } from './finding.ts';

/** How a release would be judged by counts, and on how many servers it is tried. */
export type JudgedBy = {
  readonly options: JudgeOptions;
  readonly servers: number;
  /** Whether counts decide; where limits do, what counts lack hinders no release. */
  readonly decides: boolean;
};

/**
 * Asks for the counters of the live version as a release would, and says how long a soak must be at
 * this traffic. A counter that is silent here proves no new build either.
 */
export async function lookAtCounts(
  service: string,
  meter: Pick<Meter, 'count' | 'history'>,
  judged: JudgedBy,
  question: WatchQuestion,
): Promise<readonly Finding[]> {
  const found = await findingsOf(service, meter, judged, question);
  if (judged.decides) return found;
  const spared = (one: Finding) =>
    one.well ? one : note(`${one.what}. Limits judge here; counts could not`);
  return found.map(spared);
}

async function findingsOf(
  service: string,
  meter: Pick<Meter, 'count' | 'history'>,
  judged: JudgedBy,
  question: WatchQuestion,
): Promise<readonly Finding[]> {
  try {
    const past = await meter.history(question);
    const ruler = learnRuler(past, judged.options);
    const watched = ruler.measures.map(({ signal }) => signal);
    const read = await meter.count(question, watched);
    if (read === null) return [];
    const isHeard = read.silent.length === 0;
    return [
      ...silentIn(service, read, question.version),
      ...countedIn(service, read, question.version),
      ...(isHeard ? [soakNeed(service, past, ruler, judged, serversIn(read))] : []),
    ];
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    return [ill(`${service}: Prometheus does not answer (${why})`, todoOf(service))];
  }
}

function todoOf(service: string): string {
  return (
    `Look at watch of ${service} in davy.yml (requests, latency, memory, labels): ` +
    'until then no build is proven to be no worse'
  );
}

/** Signals that are silent for the same reason are one thing to mend. */
function silentIn(
  service: string,
  { silent, because = {} }: CountersRead,
  version: string,
): readonly Finding[] {
  const whyOf = (signal: string) => {
    const why = because[signal];
    return why ? missingText(why) : 'nobody says why';
  };
  return [...Map.groupBy(silent, whyOf)].map(([why, signals]) => {
    const names = signals.map(nameOf).join(' and ');
    return ill(`${service}: ${names} of ${version}, which is live: ${why}`, todoOf(service));
  });
}

function nameOf(signal: string): string {
  return signal === 'endpoint' ? 'endpoints' : countedName(signal);
}

/** What each counter stands at, on all servers together. */
function countedIn(service: string, read: CountersRead, version: string): readonly Finding[] {
  const bySignal = Map.groupBy(read.counters, ({ signal }) => signal);
  const ends = [...bySignal.keys()].filter((one) => roleOfSignal(one) === 'endpoint');
  const whole = [...bySignal].filter(([signal]) => roleOfSignal(signal) !== 'endpoint');
  const servers = serversIn(read);
  return [
    ...whole.map(([signal, counts]) => {
      const unread = counts.filter(({ all }) => all === null).length;
      const sum = (of: 'bad' | 'all') => counts.reduce((sum, one) => sum + (one[of] ?? 0), 0);
      const what = `${service}: ${countedName(signal)} of ${version}, which is live`;
      return unread > 0
        ? ill(
            `${what}: ${unread} of ${many(servers, 'server')} were not read within a minute`,
            'Look whether Prometheus scrapes them: until then no build is proven to be no worse',
          )
        : well(
            `${what}: ${count(sum('bad'))} of ${count(sum('all'))} on ${many(servers, 'server')}`,
          );
    }),
    ...(ends.length > 0
      ? [well(`${service}: ${ends.length} endpoints are watched by themselves`)]
      : []),
    ...(read.memory.length > 0
      ? [well(`${service}: ${read.memory.length} servers show their memory`)]
      : []),
    ...(read.started.length > 0 || servers === 0
      ? []
      : [
          note(
            `${service}: no process_start_time_seconds: only counters that begin again ` +
              'show a restart',
          ),
        ]),
  ];
}

function serversIn({ counters }: CountersRead): number {
  return new Set(counters.map(({ server }) => server)).size;
}

/** How long a build like this one has to be watched until it is proven, by what must be. */
function soakNeed(
  service: string,
  past: readonly HistoryBlock[],
  { learned, measures }: Ruler,
  { options, servers }: JudgedBy,
  old: number,
): Finding {
  if (!learned)
    return note(
      `${service}: nothing is kept of the day before, so nobody can say how long a soak must be, ` +
        'and servers are taken to differ as those of most services do',
    );
  const needs = measures
    .filter(({ signal }) => options.required.some((role) => role === roleOfSignal(signal)))
    .map((measure) => {
      const perMinute = requestsPerMinute(past, measure.signal);
      const ms = proofTakesMs(measure, perMinute, { new: servers, old });
      return { name: countedName(measure.signal), ms };
    });
  const each = needs.map(({ name, ms }) => `${name} ${ms === null ? 'never' : span(ms)}`);
  const text =
    `${service}: at this traffic a build on ${many(servers, 'server')} is proven no worse after: ` +
    each.join(', ');
  const isWithin = needs.every(({ ms }) => ms !== null && ms <= options.atMostMs);
  return isWithin
    ? well(`${text}; it is watched for ${span(options.soakMs)} at least`)
    : note(
        `${text}; the longest soak is ${span(options.atMostMs)}, then a person is asked. ` +
          'More servers, a longer at_most or a wider tolerance let counts decide',
      );
}

/** How many requests a server has in a minute. */
function requestsPerMinute(past: readonly HistoryBlock[], wanted: string): number {
  const own = past.filter(({ signal }) => signal === wanted);
  return own.reduce((sum, { all }) => sum + all, 0) / Math.max(1, own.length) / 10;
}
