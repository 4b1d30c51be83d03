import { z } from 'zod';
import type {
  JudgedCount,
  JudgedLook,
  JudgedSide,
  PeopleHit,
} from '../../../release/verdict/counted.ts';
import { exactly } from './exact.ts';

const { strictObject, string, number, boolean, array, tuple } = z;

type Server = readonly [side: JudgedSide, server: string];

/**
 * A look as it is stored: without names of fields, and each name of a server or signal once.
 * Ten signals of fifty servers take 5.5 kB, which PostgreSQL packs into 2.2 kB: a day of looks half
 * a minute apart is 16 MB as text, and 9 MB on its disk with all that it keeps beside.
 */
export type StoredLook = {
  /** Servers in a row that count the same signals: these, and of each server bad, all, bad, all. */
  readonly counts: readonly (readonly [
    signals: readonly string[],
    servers: readonly (readonly [...Server, totals: readonly (number | null)[]])[],
  ])[];
  readonly silent: readonly string[];
  readonly restarted: readonly Server[];
  readonly people: readonly (readonly [
    group: string,
    fatal: boolean,
    known: PeopleHit['known'],
    people: number,
    oldPeople: number,
  ])[];
  readonly users: readonly (readonly [...Server, value: number])[];
  readonly memory: readonly (readonly [...Server, value: number])[];
};

const SideRow = z.enum(['new', 'old', 'fresh']);
const ValueRow = tuple([SideRow, string(), number()]);
const CountsRow = tuple([SideRow, string(), array(number().nullable())]);
const KnownRow = z.enum(['new', 'known', 'other-stack']);

/** What a look brought. */
export const LookRow = exactly<StoredLook>()(
  strictObject({
    counts: array(tuple([array(string()), array(CountsRow)])),
    silent: array(string()),
    restarted: array(tuple([SideRow, string()])),
    people: array(tuple([string(), boolean(), KnownRow, number(), number()])),
    users: array(ValueRow),
    memory: array(ValueRow),
  }),
);

/** As it is written. The order of counts stays: sums depend on it, in their last digits. */
export function storedLook({
  counts,
  silent,
  restarted,
  people,
  users,
  memory,
}: JudgedLook): StoredLook {
  return {
    counts: packed(counts),
    silent,
    restarted: restarted.map(({ side, server }) => [side, server]),
    people: people.map((hit) => [hit.group, hit.fatal, hit.known, hit.people, hit.oldPeople]),
    users: users.map(({ side, server, value }) => [side, server, value]),
    memory: memory.map(({ side, server, value }) => [side, server, value]),
  };
}

/** As it was read. */
export function lookOf(at: number, row: StoredLook): JudgedLook {
  const valued = ([side, server, value]: StoredLook['users'][number]) => ({ side, server, value });
  return {
    at,
    counts: row.counts.flatMap(([signals, servers]) =>
      servers.flatMap(([side, server, totals]) =>
        signals.map((signal, index): JudgedCount => {
          const [bad = null, all = null] = totals.slice(2 * index, 2 * index + 2);
          return { signal, side, server, bad, all };
        }),
      ),
    ),
    silent: row.silent,
    restarted: row.restarted.map(([side, server]) => ({ side, server })),
    people: row.people.map(([group, fatal, known, people, oldPeople]) => {
      return { group, fatal, known, people, oldPeople };
    }),
    users: row.users.map(valued),
    memory: row.memory.map(valued),
  };
}

/** Counts of one server stand together; servers with the same signals share their names. */
function packed(counts: readonly JudgedCount[]): StoredLook['counts'] {
  const servers: {
    side: JudgedSide;
    server: string;
    signals: string[];
    totals: (number | null)[];
  }[] = [];
  for (const { side, server, signal, bad, all } of counts) {
    let last = servers.at(-1);
    if (last?.side !== side || last.server !== server)
      servers.push((last = { side, server, signals: [], totals: [] }));
    last.signals.push(signal);
    last.totals.push(bad, all);
  }
  const groups: [signals: string[], rows: StoredLook['counts'][number][1][number][]][] = [];
  for (const { side, server, signals, totals } of servers) {
    const last = groups.at(-1);
    const isSame = last && last[0].join('\n') === signals.join('\n');
    if (isSame) last[1].push([side, server, totals]);
    else groups.push([signals, [[side, server, totals]]]);
  }
  return groups;
}
