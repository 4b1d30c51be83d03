import { isLowBad, type Reading } from '../../release/state/reading.ts';
import type { Release } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import { amount } from '../blocks/amount.ts';
import { chart } from '../blocks/chart.ts';
import type { ContentPart } from '../blocks/content.ts';
import { capital, plainly } from '../blocks/esc.ts';
import type { ThreadFacts } from '../thread-facts.ts';
import { table } from '../blocks/table.ts';
import { countedRows, resultBeside } from './judged.ts';
import { allowedBy, result } from './verdict-words.ts';

const say = texts.signals;

type History = ThreadFacts['history'];

/** Every signal with both sides, its limit and what that means, in words. */
export function signalTable(
  block_id: string,
  release: Release,
  readings: readonly Reading[],
): ContentPart {
  const isCounted = countedRows(release) !== null;
  const isShown = ({ counted }: Reading) => !(isCounted && counted === true);
  // What it means stands second: phones show the first columns only.
  const columns = [
    { name: say.columns.check, side: 'left' },
    { name: say.columns.result, side: 'left', plain: true },
    { name: release.build.version, side: 'right' },
    { name: release.target?.version ?? say.columns.before, side: 'right' },
    { name: say.columns.limit, side: 'right' },
  ] as const;
  return table(block_id, columns, [
    ...(countedRows(release) ?? []),
    ...readings
      .filter(isShown)
      .map((reading) => [
        signalName(reading),
        resultBeside(release, reading) ?? result(reading),
        cell(reading.value),
        cell(reading.baseline),
        saysNothing(reading) ? say.notYet : limitWords(reading),
      ]),
  ]);
}

/**
 * The signal people look at first: errors where somebody tracks them, else what can be compared.
 */
export function leading(readings: readonly Reading[]): Reading | null {
  const measured = readings.filter(({ source }) => source !== 'fleet');
  const against = measured.filter(({ limit }) => limit.kind === 'worse-by');
  return (
    against.find(({ source }) => source === 'sentry') ??
    against[0] ??
    measured.find(({ baseline }) => baseline !== null) ??
    measured[0] ??
    null
  );
}

/** The leading signal over time: this build, the one before, and the limit. */
export function signalChart(
  block_id: string,
  release: Release,
  history: History,
  since: number,
): ContentPart {
  const first = leading(history.at(-1)?.readings ?? []);
  if (!first) return null;
  const points = comparable(
    history.map(({ at, readings }) => {
      const reading = readings.find(({ signal }) => signal === first.signal);
      return {
        at,
        values: reading
          ? [reading.value, reading.baseline, saysNothing(reading) ? null : allowedBy(reading)]
          : [null, null, null],
      };
    }),
  );
  return chart(block_id, {
    title: plainly(say.title(capital(texts.signalName(first.signal)))),
    since,
    sinceWhat: say.since,
    y: plainly(signalName(first)),
    names: [
      release.build.version,
      release.target?.version ?? say.columns.before,
      say.columns.limit,
    ],
    points,
  });
}

type Point = { readonly at: number; readonly values: readonly (number | null)[] };

/**
 * With few users chance alone can do so much that the limit is huge: those first minutes compare
 * nothing and would press all others flat. A limit that stays far above everything measured is left
 * to the table for the same reason.
 */
function comparable(points: readonly Point[]): readonly Point[] {
  const last = points.findLast(({ values }) => values[2] !== null)?.values[2] ?? null;
  if (last === null) return points;
  const fair = points.filter(({ values }) => values[2] === null || (values[2] ?? 0) <= 3 * last);
  const highest = Math.max(
    0,
    ...fair.flatMap(({ values }) => values.slice(0, 2).map((value) => value ?? 0)),
  );
  const far = highest > 0 && last > 8 * highest;
  return fair.map(({ at, values }) => ({
    at,
    values: far ? [...values.slice(0, 2), null] : values,
  }));
}

/** How the leading signal stands, against the build before. */
export function compared(
  readings: readonly Reading[],
): { readonly name: string; readonly text: string } | null {
  const reading = leading(readings);
  if (!reading || reading.value === null) return null;
  return {
    name: signalName(reading),
    text: texts.summary.was(
      amount(reading.value),
      reading.baseline === null ? null : amount(reading.baseline),
    ),
  };
}

function signalName({ signal, unit }: Reading): string {
  const known = texts.signalName(signal);
  const name = unit.trim() === '' ? known : `${known} (${unit.trim()})`;
  return capital(name);
}

function cell(value: number | null): string {
  return value === null ? '' : amount(value);
}

/**
 * A limit, in the unit of what stands beside it: whoever reads "100% worse" beside 0 knows nothing.
 */
export function limitWords(measured: Pick<Reading, 'limit' | 'baseline'>): string {
  const { limit } = measured;
  const allowed = allowedBy(measured);
  if (allowed === null) return limit.kind === 'worse-by' ? say.worse(limit.share) : '';
  return isLowBad(limit) ? say.min(allowed) : say.max(allowed);
}

/**
 * In the first seconds chance alone can do so much that errors may come faster than one a minute
 * for each user: such a limit says nothing yet.
 */
function saysNothing(reading: Reading): boolean {
  const { source, value } = reading;
  const allowed = allowedBy(reading);
  const isEarly = source === 'sentry' && allowed !== null && allowed > 1_000;
  return isEarly && (value === null || value <= allowed);
}
