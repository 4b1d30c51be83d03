import type { WatchQuestion } from '../../../ports/meter.ts';
import { worded } from '../../../release/state/worded.ts';
import type { JudgedCount } from '../../../release/verdict/counted.ts';
import { edgeOf } from '../../../release/verdict/edges.ts';
import { firstEdges } from '../../../release/verdict/edges-at-hand.ts';
import type { CountersRead } from '../../../release/verdict/growth.ts';
import { beginPortCall } from '../../http/vendor-call.ts';
import type { MeasureMeans } from '../measure.ts';
import { unknownLabel } from '../unknown-label.ts';
import { countedBuilds, type CountersAsked, selectorsOf } from './asked.ts';
import { endpointsAt, endpointsQuestion } from './endpoints.ts';
import { errorsAt, errorsQuestion } from './errors.ts';
import { curveOf, latencyAt, latencyQuestion } from './latency.ts';
import { countsNow, isFreshPlace, type CountedServer, type CountedServers } from './places.ts';
import { askProcesses, processesOf } from './processes.ts';
import { type CountersQuery, placesNow, type Question } from './question.ts';

/** What was counted of some signals, and which of them are silent and why. */
type Told = {
  readonly counters: readonly JudgedCount[];
  readonly places: readonly CountedServer[];
  readonly silent: readonly (readonly [signal: string, why: string])[];
};

/** Reads what all counters stand at, each group of them in one question. */
export async function countAll(
  means: MeasureMeans,
  asked: CountersAsked,
  question: WatchQuestion,
  watched: readonly string[],
): Promise<CountersRead | null> {
  if (!asked.requests && !asked.latency) return null;
  const server = { ...means, fetch: beginPortCall(means.fetch).fetch };
  const { service } = question;
  const asking = { server, asked, service, builds: countedBuilds(question) };
  const [{ errors, endpoints }, latency, processes] = await Promise.all([
    requestsNow(asking, question),
    latencyNow(asking, question, watched),
    processesNow(asking),
  ]);
  const told = [errors, latency, endpoints];
  const fresh = freshest(told.flatMap(({ places }) => places));
  const silent = told.flatMap((one) => one.silent);
  const held = processesOf(asking, 'series' in processes ? processes.series : [], fresh);
  const lost = memorySilent(asked, question, held, processes);
  return {
    counters: told.flatMap(({ counters }) => counters),
    silent: [...silent, ...lost].map(([signal]) => signal),
    because: Object.fromEntries(
      [...silent, ...lost].map(([signal, why]) => [signal, worded(why)] as const),
    ),
    ...held,
  };
}

const nothing: Told = { counters: [], places: [], silent: [] };
const unsafe = 'the version has signs in it that no query may hold';

function silentFor(signal: string, why: string): Told {
  return { ...nothing, silent: [[signal, why]] };
}

async function requestsNow(
  asking: CountersQuery,
  question: WatchQuestion,
): Promise<{ readonly errors: Told; readonly endpoints: Told }> {
  const { requests, label } = asking.asked;
  if (!requests) return { errors: nothing, endpoints: nothing };
  const whole = errorsQuestion(asking.asked, requests, asking);
  if (whole === null) return { errors: silentFor('errors', unsafe), endpoints: nothing };
  const each = endpointsQuestion(asking.asked, requests, asking);
  const [found, ends, unknown] = await Promise.all([
    placesNow(asking, whole),
    each && placesNow(asking, each),
    unknownLabel(asking.server, { ...requests, label }, question),
  ]);
  const heard = unknown === null ? found : { missing: unknown };
  const errors = toldOf('errors', heard, whole, question);
  if (errors.silent.length > 0) return { errors, endpoints: nothing };
  return {
    errors: { ...errors, counters: countsNow(errors.places, errorsAt) },
    endpoints: ends
      ? endpointsTold(ends, `${requests.counter} has the label ${requests.by}`)
      : nothing,
  };
}

