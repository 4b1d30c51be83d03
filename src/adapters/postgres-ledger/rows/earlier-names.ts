import { z } from 'zod';

type Earlier = {
  /** What a field was called before, and what it is called now. */
  readonly fields: Readonly<Record<string, string>>;
  /** The same of the word in the field `kind`. */
  readonly kinds?: Readonly<Record<string, string>>;
};

/**
 * Rows are read strictly, and nobody rewrites those of before: they are read by this table and
 * written anew by the names of now. A name stays here as long as a row with it may be stored.
 */
const earlier = {
  release: { fields: { tried: 'startAttempted', call: 'escalation', nudges: 'reminders' } },
  seen: { fields: { mine: 'newServers', old: 'oldServers' } },
  exposure: { fields: { mine: 'newServers', old: 'oldServers' } },
  line: { fields: { thaw: 'endedFreeze', barred: 'blocked', nudges: 'reminders' } },
  turn: { fields: { mine: 'users', old: 'oldUsers' } },
  decision: { fields: {}, kinds: { noted: 'measured-only' } },
} as const satisfies Readonly<Record<string, Earlier>>;

/** A schema that also reads rows with the names of before. */
export function named<S extends z.ZodType>(what: keyof typeof earlier, schema: S) {
  return z.preprocess((row) => {
    if (!isRow(row)) return row;
    return renamed(earlier[what], what === 'release' ? withReturn(withoutSplit(row)) : row);
  }, schema);
}

type Row = Readonly<Record<string, unknown>>;

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Where both names stand, neither is believed: the strict schema refuses the one of before. */
function renamed({ fields, kinds = {} }: Earlier, row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([key, value]) => {
      const now = own(fields, key);
      if (now !== undefined && !Object.hasOwn(row, now)) return [now, value];
      return [
        key,
        key === 'kind' && typeof value === 'string' ? (own(kinds, value) ?? value) : value,
      ];
    }),
  );
}

function own(table: Readonly<Record<string, string>>, key: string): string | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Before, each release knew by itself how traffic is shared out; the line knows it for all. */
function withoutSplit({ split: _before, ...row }: Row): Row {
  return row;
}

/** Before, a return to an older build was a release with a flag. */
function withReturn(row: Row): Row {
  const { fast, ...rest } = row;
  if (fast === false) return rest;
  return fast === true && rest['kind'] === 'release' ? { ...rest, kind: 'return' } : row;
}
