import { isDeepStrictEqual } from 'node:util';
import type { Decision } from '../../release/state/decision.ts';
import type { Line } from '../../release/state/line.ts';
import { lineKey } from '../../release/state/keys.ts';

type Moved = Extract<Decision, { readonly kind: 'moved' }>;

/** A state with the hash of its stream's newest event. */
export type Stream<State> = { readonly state: State; readonly head: string };

/**
 * Numbers the event in every stream it changed: the release it was about, the one it brought into
 * being, and the line where the line changed or nothing else did.
 */
export function raised(
  decision: Moved,
  before: Line,
): {
  readonly decision: Moved;
  readonly streams: readonly { readonly name: string; readonly seq: number }[];
} {
  const release = decision.release && { ...decision.release, seq: decision.release.seq + 1 };
  const born = decision.born && { ...decision.born, seq: decision.born.seq + 1 };
  // How traffic is shared out is measured: that alone is nothing that happened to the line.
  const unmeasured = { ...decision.line, split: before.split };
  const lineToo = !(release ?? born) || !isDeepStrictEqual(unmeasured, before);
  const line = lineToo ? { ...decision.line, seq: before.seq + 1 } : decision.line;
  const streams = [
    ...(lineToo ? [{ name: lineKey(line.service), seq: line.seq }] : []),
    ...[release, born].filter((one) => one !== null).map(({ id, seq }) => ({ name: id, seq })),
  ];
  return { decision: { ...decision, line, release, born }, streams };
}
