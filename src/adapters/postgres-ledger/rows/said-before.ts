import type { Said } from '../../../release/state/because.ts';

/**
 * Before, who ended something and why was one sentence, such as `declined by Tom B.: price bug`,
 * and later that sentence with its act and reason beside it. It is taken apart here, where rows are
 * read, so that nobody else has to.
 */
export function withSaid(row: unknown): unknown {
  if (typeof row !== 'object' || row === null || !('because' in row)) return row;
  const { because } = row;
  if (typeof because !== 'string' || !('by' in row)) return row;
  const { said, ...phase } = { said: undefined, ...row };
  const who = nameIn(row.by);
  if (said !== undefined && !isSaid(said)) return row;
  const act = who === null ? null : (said ?? saidBefore(who, because));
  return {
    ...phase,
    because: act ? { kind: 'said', who, act: act.act, reason: act.reason } : because,
  };
}

function nameIn(by: unknown): string | null {
  return typeof by === 'object' && by !== null && 'name' in by && typeof by.name === 'string'
    ? by.name
    : null;
}

function isSaid(said: unknown): said is { readonly act: unknown; readonly reason: unknown } {
  return typeof said === 'object' && said !== null && 'act' in said && 'reason' in said;
}

function saidBefore(name: string, because: string): Pick<Said, 'act' | 'reason'> | null {
  const at = because.indexOf(`${name}: `);
  const act = at < 0 ? undefined : acts.get(because.slice(0, at));
  return act === undefined ? null : { act, reason: because.slice(at + name.length + 2) };
}

/** How sentences of before began; `rolled back by` is older than the rest. */
const acts: ReadonlyMap<string, Said['act']> = new Map([
  ['', 'asked'],
  ['rolled back by ', 'asked'],
  ['stopped by ', 'stopped'],
  ['declined by ', 'declined'],
  ['cancelled by ', 'cancelled'],
  ['finished by hand by ', 'finished-by-hand'],
]);