function endpointsTold(ends: CountedServers, what: string): Told {
  if ('missing' in ends) return silentFor('endpoint', ends.missing);
  const counters = countsNow(ends.places, endpointsAt);
  const isNamed = counters.length > 0 || ends.places.length === 0;
  return isNamed
    ? { ...nothing, counters }
    : silentFor('endpoint', `no series of ${what}, which endpoints are told by`);
}

async function latencyNow(
  asking: CountersQuery,
  question: WatchQuestion,
  watched: readonly string[],
): Promise<Told> {
  const { latency } = asking.asked;
  if (!latency) return nothing;
  const known = [...new Set(watched.flatMap((signal) => edgeOf(signal) ?? []))];
  const whole = latencyQuestion(asking.asked, latency, asking, known);
  if (whole === null) return silentFor('latency', unsafe);
  const found = await placesNow(asking, whole);
  const told = toldOf('latency', found, whole, question);
  if (told.silent.length > 0) return told;
  const edges =
    known.length > 0 ? known : firstEdges(curveOf(compared(told.places)), latency.fastEnough);
  if (edges.length === 0 && told.places.length > 0)
    return { ...told, ...silentFor('latency', whyNoEdge(latency.histogram, told.places)) };
  const own = told.places.filter(({ side }) => side === 'new');
  const isThere = (edge: number) =>
    own.length === 0 || own.some(({ parts }) => parts.has(`bucket${edge}`));
  const gone = edges.filter((edge) => !isThere(edge));
  return {
    places: told.places,
    counters: countsNow(told.places, latencyAt(edges.filter(isThere))),
    silent: gone.map((edge) => [
      `latency:${edge}`,
      `no series of ${latency.histogram}_bucket of the new build has le="${edge}"`,
    ]),
  };
}

/** Those by which the slow end is told: old servers where there are any. */
function compared(places: readonly CountedServer[]): readonly CountedServer[] {
  const fresh = places.filter(isFreshPlace);
  const old = fresh.filter(({ side }) => side === 'old');
  return old.length > 0 ? old : fresh;
}

function whyNoEdge(histogram: string, places: readonly CountedServer[]): string {
  const hasBuckets = places.some(({ parts }) =>
    [...parts.keys()].some((part) => part.startsWith('bucket')),
  );
  return hasBuckets
    ? `no edge of ${histogram} is on all servers, or nobody was served yet`
    : `no series of ${histogram}_bucket: it is no histogram with buckets`;
}

/** What every signal needs: an answer, and a series of the build while somebody is on it. */
function toldOf(
  signal: string,
  found: CountedServers,
  { selectors }: Question,
  { users }: WatchQuestion,
): Told {
  if ('missing' in found) return silentFor(signal, found.missing);
  const { places } = found;
  const isAlone = !places.some(({ side }) => side === 'new');
  const silent: Told['silent'] =
    isAlone && users !== 0 ? [[signal, `no series of ${selectors[0]}`]] : [];
  return { counters: [], places, silent };
}

async function processesNow(asking: CountersQuery): ReturnType<typeof askProcesses> {
  const { requests, latency } = asking.asked;
  const metric = requests ? requests.counter : `${latency?.histogram}_count`;
  const selectors = selectorsOf(asking.asked, asking, metric, (requests ?? latency)?.where ?? null);
  return selectors === null ? { missing: unsafe } : askProcesses(asking, selectors);
}

function freshest(places: readonly CountedServer[]): readonly CountedServer[] {
  const fresh = places.filter(isFreshPlace);
  return [...new Map(fresh.map((one) => [`${one.side}:${one.server}`, one])).values()];
}

function memorySilent(
  { memory }: CountersAsked,
  { users }: WatchQuestion,
  held: Pick<CountersRead, 'memory'>,
  processes: Awaited<ReturnType<typeof askProcesses>>,
): Told['silent'] {
  if (memory === null || users === 0) return [];
  if (held.memory.some(({ side }) => side === 'new')) return [];
  const why = 'missing' in processes ? processes.missing : `no series of ${memory}`;
  return [['memory', why]];
}
