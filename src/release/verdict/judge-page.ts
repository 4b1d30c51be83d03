import { againstLog, againstStart } from './against.ts';
import { allowedTimes } from './allowance.ts';
import type { JudgeState } from './judge-state.ts';
import type { JudgedSignal } from './judged-signal.ts';
import { isLeaking } from './leak.ts';
import { newErrors } from './new-errors.ts';
import { onsetStart } from './onset.ts';
import {
  isConfirmed,
  isDeafPage,
  isGone,
  type OpenPage,
  openPage,
  pageAfter,
} from './open-page.ts';
import { timesAsBad } from './paired.ts';
import { isCrashLoop } from './restarts.ts';
import { shareOfUsers } from './staying.ts';
import { combinedLog, sharesOf } from './weights.ts';

/** Evidence from which people are called, and from which Davy acts when nobody says no. */
export const pagesFrom = Math.log(20);
export const rollsBackFrom = Math.log(500);

/** Calls people, lets a page stand down, or finds the build guilty at its deadline. */
export function judgePage(state: JudgeState): JudgeState {
  const at = state.at ?? 0;
  return state.page === null
    ? { ...state, page: pageFor(state, at) }
    : underPage(state, state.page, at);
}

function pageFor(state: JudgeState, at: number): OpenPage | null {
  const { options } = state;
  const certain = certainIn(state, at);
  if (certain) return openPage(at, certain, 1, options.countdownMs);
  if (combinedAgainst(state) < pagesFrom) return null;
  const lead = leadSignal(state.signals);
  if (!lead) return null;
  const because = { kind: 'worse', signal: lead.name } as const;
  return openPage(at, because, timesAsBad(lead.onset.since), options.countdownMs);
}

function certainIn(state: JudgeState, at: number): OpenPage['because'] | null {
  const { people, staying, options, restarts, memory, startedAt } = state;
  const errors = newErrors(people, shareOfUsers(staying), options);
  if (errors.kind === 'certain') return { kind: 'new-error', group: errors.group ?? '' };
  const servers = Math.max(1, ...state.signals.map((signal) => signal.servers.new));
  if (isCrashLoop(restarts, at, servers)) return { kind: 'crash-loop' };
  return isLeaking(memory, startedAt ?? at, at) ? { kind: 'leak' } : null;
}

function underPage(state: JudgeState, before: OpenPage, at: number): JudgeState {
  const { because } = before;
  const found = because.kind === 'worse' ? because.signal : null;
  const signal = state.signals.find(({ name }) => name === found) ?? null;
  const page = pageAfter(before, signal, at);
  const isOver = state.options.holdsDeadline && at >= page.deadline;
  if (isOver && isGuilty(state, page)) return { ...state, page, rolledBackAt: at };
  if (signal && isGone(page, signal, at)) return standDown(state, signal);
  return { ...state, page };
}

/**
 * Whether a page is enough to bring users back: certain at once, still so after the burst, or not
 * to be measured any more. What cannot be measured ends no countdown: silence excuses nobody.
 */
export function isGuilty(state: JudgeState, page: OpenPage): boolean {
  if (page.because.kind !== 'worse' || isDeafPage(page, state.at ?? 0)) return true;
  return combinedAgainst(state) >= rollsBackFrom && isConfirmed(page);
}

/** Sets aside what was paged for, with whatever began with it. The certificate forgets nothing. */
function standDown(state: JudgeState, lead: JudgedSignal): JudgeState {
  const at = state.at ?? 0;
  const signals = state.signals.map((signal) =>
    signal.name === lead.name || signal.onset.at >= lead.onset.at - aroundMs
      ? { ...signal, against: againstStart, onset: onsetStart(at) }
      : signal,
  );
  return { ...state, signals, page: null, stoodDown: state.stoodDown + 1 };
}

/** What begins within two minutes is taken for the same thing. */
const aroundMs = 2 * 60_000;

/** What all signals together say against the build, as a logarithm. */
export function combinedAgainst({ signals }: Pick<JudgeState, 'signals'>): number {
  return combinedLog(signals.map(({ name, against }) => ({ name, log: againstLog(against) })));
}

/** What a page is for says at least this part of what all signals together have to. */
const leadsFrom = pagesFrom - Math.log(5);

/**
 * The signal that says most against the build, of those that are past what is tolerated: one
 * endpoint that fails every other time is, also where it is too small a part of all requests.
 */
function leadSignal(signals: readonly JudgedSignal[]): JudgedSignal | null {
  const shares = sharesOf(signals.map(({ name }) => name));
  const said = (signal: JudgedSignal) =>
    againstLog(signal.against) + Math.log(shares.get(signal.name) ?? 0);
  return signals
    .filter((signal) => said(signal) >= leadsFrom && isPastLimit(signal))
    .reduce<JudgedSignal | null>(
      (most, signal) => (most === null || said(signal) > said(most) ? signal : most),
      null,
    );
}

/** Whether the build's own rate since the fault began is more than is tolerated. */
function isPastLimit(signal: JudgedSignal): boolean {
  const { measure, onset } = signal;
  const { bad, all } = onset.since;
  // Beside servers that never fail any failure is many times as many: a floor is all there is.
  if (!measure.usual && bad < (measure.floor ?? 0) * all) return false;
  return timesAsBad(onset.since) >= Math.max(measure.limit, allowedTimes(signal));
}
