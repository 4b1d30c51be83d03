import { hasOwnThread } from '../release/start/released-with.ts';
import type { Release } from '../release/state/release.ts';
import type { Line } from '../release/state/line.ts';
import { type Broken, brokenIn, type Wait, waitsOf } from './three-things.ts';
import { type Figures, figuresOf } from './figures.ts';
import { type SummaryRecords, type Outcome, outcomesOf, returnFrom, returnsOf } from './move.ts';
import { before, isIn, type Period } from './period.ts';
import { addDays, type Day, dayOf, weekdayOf } from '../time/zone.ts';

/** One thing that happened in the period, or that waits at its end. */
export type Item = {
  readonly service: string;
  readonly version: string;
  readonly outcome: 'live' | 'rolled-back' | 'taken-back' | 'stopped' | 'waiting' | 'moving';
  readonly at: number;
  /** What users got, in the words of its changes; empty where no changelog tells. */
  readonly gist: readonly string[];
  /** The release, where it has a thread of its own. */
  readonly release?: string;
  /** The message at the top of its thread, where it is known. */
  readonly card?: { readonly channel: string; readonly ts: string };
};

/** One service in the table of a period. */
export type SummaryRow = {
  readonly service: string;
  readonly live: number;
  readonly rolledBack: number;
  readonly gist: readonly string[];
};

/** A bar of the chart: some days, and how many releases ended in each way. */
export type SummaryBar = {
  readonly first: Day;
  readonly last: Day;
  readonly live: number;
  readonly rolledBack: number;
};

/**
 * What a manager reads: the numbers of one period beside those of the period before, and what they
 * are made of.
 */
export type Summary = {
  readonly period: Period;
  /** Null: all services. */
  readonly service: string | null;
  readonly now: Figures;
  readonly was: Figures;
  readonly items: readonly Item[];
  readonly rows: readonly SummaryRow[];
  readonly bars: readonly SummaryBar[];
  /**
   * Where it is true at the end of the period: what waits for a person's word, and what is on hold.
   */
  readonly waiting: number;
  readonly held: number;
  readonly broken: readonly Broken[];
  readonly waits: readonly Wait[];
};

/**
 * Puts a period together. `at` is now: what is open waits until then. `lines` as they stand now, of
 * the services it tells of.
 */
export function summaryOf(
  books: SummaryRecords,
  period: Period,
  service: string | null,
  at: number,
  lines: readonly Line[] = [],
): Summary {
  const mine =
    service === null
      ? books
      : {
          ...books,
          chronicles: books.chronicles.filter(({ release }) => release.service === service),
        };
  const all = outcomesOf(mine);
  const moves = all.filter((move) => isIn(move.at, period));
  const open = mine.chronicles.map(({ release }) => release);
  return {
    period,
    service,
    now: figuresOf(mine, period, at),
    was: figuresOf(mine, before(period), at),
    items: [
      ...moves.map((move) => itemOf(move, mine)),
      ...stopped(open, period),
      ...unfinished(open),
    ].sort((a, b) => a.at - b.at),
    rows: rowsOf(moves),
    bars: barsOf(moves, period),
    waiting: open.filter(({ phase }) => phase.kind === 'waiting').length,
    held: open.filter(isHeld).length,
    broken: brokenIn(all, mine.chronicles, period),
    waits: waitsOf(open, lines, at),
  };
}

/** Whether there is anything to tell: quiet days are skipped. */
export function isQuiet({ items }: Summary): boolean {
  return items.length === 0;
}

function itemOf(move: Outcome, books: SummaryRecords): Item {
  const { service, build } = move.release;
  const outcome =
    move.outcome === 'live' && returnFrom(move, returnsOf(books)) ? 'taken-back' : move.outcome;
  return {
    service,
    version: build.version,
    outcome,
    at: move.at,
    gist: gistOf(move),
    ...ownThread(move.release),
  };
}

function ownThread(release: Release): Pick<Item, 'release'> {
  return hasOwnThread(release) ? { release: release.id } : {};
}

function stopped(releases: readonly Release[], period: Period): readonly Item[] {
  const carried = new Set(releases.flatMap(({ carries }) => carries));
  return releases.flatMap(({ id, kind, service, build, phase }): readonly Item[] =>
    kind === 'prerelease' &&
    phase.kind === 'rolled-back' &&
    isIn(phase.at, period) &&
    !carried.has(id)
      ? [{ service, version: build.version, outcome: 'stopped', at: phase.at, gist: [] }]
      : [],
  );
}

function unfinished(releases: readonly Release[]): readonly Item[] {
  return releases.flatMap((release): readonly Item[] => {
    const { service, build, phase, at, kind } = release;
    const known = { service, version: build.version, gist: [], ...ownThread(release) };
    if (phase.kind === 'waiting') return [{ ...known, outcome: 'waiting', at: phase.since }];
    return kind !== 'prerelease' &&
      ['migrating', 'watching', 'swapping', 'retiring'].includes(phase.kind)
      ? [{ ...known, outcome: 'moving', at }]
      : [];
  });
}

function isHeld({ hold, phase }: Release): boolean {
  return hold !== null && 'since' in phase;
}

/** Busiest service first. */
function rowsOf(moves: readonly Outcome[]): readonly SummaryRow[] {
  return [...Map.groupBy(moves, ({ release }) => release.service)]
    .map(([service, mine]) => {
      const live = mine.filter(({ outcome }) => outcome === 'live');
      return {
        service,
        live: live.length,
        rolledBack: mine.length - live.length,
        gist: [...new Set(live.toReversed().flatMap(gistOf))].slice(0, 2),
      };
    })
    .sort(
      (a, b) => b.live + b.rolledBack - a.live - a.rolledBack || (a.service < b.service ? -1 : 1),
    );
}

/** Features first, then fixes: what a user would notice. */
function gistOf({ changelog }: Outcome): readonly string[] {
  const of = (group: string) =>
    (changelog?.changes ?? []).filter((change) => change.group === group).map(({ title }) => title);
  return [...of('feature'), ...of('fix')].slice(0, 2);
}

/**
 * A week is told by days, four weeks by weeks. Of a day nobody needs a chart; a weekend in which
 * nothing happened is left out.
 */
function barsOf(
  moves: readonly Outcome[],
  { span, first, last, zone }: Period,
): readonly SummaryBar[] {
  if (span === 'today') return [];
  const step = span === 'week' ? 1 : 7;
  const bars: SummaryBar[] = [];
  for (let day = first; day <= last; day = addDays(day, step)) {
    const end = addDays(day, step - 1);
    const mine = moves.filter(({ at }) => dayOf(at, zone) >= day && dayOf(at, zone) <= end);
    const live = mine.filter(({ outcome }) => outcome === 'live').length;
    bars.push({ first: day, last: end, live, rolledBack: mine.length - live });
  }
  return bars.filter((bar) => step > 1 || bar.live + bar.rolledBack > 0 || !isWeekend(bar.first));
}

function isWeekend(day: Day): boolean {
  return weekdayOf(day) >= 6;
}
