import type { Because } from '../../release/state/because.ts';
import { joined, many } from './amount.ts';

/** Which lines of davy.yml are not what was approved any more. */
export function planChanged({ changes, more }: Extract<Because, { kind: 'plan-changed' }>): string {
  if (changes.length === 0) return 'davy.yml changed';
  const lines = changes.map(
    ({ line, from, to }) => `${line} from ${from ?? 'nothing'} to ${to ?? 'nothing'}`,
  );
  return `davy.yml changed: ${joined([...lines, ...(more > 0 ? [many(more, 'more line')] : [])])}`;
}
