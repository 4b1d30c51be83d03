import { judgeLook } from '../../src/release/verdict/judge-look.ts';
import { usualJudgeOptions } from '../../src/release/state/judge-options.ts';
import { judgeStart, type JudgeState } from '../../src/release/verdict/judge-state.ts';
import { learnRuler, type Ruler } from '../../src/release/verdict/ruler.ts';
import { verdictOf } from '../../src/release/verdict/verdict-of.ts';
import type { Fault } from './kinds.ts';
import type { Ending, Peer } from './peer.ts';
import type { TraceLook } from './names.ts';
import { historyRows, looksOf } from './trace.ts';
import type { World } from './world.ts';

const minute = 60_000;
/** Four hours: half an hour of them is for gaps, and for pages that came to nothing. */
export const soakMinutes = 240;
export const benchOptions = {
  ...usualJudgeOptions,
  soakMs: 210 * minute,
  atMostMs: soakMinutes * minute,
};

/** Minutes between looks in the corpus; Davy's own looks are twice as frequent. */
const usualLook = 1;

/** How one judge ended one soak, and when it called people first, in minutes. */
export type Judged = {
  readonly ending: Ending;
  readonly pagedAt: number | null;
  readonly backAt: number | null;
};

/** What is learned of a service before its soak. */
export function rulerOf(world: World, seed: number): Ruler {
  return learnRuler(historyRows(world, seed + 1), benchOptions);
}

/** Lives one soak, and has Davy and all peers judge the same looks. */
export function liveSoak(
  world: World,
  seed: number,
  fault: Fault,
  ruler: Ruler,
  peers: readonly Peer[],
  hurt: (look: TraceLook) => TraceLook = (look) => look,
  every: number = usualLook,
): { readonly davy: Judged; readonly peers: readonly Judged[] } {
  const open: (Judged | null)[] = peers.map(() => null);
  let davy: Judged | null = null;
  let pagedAt: number | null = null;
  let state = judgeStart(benchOptions, ruler);
  for (const seen of looksOf(world, seed + 2, fault, soakMinutes + 1, every)) {
    const look = hurt(seen);
    const at = look.at / minute;
    if (!davy) {
      state = judgeLook(state, look);
      if (state.page) pagedAt ??= at;
      davy = endOf(state, pagedAt, at);
    }
    peers.forEach((peer, i) => {
      if (open[i] === null && peer.rollsBack(look))
        open[i] = { ending: 'rolled-back', pagedAt: at, backAt: at };
    });
    if (davy && open.every((one) => one !== null)) break;
  }
  return {
    davy: davy ?? { ending: 'asks', pagedAt, backAt: null },
    peers: peers.map((peer, i) => open[i] ?? { ending: peer.atEnd(), pagedAt: null, backAt: null }),
  };
}

function endOf(state: JudgeState, pagedAt: number | null, at: number): Judged | null {
  if (state.rolledBackAt !== null) return { ending: 'rolled-back', pagedAt, backAt: at };
  if (at < benchOptions.soakMs / minute) return null;
  const { kind } = verdictOf(state);
  return kind === 'passed' ? { ending: 'released', pagedAt, backAt: null } : null;
}
