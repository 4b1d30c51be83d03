/**
 * # src/traces
 *
 * Puts looks that somebody else recorded through the judge that Davy itself uses: what a line may
 * say (`trace-line.ts`), which options (`trace-options.ts`), and how lines become looks (here).
 */
import { judgeLook } from '../release/verdict/judge-look.ts';
import { judgeStart, type JudgeState } from '../release/verdict/judge-state.ts';
import { type JudgeOptions, usualJudgeOptions } from '../release/state/judge-options.ts';
import { learnRuler, type Ruler } from '../release/verdict/ruler.ts';
import type { HistoryBlock } from '../release/verdict/spread.ts';
import type { JudgedLook } from '../release/verdict/counted.ts';
import type { Judgement } from '../release/state/judgement.ts';
import { verdictAtEnd, verdictOf } from '../release/verdict/verdict-of.ts';
import { takenInto } from './trace-look.ts';
import { type TraceLine, traceMs } from './trace-line.ts';
import { judgeOptionsOf } from './trace-options.ts';

/** How one trace was judged, and when. */
export type JudgedTrace = {
  readonly id: string;
  readonly at: number;
  readonly judgement: Judgement;
};

/** One trace while its lines come in: the look that is being read, and what was judged before. */
export type OpenTrace = {
  readonly id: string;
  readonly take: (line: TraceLine) => void;
  /** Once for every trace, when no more lines come. */
  readonly end: () => JudgedTrace;
};

const emptyLook: JudgedLook = {
  at: 0,
  counts: [],
  silent: [],
  restarted: [],
  people: [],
  users: [],
  memory: [],
};

/** A gap longer than this, and than two and a half looks, was silence: nobody looked away. */
const silenceMs = 90_000;

/** Begins to judge a trace. */
export function openTrace(id: string): OpenTrace {
  let options: JudgeOptions = usualJudgeOptions;
  let history: HistoryBlock[] = [];
  let state: JudgeState | null = null;
  let look: JudgedLook | null = null;
  let done: JudgedTrace | null = null;
  let ruler: Ruler | null = null;
  const newest = new Map<string, number>();
  let every = Infinity;

  const start = () => judgeStart(options, ruler ?? learnRuler(history, options));
  const judgeNext = (next: JudgedLook) => {
    state = judgeLook(state ?? start(), next);
    history = [];
    // A release goes on after its soak, and its record says what was silent.
    if (ruler) return;
    const judgement = verdictOf(state);
    if (isOver(judgement)) done ??= { id, at: next.at, judgement };
  };
  const close = (until: number) => {
    if (!look || done) return;
    const { at } = look;
    judgeNext(look);
    if (ruler) return;
    if (Number.isFinite(until)) every = Math.min(every, until - at);
    for (const silent of silencesIn(at, until, every))
      if (done === null) judgeNext({ ...emptyLook, at: silent });
  };
  return {
    id,
    take: (line) => {
      if (done) return;
      if ('rule' in line) ({ options, ruler } = line.rule);
      else if ('options' in line) options = judgeOptionsOf(line.options);
      else if ('history' in line) history.push(blockOf(line.history));
      else {
        const at = traceMs(line.time);
        if (look === null || at > look.at) {
          close(at);
          look = { ...emptyLook, at };
        }
        look = takenInto(look, line, newest, at);
      }
    },
    end: () => {
      close(Infinity);
      const last = state ?? start();
      return done ?? { id, at: last.at ?? 0, judgement: (ruler ? verdictOf : verdictAtEnd)(last) };
    },
  };
}

function isOver({ kind }: Judgement): boolean {
  return ['passed', 'rolled-back', 'asks'].includes(kind);
}

/** When nobody looked who should have, in a gap that is too long to be none. */
function silencesIn(from: number, until: number, every: number): readonly number[] {
  const gap = until - from;
  if (!(Number.isFinite(gap) && gap > Math.max(silenceMs, 2.5 * every))) return [];
  return Array.from({ length: Math.ceil(gap / every) - 1 }, (_, i) => from + (i + 1) * every);
}

function blockOf(history: Extract<TraceLine, { history: unknown }>['history']): HistoryBlock {
  const { edge, signal, ...block } = history;
  return { ...block, signal: edge === undefined ? signal : `${signal}:${edge}` };
}
