import { keyOf } from '../release/verdict/warm-up.ts';
import type { JudgedCount, JudgedLook } from '../release/verdict/counted.ts';
import type { TraceLine } from './trace-line.ts';

type Timed = Exclude<TraceLine, { options: unknown } | { history: unknown } | { rule: unknown }>;

/**
 * A look with one more line. A line that comes late counts in the look in which it is read; one
 * that was read before counts no second time, which is what `newest` is for.
 */
export function takenInto(
  look: JudgedLook,
  line: Timed,
  newest: Map<string, number>,
  at: number,
): JudgedLook {
  if (!('event' in line)) {
    const count = countOf(line);
    const key = `${keyOf(count.side, count.server)} ${count.signal}`;
    if ((newest.get(key) ?? -Infinity) >= at) return look;
    newest.set(key, at);
    return { ...look, counts: [...look.counts, count] };
  }
  switch (line.event) {
    case 'restart':
      return { ...look, restarted: [...look.restarted, { side: line.side, server: line.server }] };
    case 'look':
      return look;
    case 'silence':
      return { ...look, silent: [...look.silent, line.signal] };
    case 'users':
      return { ...look, users: [...look.users, valueOf(line, line.users)] };
    case 'memory':
      return { ...look, memory: [...look.memory, valueOf(line, line.bytes)] };
    case 'error-group': {
      const { group, fatal, known, people, old_people: oldPeople } = line;
      return { ...look, people: [...look.people, { group, fatal, known, people, oldPeople }] };
    }
  }
}

function countOf(line: Extract<Timed, { bad: unknown }>): JudgedCount {
  const { side, server, signal, edge, bad, all } = line;
  return {
    signal: edge === undefined ? signal : `${signal}:${edge}`,
    side,
    server,
    bad: bad === 'NaN' ? null : bad,
    all: all === 'NaN' ? null : all,
  };
}

function valueOf(
  { side, server }: { readonly side: JudgedCount['side']; readonly server: string },
  value: number,
) {
  return { side, server, value };
}
