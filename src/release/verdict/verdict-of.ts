import { againstLog } from './against.ts';
import { allowedTimes, provenTimes } from './allowance.ts';
import { floorProofAfter, proofAfter, proofStart, provenLog } from './certificate.ts';
import { isHeardOf } from './heard.ts';
import { combinedAgainst, isGuilty, pagesFrom } from './judge-page.ts';
import type { JudgeState } from './judge-state.ts';
import type { JudgedSignal } from './judged-signal.ts';
import { mayLeak } from './leak.ts';
import { newErrors } from './new-errors.ts';
import type { Judgement, Lacks, PageFound, SignalFinding } from '../state/judgement.ts';
import { evidenceFor, timesAsBad } from './paired.ts';
import { recentSum } from './recent.ts';
import { roleOfSignal } from './signal-role.ts';
import { proofLeftMs, provenShare, provesFrom } from './soak-need.ts';
import { areLeaving, shareOfUsers } from './staying.ts';

/** How much the last hour and a half must prove alone, and of how much more than the limit. */
const provesLately = Math.log(8);
const lately = 1.25;
/** Nothing passes while what must be proven, or any other signal, speaks so much against it. */
const doubtsProven = Math.log(3);
const doubtsOther = Math.log(5);
/** Odds beyond which nobody cares. */
const mostOdds = 1e9;

/** What follows from everything that was seen. */
export function verdictOf(state: JudgeState): Judgement {
  const { watchedMs, missing, missingSince, stoodDown } = state;
  const lacks = state.rolledBackAt === null ? lacksOf(state) : [];
  return {
    kind: kindOf(state, lacks),
    watchedMs,
    missing,
    missingSince,
    page: pageOf(state),
    stoodDown,
    lacks,
    findings: state.signals.map((signal) => findingOf(signal, state.at ?? 0)),
  };
}

function kindOf(state: JudgeState, lacks: readonly Lacks[]): Judgement['kind'] {
  const { options, startedAt, at } = state;
  if (state.rolledBackAt !== null) return 'rolled-back';
  if (state.page) return 'paged';
  const over = startedAt !== null && at !== null && at - startedAt >= options.atMostMs;
  if (state.missing.length > 0) return over ? 'asks' : 'undecided';
  if (lacks.length === 0) return 'passed';
  return over ? 'asks' : 'watching';
}

function pageOf(state: JudgeState): PageFound | null {
  if (!state.page) return null;
  const { at, because, times } = state.page;
  return { at, because, times, surely: isGuilty(state, state.page) };
}

/** Where a record ends a little before its soak does, what it holds decides. */
const nearlyAll = 0.85;

/** What follows when no more looks come: time alone keeps nothing back that is proven. */
export function verdictAtEnd(state: JudgeState): Judgement {
  const judgement = verdictOf(state);
  const [lack, ...others] = judgement.lacks;
  const isOnlyTime = lack?.kind === 'time' && others.length === 0 && state.missing.length === 0;
  return isOnlyTime && !state.page && state.watchedMs >= nearlyAll * state.options.soakMs
    ? { ...judgement, kind: 'passed' }
    : judgement;
}

function findingOf(signal: JudgedSignal, at: number): SignalFinding {
  return {
    signal: signal.name,
    counted: signal.total,
    times: timesAsBad(signal.total),
    limit: signal.measure.limit,
    proven: provenShare(signal),
    leftMs: proofLeftMs(signal, at),
    onceIn: Math.min(mostOdds, Math.exp(Math.max(0, againstLog(signal.against)))),
  };
}

function lacksOf(state: JudgeState): readonly Lacks[] {
  const { options, watchedMs, staying, startedAt, memory } = state;
  const at = state.at ?? 0;
  const users = staying.reduce((sum, one) => sum + (one.side === 'new' ? one.users : 0), 0);
  const errors = newErrors(state.people, shareOfUsers(staying), options);
  return [
    ...(watchedMs < options.soakMs ? [{ kind: 'time' } as const] : []),
    ...(users < options.users ? [{ kind: 'users' } as const] : []),
    ...options.required
      .filter((role) => !state.signals.some(({ name }) => roleOfSignal(name) === role))
      .map((signal) => ({ kind: 'unproven', signal }) as const),
    ...state.signals.flatMap((signal) => lacksOfSignal(state, signal)),
    ...(combinedAgainst(state) >= pagesFrom ? [{ kind: 'doubted', signal: '' } as const] : []),
    ...(errors.kind === 'none' ? [] : [{ kind: 'new-error', group: errors.group ?? '' } as const]),
    ...(areLeaving(staying, startedAt ?? at, at) ? [{ kind: 'leaving' } as const] : []),
    ...(mayLeak(memory, startedAt ?? at, at) ? [{ kind: 'leaking' } as const] : []),
  ];
}

function lacksOfSignal({ options }: JudgeState, signal: JudgedSignal): readonly Lacks[] {
  const { name, measure } = signal;
  const role = roleOfSignal(name);
  // Who leaves tells nobody: where sessions are counted, they are proven too.
  const isRequired = role === 'sessions' || options.required.some((one) => one === role);
  const doubted = isDoubted(signal, isRequired) ? [{ kind: 'doubted', signal: name } as const] : [];
  if (!isRequired) return doubted;
  const sum = recentSum(signal.recent);
  const late = {
    proof: proofAfter(proofStart, sum, lately * provenTimes(signal), measure.bunching),
    floorProof: floorProofAfter(proofStart, sum, measure, lately),
  };
  return [
    ...doubted,
    ...(provenLog(signal) < provesFrom(name) ? [{ kind: 'unproven', signal: name } as const] : []),
    ...(role === 'errors' && !isHeardOf(signal.total, measure)
      ? [{ kind: 'unheard', signal: name } as const]
      : []),
    ...(provenLog(late) < provesLately ? [{ kind: 'lately', signal: name } as const] : []),
  ];
}

/** Whether a signal says too much against a build that would otherwise pass. */
function isDoubted(signal: JudgedSignal, isRequired: boolean): boolean {
  const { measure, total } = signal;
  if (againstLog(signal.against) >= (isRequired ? doubtsProven : doubtsOther)) return true;
  // What need not be proven must at least not look more like its limit than like old servers.
  const allowed = allowedTimes(signal);
  const limit = Math.max(measure.limit, allowed);
  return evidenceFor(total, limit, allowed) / measure.bunching >= doubtsOther;
}
