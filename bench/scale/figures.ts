import { z } from 'zod';

/** What one process measured: CPU of one look on both sides, and what Davy itself takes. */
export const Measured = z.object({
  nodeMs: z.number(),
  postgresMs: z.number(),
  rowsPerClaim: z.number(),
  startMs: z.number(),
  memoryMb: z.number(),
});
export type Measured = z.infer<typeof Measured>;

/** One size of a ledger. `ratio`: against a fresh one with as many services, in the same run. */
export type Cell = Measured & {
  readonly services: number;
  readonly ended: number;
  readonly ratio: Measured | null;
};

const names = ['nodeMs', 'postgresMs', 'rowsPerClaim', 'startMs', 'memoryMb'] as const;

/** The least of several rounds, figure by figure: what else the machine does only adds to it. */
export function least(rounds: readonly Measured[]): Measured {
  return each((name) => Math.min(...rounds.map((one) => one[name])));
}

/** How many times as much. */
export function ratiosOf(laden: Measured, plain: Measured): Measured {
  return each((name) => laden[name] / plain[name]);
}

const judged = ['nodeMs', 'postgresMs', 'rowsPerClaim', 'memoryMb'] as const;

/** History may cost a fifth. The start is time on the wall: it is told, not judged. */
const most = 1.2;
const rowsMost = 50;

/** Where history shows. */
export function faultsOf({ services, ended, ratio, rowsPerClaim }: Cell): readonly string[] {
  const where = `${services} services, ${ended} ended releases`;
  return [
    ...(rowsPerClaim > rowsMost ? [`${where}: a claim reads ${rowsPerClaim} rows`] : []),
    ...judged.flatMap((name) =>
      ratio !== null && ratio[name] > most
        ? [`${where}: ${name} is ${ratio[name]} times that of a fresh ledger`]
        : [],
    ),
  ];
}

function each(figure: (name: (typeof names)[number]) => number): Measured {
  const rounded = (name: (typeof names)[number]) => Math.round(100 * figure(name)) / 100;
  return {
    nodeMs: rounded('nodeMs'),
    postgresMs: rounded('postgresMs'),
    rowsPerClaim: rounded('rowsPerClaim'),
    startMs: rounded('startMs'),
    memoryMb: rounded('memoryMb'),
  };
}
