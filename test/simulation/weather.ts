import type { Dice } from './random.ts';

/** Everything outside that can fail. */
export const systems = [
  'ledger',
  'fleet',
  'sentry',
  'prometheus',
  'pager',
  'slack',
  'pageSlack',
  'directory',
  'source',
  'jira',
] as const;
export type System = (typeof systems)[number] | 'hosts';

/**
 * What becomes of one call. `lost`: it happened, but nobody heard. `late`: the same, and only after
 * the caller had given up.
 */
export type Outcome = 'ok' | 'refused' | 'timeout' | 'lost' | 'late';

/** How bad the world is in one history: calm for some, brutal for others. */
export type Weather = {
  readonly outcome: (system: System) => Outcome;
  readonly isDown: (system: System) => boolean;
  /** Whether the system has not answered at all since `from`. */
  readonly wasDown: (system: System, from: number) => boolean;
  readonly latency: (system: System) => number;
  /** Whether this statement of the ledger takes no time at all. */
  readonly isQuick: () => boolean;
  readonly faults: () => number;
  readonly count: () => void;
  readonly calm: () => void;
  readonly meanness: number;
};

const quickShare = 0.88;

function latencyOf(dice: Dice, meanness: number): number {
  return dice.chance(0.02 * meanness) ? dice.between(500, 2_600) : dice.between(10, 150);
}

type Outage = { readonly system: System; readonly from: number; readonly to: number };

export function makeWeather(dice: Dice, now: () => number, from: number, lasts: number): Weather {
  const meanness = dice.pick([0, 0.2, 0.5, 1]);
  // Hosts have dice of their own: what happens there changes nothing elsewhere.
  const afar = dice.fork(3);
  const outages = [
    ...makeOutages(dice, systems, meanness, from, lasts),
    ...makeOutages(afar, ['hosts'], meanness, from, lasts),
  ];
  let faults = 0;
  let isCalm = false;
  const isDown = (system: System, at: number) =>
    !isCalm &&
    outages.some((outage) => outage.system === system && at >= outage.from && at < outage.to);
  return {
    meanness,
    outcome(system) {
      if (isCalm) return 'ok';
      const own = system === 'hosts' ? afar : dice;
      if (isDown(system, now())) return counted(own.chance(0.7) ? 'refused' : 'timeout');
      if (!own.chance(0.015 * meanness)) return 'ok';
      return counted(own.pick(['refused', 'refused', 'timeout', 'lost', 'late'] as const));
    },
    isDown: (system) => isDown(system, now()),
    wasDown: (system, since) =>
      outages.some(
        (outage) => outage.system === system && outage.to > since && outage.from <= now(),
      ),
    isQuick: () => dice.chance(quickShare),
    latency: (system) =>
      system === 'ledger'
        ? dice.between(1, 8)
        : latencyOf(system === 'hosts' ? afar : dice, meanness),
    faults: () => faults,
    count: () => {
      faults += 1;
    },
    calm: () => {
      isCalm = true;
    },
  };

  function counted(outcome: Outcome): Outcome {
    faults += 1;
    return outcome;
  }
}

const longest: Readonly<Record<System, number>> = {
  ledger: 120_000,
  fleet: 240_000,
  sentry: 600_000,
  prometheus: 600_000,
  pager: 900_000,
  slack: 3_000_000,
  pageSlack: 900_000,
  directory: 600_000,
  source: 900_000,
  jira: 3_000_000,
  hosts: 400_000,
};

function makeOutages(
  dice: Dice,
  all: readonly System[],
  meanness: number,
  from: number,
  lasts: number,
): readonly Outage[] {
  return all.flatMap((system) => {
    if (!dice.chance(0.5 * meanness)) return [];
    const start = from + dice.between(0, lasts);
    return [{ system, from: start, to: start + dice.between(5_000, longest[system]) }];
  });
}
