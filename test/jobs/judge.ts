/** What was done to whom. */
export type Kills = { davy: number; ssh: number; sshdStops: number };

/** What Davy said of an id when all was quiet again. */
export type Told = { readonly state: string; readonly code: number | null };

/** What came of it: figures, and everything that must not be. */
export type Account = {
  readonly ids: number;
  readonly begins: number;
  readonly tries: number;
  readonly looks: number;
  readonly kills: Kills;
  readonly faults: readonly string[];
};

/**
 * Judges by the host's own book, which the jobs themselves wrote: each id started at most once,
 * nothing was said to have ended before it had, and every code is the one it ended with.
 */
export function judge({
  book,
  journal,
  told,
  codes,
  kills,
}: {
  readonly book: string;
  readonly journal: string;
  readonly told: ReadonlyMap<string, Told>;
  readonly codes: ReadonlyMap<string, number>;
  readonly kills: Kills;
}): Account {
  const lines = journal.split('\n').map((line) => line.split(' '));
  const of = (kind: string) => lines.filter(([first]) => first === kind);
  const ids = [...codes.keys()];
  return {
    ids: ids.length,
    begins: of('answered').length,
    tries: of('begins').length,
    looks: of('seen').length,
    kills,
    faults: [
      ...ids.flatMap((id) => startsOf(book, id)),
      ...ids.flatMap((id) => endOf(told, id, codes.get(id) ?? -1)),
      ...of('seen').flatMap((seen) => tooEarly(book, seen, codes)),
    ],
  };
}

function startsOf(book: string, id: string): readonly string[] {
  const starts = book.split('\n').filter((line) => line.startsWith(`start ${id} `)).length;
  return starts === 1 ? [] : [`${id} started ${starts} times`];
}

function endOf(told: ReadonlyMap<string, Told>, id: string, code: number): readonly string[] {
  const { state, code: said } = told.get(id) ?? { state: 'unknown', code: null };
  return state === 'ended' && said === code
    ? []
    : [`${id} ended with ${code}, and is said to be ${state} with ${said}`];
}

/** What was seen while all was in motion. */
function tooEarly(
  book: string,
  [, who, at, id = '', state, code, how]: readonly string[],
  codes: ReadonlyMap<string, number>,
): readonly string[] {
  const ended = new RegExp(`^end ${id} (\\d+) `, 'm').exec(book)?.[1];
  switch (state) {
    case 'running':
    case 'none':
      return [];
    case 'ended':
      return [
        ...(ended === undefined || Number(ended) > Number(at)
          ? [`${who} said at ${at} that ${id} had ended; it ended at ${ended}`]
          : []),
        ...(Number(code) === codes.get(id) && how === 'exit'
          ? []
          : [`${who} said that ${id} ended with ${code} (${how}), not ${codes.get(id)}`]),
      ];
    default:
      return [`${who} said that ${id} is ${state}, though nobody touched it`];
  }
}
