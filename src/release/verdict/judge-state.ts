import type { PeopleHit } from './counted.ts';
import type { JudgeOptions } from '../state/judge-options.ts';
import type { JudgedSignal } from './judged-signal.ts';
import type { Memory } from './leak.ts';
import type { OpenPage } from './open-page.ts';
import type { Restarts } from './restarts.ts';
import type { Ruler } from './ruler.ts';
import type { Staying } from './staying.ts';
import type { Warming } from './warm-up.ts';

/** Everything the judge remembers of a soak: values only, kept as JSON in a row. */
export type JudgeState = {
  readonly options: JudgeOptions;
  readonly ruler: Ruler;
  readonly startedAt: number | null;
  readonly at: number | null;
  /** Time that counts: everything required was heard and no page was open. */
  readonly watchedMs: number;
  readonly signals: readonly JudgedSignal[];
  /** When each server was seen last. */
  readonly seen: Readonly<Record<string, number>>;
  readonly warming: Warming;
  readonly missing: readonly string[];
  readonly missingSince: number | null;
  readonly people: readonly PeopleHit[];
  readonly memory: Memory;
  readonly staying: Staying;
  readonly restarts: Restarts;
  readonly page: OpenPage | null;
  /** Pages that were not held against the build, because what they showed was gone. */
  readonly stoodDown: number;
  /** Set for good once a page's deadline found the build guilty. */
  readonly rolledBackAt: number | null;
};

/** Before the first look. */
export function judgeStart(options: JudgeOptions, ruler: Ruler): JudgeState {
  return {
    options,
    ruler,
    startedAt: null,
    at: null,
    watchedMs: 0,
    signals: [],
    seen: {},
    warming: [],
    missing: [],
    missingSince: null,
    people: [],
    memory: [],
    staying: [],
    restarts: [],
    page: null,
    stoodDown: 0,
    rolledBackAt: null,
  };
}
