/** What one old server counted for one signal in one piece of the past, usually ten minutes. */
export type HistoryBlock = {
  readonly signal: string;
  readonly block: number;
  readonly server: string;
  readonly bad: number;
  readonly all: number;
};

/** Too little to learn from: so many bad events, or so many pieces, are needed. */
const leastBad = 10;
const leastCells = 20;

/**
 * How much more events come in bunches than chance alone would have it: 1 where each comes by
 * itself; null where there is too little to tell. What hits all servers at the same time is no
 * bunch, and neither is that one server always has more than another.
 */
export function bunchingOf(past: Past): number | null {
  const residuals = past.cells.map(({ bad, expected }) => (bad - expected) ** 2 / expected);
  if (residuals.length < leastCells || past.bad < leastBad) return null;
  residuals.sort((a, b) => a - b);
  // One storm in two hundred pieces is no habit.
  const kept = residuals.slice(0, Math.ceil(residuals.length * 0.995));
  const free = past.cells.length - past.servers.length - past.times + 1;
  const share = Math.max(0.5, free / past.cells.length);
  const mean = kept.reduce((sum, one) => sum + one, 0) / kept.length / share;
  return Math.max(1, mean);
}

/** What most services show, and how firmly that is believed before anything is learned. */
const usualSpread = { variance: 0.01, error: 0.015 } as const;

/** How much servers of one build differ for good, as a logarithm. */
export function spreadOf({ servers }: Past, bunching: number): number {
  const whole = servers.reduce((sum, one) => sum + one.expected, 0);
  const squares = servers.reduce((sum, one) => sum + one.expected ** 2, 0);
  const many = servers.length;
  const room = whole - squares / whole;
  if (many < 2 || !(room > 0)) return Math.sqrt(usualSpread.variance);
  const misfit = servers.reduce(
    (sum, { bad, expected }) => sum + (bad - expected) ** 2 / expected,
    0,
  );
  const variance = Math.max(0, (misfit - bunching * (many - 1)) / room);
  // How far chance alone takes the estimate where servers differ as they usually do.
  const { variance: usual } = usualSpread;
  const error = (Math.sqrt(2 * (many - 1)) * (bunching + (usual * whole) / many)) / room;
  const [own, prior] = [1 / error ** 2, 1 / usualSpread.error ** 2];
  return Math.sqrt((variance * own + usual * prior) / (own + prior));
}

type Tally = { readonly bad: number; readonly expected: number };

/** What the past of one signal adds up to. */
export type Past = {
  readonly bad: number;
  readonly all: number;
  readonly times: number;
  /** Each server beside what it would have had if it were like all others. */
  readonly servers: readonly Tally[];
  /** Each piece of time of each server beside what it would have had if it were only itself. */
  readonly cells: readonly Tally[];
};

/** Adds the past of one signal up, once. */
export function pastOf(blocks: readonly HistoryBlock[]): Past {
  const rates = new Map<number, { bad: number; all: number }>();
  const whole = { bad: 0, all: 0 };
  for (const { block, bad, all } of blocks) {
    const sum = rates.get(block) ?? { bad: 0, all: 0 };
    sum.bad += bad;
    sum.all += all;
    rates.set(block, sum);
    whole.bad += bad;
    whole.all += all;
  }
  const alike = ({ block, all }: HistoryBlock) => {
    const rate = rates.get(block);
    return rate && rate.all > 0 ? (all * rate.bad) / rate.all : 0;
  };
  const servers = new Map<string, { bad: number; expected: number }>();
  for (const block of blocks) {
    const sum = servers.get(block.server) ?? { bad: 0, expected: 0 };
    sum.bad += block.bad;
    sum.expected += alike(block);
    servers.set(block.server, sum);
  }
  const cells: Tally[] = [];
  for (const block of blocks) {
    const own = servers.get(block.server);
    const expected = own && own.expected > 0 ? (alike(block) * own.bad) / own.expected : 0;
    if (expected > 0) cells.push({ bad: block.bad, expected });
  }
  const seen = [...servers.values()].filter(({ expected }) => expected > 0);
  return { ...whole, times: rates.size, servers: seen, cells };
}
