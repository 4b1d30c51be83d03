import type { JudgedCount, JudgedLook, ServerValue } from '../release/verdict/counted.ts';
import type { JudgeState } from '../release/verdict/judge-state.ts';

/** The line before all looks of a release: by what it is judged. */
export function ruleLine(id: string, { options, ruler }: JudgeState): string {
  return written({ id, rule: { options, ruler } });
}

/** A look as lines of a trace, as docs/judgement.md describes them. */
export function linesOfLook(id: string, look: JudgedLook): readonly string[] {
  const about = { id, time: look.at / 1_000 };
  const of = ({ side, server }: Pick<ServerValue, 'side' | 'server'>) => ({
    ...about,
    side,
    server,
  });
  const lines = [
    ...look.silent.map((signal) => ({ ...about, event: 'silence', signal })),
    ...look.restarted.map((one) => ({ ...of(one), event: 'restart' })),
    ...look.users.map((one) => ({ ...of(one), event: 'users', users: one.value })),
    ...look.memory.map((one) => ({ ...of(one), event: 'memory', bytes: one.value })),
    ...look.people.map(({ oldPeople, ...hit }) => ({
      ...about,
      event: 'error-group',
      ...hit,
      old_people: oldPeople,
    })),
    ...look.counts.map((one) => ({ ...of(one), ...namesOf(one), bad: one.bad, all: one.all })),
  ];
  return (lines.length > 0 ? lines : [{ ...about, event: 'look' }]).map(written);
}

/** An edge stands by itself where its number reads as its name does. */
function namesOf({ signal }: JudgedCount): { readonly signal: string; readonly edge?: number } {
  const [name = '', edge = ''] = signal.split(':');
  return name === 'latency' && signal === `latency:${Number(edge)}`
    ? { signal: name, edge: Number(edge) }
    : { signal };
}

function written(line: object): string {
  return `${JSON.stringify(line)}\n`;
}
