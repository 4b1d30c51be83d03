import type { JudgeOptions } from '../state/judge-options.ts';
import { bunchingOf, type HistoryBlock, type Past, pastOf, spreadOf } from './spread.ts';
import { edgesOf, limitAt, slowFloor } from './edges.ts';
import { roleOfSignal } from './signal-role.ts';

/** How one signal is measured: what is usual, how old servers differ, and what is too much. */
export type Measure = {
  readonly signal: string;
  /** Bad events of opportunities as they usually are; null where nobody knows. */
  readonly usual: number | null;
  /** How much a server's own rate strays from that of all, as a logarithm. */
  readonly spread: number;
  /** How much events come in bunches: evidence is divided by it. */
  readonly bunching: number;
  /** How many times as bad as old servers is too much. */
  readonly limit: number;
  /** The share that is tolerated whatever old servers show; null where there is no such. */
  readonly floor: number | null;
};

/** What a release measures with, learned once before it starts and kept with it. */
export type Ruler = { readonly learned: boolean; readonly measures: readonly Measure[] };

/** What is taken of a signal that has no history: said so wherever it is shown. */
const unlearned = { spread: 0.15, bunching: 1.5 } as const;

/**
 * Learns from the last days of the old servers. A signal without enough history is measured by what
 * most services show.
 */
export function learnRuler(history: readonly HistoryBlock[], options: JudgeOptions): Ruler {
  const bySignal = Map.groupBy(history, ({ signal }) => signal);
  const pasts = new Map([...bySignal].map(([signal, blocks]) => [signal, pastOf(blocks)] as const));
  const edges = edgesOf(pasts, options);
  const measures = [...pasts].flatMap(([signal, past]): readonly Measure[] => {
    if (roleOfSignal(signal) === 'latency' && !edges.has(signal)) return [];
    return [measureOf(signal, past, edges.get(signal) ?? null, options)];
  });
  return { learned: measures.length > 0, measures };
}

/** The measure of a signal; one that history does not know is measured by what is usual. */
export function measureFor({ measures }: Ruler, signal: string, options: JudgeOptions): Measure {
  const known = measures.find((one) => one.signal === signal);
  if (known) return known;
  const limit = toleratedTimes(signal, null, options);
  return { signal, usual: null, ...unlearned, limit, floor: floorOf(signal, null, options) };
}

function measureOf(
  signal: string,
  past: Past,
  edgeLimit: number | null,
  options: JudgeOptions,
): Measure {
  const usual = past.all > 0 ? past.bad / past.all : null;
  const bunching = bunchingOf(past);
  const spread = bunching === null ? unlearned.spread : spreadOf(past, bunching);
  return {
    signal,
    usual,
    spread,
    bunching: bunching ?? unlearned.bunching,
    limit: edgeLimit ?? toleratedTimes(signal, usual, options),
    floor: floorOf(signal, usual, options),
  };
}

/** How many times as many are tolerated; what stays under the floor always is. */
export function toleratedTimes(
  signal: string,
  usual: number | null,
  { errorsWorseBy, errorsFloor, slowerBy }: JudgeOptions,
): number {
  const role = roleOfSignal(signal);
  if (role === 'latency') return limitAt(null, slowerBy);
  if (role === 'errors' || role === 'endpoint')
    return Math.max(1 + errorsWorseBy, usual ? errorsFloor / usual : 0);
  return role === 'restarts' ? 3 : role === 'sessions' ? 2 : 1 + errorsWorseBy;
}

/** The share of a signal that is tolerated on any build; null where there is no such. */
export function floorOf(
  signal: string,
  usual: number | null,
  options: JudgeOptions,
): number | null {
  const role = roleOfSignal(signal);
  if (role === 'errors' || role === 'endpoint') return options.errorsFloor;
  return role === 'latency' ? slowFloor(signal, usual, options) : null;
}
