import { guarded } from '../../src/adapters/postgres-ledger/faults.ts';
import { LineRow, ReleaseRow } from '../../src/adapters/postgres-ledger/rows/release.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { Decision } from '../../src/release/state/decision.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Release } from '../../src/release/state/release.ts';

/**
 * Two versions of Davy side by side. Both run today's code; what differs is what their rows hold.
 * The newer one writes a key that the older one has never heard of, the older one leaves out keys
 * that came later, as long as they hold nothing: who does not know a key never acts by it, and
 * today's code does, so what it did has to stand in the row. Rows pass through JSON and the real
 * schemas of the database, so that what a version does with the rows of another is what it would do
 * there. Not shown: another transition than today's, and tables that only one of them has.
 */
export type Version = 'older' | 'newer';

/** What rows held from the first day on: whatever came later is none of these, so none is added. */
const first = {
  release: (
    'id kind service build target by at note plan carries startAttempted capacity phase ' +
    'approvals watch seen exposure countdown countdowns hold rev seq'
  ).split(' '),
  line: 'service live lastGood lock freeze moving blocked seq'.split(' '),
};
const added = 'shield';

/** What stands in a row beside what today's code knows: how often a newer one wrote it. */
type Added = { readonly [added]?: number };

/** Rows as they are written and read by the versions of one history. */
export function makeVersions(broken: (text: string) => void) {
  const written = new Map<string, number>();

  function out<T extends Line | Release>(kind: keyof typeof first, row: T, version: Version): T {
    if (version === 'older')
      return Object.fromEntries(
        Object.entries(row).filter(
          ([key, value]) => !isNothing(value) || first[kind].includes(key),
        ),
      ) as unknown as T;
    const count = (written.get(nameOf(row)) ?? 0) + 1;
    written.set(nameOf(row), count);
    return { ...row, [added]: count };
  }

  /** The row as this version reads it; an older one throws what it throws at the database. */
  function back<T extends Line | Release>(
    row: T & Added,
    read: (value: unknown) => T,
    version: Version,
  ): T {
    const { [added]: count, ...rest } = row;
    const wanted = written.get(nameOf(row)) ?? 0;
    if ((count ?? 0) !== wanted)
      broken(`${nameOf(row)} lost what a newer Davy wrote: ${count ?? 'nothing'}, not ${wanted}`);
    // What its own version wrote it reads as it is: that costs nothing.
    if (version === 'newer' && count !== undefined) return rest as unknown as T;
    return read(JSON.parse(JSON.stringify(row)));
  }

  // A state never changes once it stands in a row: what was read of it once is read of it again.
  const lines = { older: new WeakMap<Line, Line>(), newer: new WeakMap<Line, Line>() };
  const releases = {
    older: new WeakMap<Release, Release>(),
    newer: new WeakMap<Release, Release>(),
  };
  const line = (row: Line, version: Version) =>
    once(lines[version], row, () => back<Line>(row, (value) => LineRow.parse(value), version));
  const release = (row: Release, version: Version) =>
    once(releases[version], row, () =>
      back<Release>(row, (value) => ReleaseRow.parse(value), version),
    );

  function stored(decision: Decision, version: Version): Decision {
    if (decision.kind === 'refused') return decision;
    const states = {
      line: out('line', decision.line, version),
      release: decision.release && out('release', decision.release, version),
    };
    if (decision.kind === 'measured-only')
      return { ...decision, line: states.line, release: states.release ?? decision.release };
    const born = decision.born && out('release', decision.born, version);
    return { ...decision, ...states, born };
  }

  /** The ledger as a process of this version has it. */
  return (ledger: Ledger, version: () => Version): Ledger => ({
    ...ledger,
    decide: (about, judge, wake) =>
      guarded('deciding', () =>
        ledger.decide(
          about,
          (now, one, others) =>
            stored(
              judge(
                line(now, version()),
                one && release(one, version()),
                others.map((other) => release(other, version())),
              ),
              version(),
            ),
          wake,
        ),
      ),
    line: (service) => guarded('reading', async () => line(await ledger.line(service), version())),
    release: (id) =>
      guarded('reading', async () => {
        const row = await ledger.release(id);
        return row && release(row, version());
      }),
    open: (service) =>
      guarded('reading', async () =>
        (await ledger.open(service)).map((row) => release(row, version())),
      ),
    history: (service, limit) =>
      guarded('reading', async () =>
        (await ledger.history(service, limit)).map((row) => release(row, version())),
      ),
  });
}

function once<T extends object>(known: WeakMap<T, T>, row: T, read: () => T): T {
  const before = known.get(row);
  if (before) return before;
  const now = read();
  known.set(row, now);
  return now;
}

/** What a row without the key is read as. */
function isNothing(value: unknown): boolean {
  return value === null || value === 0 || (Array.isArray(value) && value.length === 0);
}

function nameOf(row: Line | Release): string {
  return 'id' in row ? row.id : `line ${row.service}`;
}
