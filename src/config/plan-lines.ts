import { createHash } from 'node:crypto';
import type { Plan } from '../release/state/plan.ts';
import type { ServiceEntry } from './davy-yml.ts';

/** A value is shown up to here; what lies beyond is told apart by its hash. */
const shownMost = 80;

/** Their numbers are lengths of time in ms: people wrote `4h`. */
const durations: readonly string[] = [
  'soak',
  'approval_lasts',
  'launch_timeout',
  'between_batches',
  'watch',
  'retire_grace',
  'countdown',
  'postpone',
  'every',
  'within',
  'window',
  'warm_up',
  'timeout',
];

/**
 * What of davy.yml stands behind a plan, each line with its value: so that, when an approval is
 * void because the file changed, people read which line did.
 */
export function configuredBy({
  prerelease,
  release,
  rollback,
  approval,
  watch,
  teams,
  fleet,
}: ServiceEntry): NonNullable<Plan['configured']> {
  return Object.fromEntries(
    linesOf('', { prerelease, release, rollback, approval, watch, teams, fleet }),
  );
}

type Line = readonly [line: string, value: string];

function linesOf(path: string, value: unknown): readonly Line[] {
  if (value === undefined) return [];
  if (typeof value === 'object' && value !== null) {
    const parts = Array.isArray(value) ? numbered(value) : Object.entries(value);
    return parts === null
      ? [[path, shown(JSON.stringify(value))]]
      : parts.flatMap(([key, inner]) => linesOf(path === '' ? key : `${path}.${key}`, inner));
  }
  return [[path, shown(said(path, value))]];
}

/** Lists of plain values are one line; others are known by the names of what is in them. */
function numbered(list: readonly unknown[]): readonly (readonly [string, unknown])[] | null {
  if (!list.some((one) => typeof one === 'object' && one !== null)) return null;
  return list.map((one, i) => [nameOf(one) ?? String(i + 1), one] as const);
}

function nameOf(one: unknown): string | null {
  return typeof one === 'object' && one !== null && 'name' in one && typeof one.name === 'string'
    ? one.name
    : null;
}

function said(path: string, value: unknown): string {
  const key = path.split('.').at(-1) ?? '';
  if (typeof value === 'string') return value;
  return typeof value === 'number' && durations.includes(key)
    ? duration(value)
    : (JSON.stringify(value) ?? '');
}

function duration(ms: number): string {
  if (ms > 0 && ms % 3_600_000 === 0) return `${ms / 3_600_000}h`;
  return ms > 0 && ms % 60_000 === 0 ? `${ms / 60_000}m` : `${ms / 1_000}s`;
}

function shown(text: string): string {
  if (text.length <= shownMost) return text;
  const rest = createHash('sha256').update(text).digest('hex').slice(0, 6);
  return `${text.slice(0, shownMost)}… (${rest})`;
}
