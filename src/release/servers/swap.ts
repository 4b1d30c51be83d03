import type { Build } from '../state/build.ts';
import type { Because } from '../state/because.ts';
import type { Decision } from '../state/decision.ts';
import type { Line } from '../state/line.ts';
import { inPhase, moved } from '../state/outcome.ts';
import type { Phase } from '../state/phase.ts';
import { isReachable } from '../state/servers.ts';
import { isFresh } from '../state/reading.ts';
import type { Release } from '../state/release.ts';
import type { KnownSingle } from '../state/single.ts';
import { waits } from './forward.ts';
import { isPaused } from './paused.ts';
import type { Sides } from './sides.ts';
import { areSwapped, works } from './singles.ts';
import { ready, type Step } from './step.ts';

type Swapping = Extract<Phase, { readonly kind: 'swapping' }>;

/**
 * The swap of the jobs that must never run twice, as far as looks have brought it: each that runs
 * the new build is done, the next one is begun only when all that were begun are, and old servers
 * may go when nothing is left to do. An order stands in the ledger before it is given.
 */
export function duringSwap(
  line: Line,
  release: Release,
  phase: Swapping,
  sides: Sides,
  at: number,
): Decision | null {
  const done = release.singles.filter((one) => works(one, release.build)).map(({ name }) => name);
  const news = done.filter((name) => !phase.done.includes(name));
  if (news.length > 0)
    return moved(line, inPhase(release, { ...phase, since: at, done: [...phase.done, ...news] }));
  if (!mayGoOn(release, sides, at)) return null;
  if (areSwapped(release))
    return moved(line, inPhase(release, { kind: 'retiring', since: at, unprotectedAt: null }));
  const next = release.singles.find((one) => !works(one, release.build));
  return next && mayBegin(release, next)
    ? moved(line, inPhase(withBegun(release, next.name), { ...phase, since: at }))
    : null;
}

/** Nothing new is begun under a page or a hold, without fresh health, or while servers are few. */
function mayGoOn(release: Release, { newServers }: Sides, at: number): boolean {
  return (
    !isPaused(release) &&
    isHealthy(release, at) &&
    newServers.filter(isReachable).length >= release.capacity
  );
}

/** A way back asks for no health. */
function isHealthy({ watch, plan, kind }: Release, at: number): boolean {
  const isFreshly = isFresh(watch.measuredAt, at, 4 * plan.lookEveryMs);
  return kind === 'return' || (watch.verdict?.kind === 'healthy' && isFreshly);
}

/**
 * What stands still because somebody stopped it is not started without a word of theirs; a way back
 * waits for none. What may be anything stops them all.
 */
function mayBegin({ kind, singles }: Release, next: KnownSingle): boolean {
  if (next.begun || singles.some(({ state }) => state === 'unknown')) return false;
  if (singles.some((one) => one.begun && one !== next && one.state !== 'running')) return false;
  const isNew = next.state === 'stopped' && next.version === null;
  return kind === 'return' || isNew || next.state === 'running' || next.state === 'unhealthy';
}

function withBegun(release: Release, name: string): Release {
  const singles = release.singles.map((one) =>
    one.name === name ? { ...one, begun: true, downMs: 0 } : one,
  );
  return { ...release, singles };
}

/**
 * The next order for a job that was begun and is not done. Under a hold one that is stopped is
 * still started: a job that is down helps nobody. Under a page it waits, because it may go back.
 * What let it begin has to hold still when it is to be stopped: another step may have come between.
 */
export function swapStep(release: Release, sides: Sides, at: number): Step | null {
  const { kind, phase, singles, build, capacity, countdown } = release;
  if (phase.kind !== 'swapping' || countdown) return null;
  const isKnown = singles.every(({ state }) => state !== 'unknown');
  const isSure = isKnown && isHealthy(release, at) && !waits(release, sides);
  const mayStop = isSure && ready(sides.newServers) >= capacity;
  // A way back sees through what it began, also where that stopped after it had worked.
  const isOpen = (one: KnownSingle) =>
    !phase.done.includes(one.name) || (kind === 'return' && !works(one, build));
  const open = singles.filter((one) => one.begun && isOpen(one));
  const steps = open.flatMap((one) => towards(one, build) ?? []);
  return steps.find(({ to }) => mayStop || to === 'running') ?? null;
}

/** Started only when its place said that nothing of it runs any more: never two. */
export function towards({ name, state, version }: KnownSingle, build: Build) {
  const step = { kind: 'swap', build, single: name } as const;
  if (state === 'stopped') return { ...step, to: 'running' as const };
  const isLeft = state === 'unknown' || state === 'stopping' || version === build.version;
  return isLeft ? null : { ...step, to: 'stopped' as const };
}

/**
 * A job that was started with this build, was seen at work, and stands still by two looks. Nobody
 * knows whether it fell or somebody stopped it for a reason, so nobody but a person starts it
 * again; null where there is none.
 */
export function stoppedAgain({ phase, singles, build }: Release, at: number): KnownSingle | null {
  const isDone = (name: string) =>
    phase.kind === 'retiring' || (phase.kind === 'swapping' && phase.done.includes(name));
  const isStill = ({ state, version }: KnownSingle) =>
    state === 'stopped' && version === build.version;
  return singles.find((one) => isDone(one.name) && isStill(one) && at > one.since) ?? null;
}

/**
 * What stands in the way of the swap for longer than anything may take; null where nothing does, or
 * where it only waits for health.
 */
export function standsInTheWay(release: Release, since: number, at: number): Because | null {
  const { phase, singles, build, plan } = release;
  const one =
    singles.find(({ state }) => state === 'unknown') ?? singles.find((it) => !works(it, build));
  const isToBegin = phase.kind === 'swapping' && one && !one.begun && mayBegin(release, one);
  if (!one || isToBegin) return null;
  const from = Math.max(since, one.downSince ?? since);
  return at - from > plan.launchTimeoutMs ? stands(one) : null;
}

/** Why people are called for a job: which, where, how it was seen, and since when it is down. */
export function stands({
  name,
  where,
  state,
  downSince,
}: KnownSingle): Extract<Because, { kind: 'single-stands' }> {
  return { kind: 'single-stands', single: name, where, state, downSince };
}

/**
 * The same release, swapping again from the start of the list: what a person lets try again is
 * begun whatever it looks like.
 */
export function swapAgain(release: Release, at: number): Release {
  const next = release.singles.find((one) => !works(one, release.build));
  return inPhase(next && !next.begun ? withBegun(release, next.name) : release, {
    kind: 'swapping',
    since: at,
    done: [],
  });
}
