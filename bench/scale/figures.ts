import { z } from 'zod';

/**
 * What one process measured: CPU of one look on both sides, what Davy itself holds, and what the
 * process takes of the machine. The start lasts until the first look is over: CPU of both sides,
 * and time on the wall.
 */
export const Measured = z.object({
  nodeMs: z.number(),
  postgresMs: z.number(),
  rowsPerClaim: z.number(),
  startCpuMs: z.number(),
  startMs: z.number(),
  memoryMb: z.number(),
  residentMb: z.number(),
});
export type Measured = z.infer<typeof Measured>;

const names = [
  'nodeMs',
  'postgresMs',
  'rowsPerClaim',
  'startCpuMs',
  'startMs',
  'memoryMb',
  'residentMb',
] as const;

/** Which figures history does not show in. */
type Flat = Readonly<Record<(typeof names)[number], boolean>>;

/**
 * One size of a ledger. `ratio`: against a fresh one with as many services, in the same run.
 * `flat`: what that says of each figure.
 */
export type Cell = Measured & {
  readonly services: number;
  readonly ended: number;
  readonly ratio: Measured | null;
  readonly flat: Flat | null;
};

/** The least of several rounds, figure by figure: what else the machine does only adds to it. */
export function least(rounds: readonly Measured[]): Measured {
  return each((name) => rounded(Math.min(...rounds.map((one) => one[name]))));
}

/** How many times as much. */
function ratiosOf(laden: Measured, plain: Measured): Measured {
  return each((name) => rounded(laden[name] / plain[name]));
}

/** History may cost a fifth. */
const most = 1.2;
const rowsMost = 50;

/** A cell of a ledger with history, beside the fresh one of the same run. */
export function besides(
  where: Pick<Cell, 'services' | 'ended'>,
  laden: Measured,
  plain: Measured,
): Cell {
  const ratio = ratiosOf(laden, plain);
  return { ...where, ...laden, ratio, flat: each((name) => ratio[name] <= most) };
}

/**
 * Told, and not held against anybody. What else the machine does is in time on the wall, and what a
 * start costs is in its CPU; when Node gives memory back is its own affair, and what Davy holds is
 * in `memoryMb`.
 */
const toldOnly: ReadonlySet<string> = new Set(['startMs', 'residentMb']);

/** Where history shows. */
export function faultsOf({ services, ended, ratio, flat, rowsPerClaim }: Cell): readonly string[] {
  const where = `${services} services, ${ended} ended releases`;
  return [
    ...(rowsPerClaim > rowsMost ? [`${where}: a claim reads ${rowsPerClaim} rows`] : []),
    ...names.flatMap((name) =>
      ratio !== null && flat?.[name] === false && !toldOnly.has(name)
        ? [`${where}: ${name} is ${ratio[name]} times that of a fresh ledger`]
        : [],
    ),
  ];
}

function each<Value>(
  figure: (name: (typeof names)[number]) => Value,
): Readonly<Record<(typeof names)[number], Value>> {
  return {
    nodeMs: figure('nodeMs'),
    postgresMs: figure('postgresMs'),
    rowsPerClaim: figure('rowsPerClaim'),
    startCpuMs: figure('startCpuMs'),
    startMs: figure('startMs'),
    memoryMb: figure('memoryMb'),
    residentMb: figure('residentMb'),
  };
}

function rounded(value: number): number {
  return Math.round(100 * value) / 100;
}
