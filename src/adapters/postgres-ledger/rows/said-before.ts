import type { Phase } from '../../../release/state/phase.ts';
import type { Said } from '../../../release/state/said.ts';

/**
 * Before, who ended something and why was one sentence, such as `declined by Tom B.: price bug`. It
 * is taken apart here, where rows are read, so that nobody else has to.
 */
export function withSaid<P extends Phase>(phase: P): P {
  if (!('because' in phase) || !('by' in phase) || phase.by === null || phase.said) return phase;
  const said = saidBefore(phase.by.name, phase.because);
  return said ? { ...phase, said } : phase;
}

function saidBefore(name: string, because: string): Said | null {
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
