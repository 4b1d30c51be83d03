import type { WakeUp } from '../ports/work.ts';
import { hasOwnThread } from '../release/start/released-with.ts';
import type { Decision } from '../release/state/decision.ts';
import { isRunOver } from '../release/state/job-run.ts';
import type { Line } from '../release/state/line.ts';
import { isOpen, type Release } from '../release/state/release.ts';
import { nextDeadline } from '../release/time-passed.ts';
import { ofImages, ofStrays } from './line-wakes.ts';
import { threadKeyOf } from './slack/thread-key.ts';
import { buildKey, lineKey, writeKey } from '../release/state/keys.ts';

/** Cards that only change a number are drawn at most this often (clock ms). */
const redrawMs = 3_000;

/** Phases of a release with its own thread which the threads of those it carries tell of. */
const turns: readonly Release['phase']['kind'][] = [
  'requested',
  'rolling-back',
  'rolled-back',
  'cancelled',
  'failed',
  'live',
];

/** What must be looked at again because of a decision, and when; `before` is the line as it was. */
export function wakeUpsOf(decision: Decision, now: number, before: Line | null): readonly WakeUp[] {
  switch (decision.kind) {
    case 'refused':
      return [];
    case 'measured-only':
      return [
        ...laterOn(decision.release, now),
        {
          key: threadKeyOf(decision.release),
          lane: 'slack',
          dueAt: now + Math.max(redrawMs, decision.release.plan.lookEveryMs),
        },
      ];
    case 'moved': {
      const touched = [decision.release, decision.born].filter((release) => release !== null);
      const lanes = [...new Set(decision.effects.map(({ lane }) => lane))];
      const ordered = touched
        .slice(0, 1)
        .flatMap((release) => lanes.map((lane) => soon(release.id, lane, now)));
      const along = touched
        .filter((release) => hasOwnThread(release) && turns.includes(release.phase.kind))
        .flatMap(({ carries }) => carries.map((id) => soon(id, 'slack', now)));
      // Whoever was taken along asked nobody meanwhile, and may have to turn round now.
      const back = touched
        .filter((release) => !isOpen(release))
        .flatMap(({ carries }) => carries.map((id) => urgently(soon(id, 'world', now))));
      return [
        ...along,
        ...back,
        ...touched.flatMap((release) => wishesFor(release, now)),
        ...ordered,
        { key: writeKey({ kind: 'homes' }), lane: 'slack', dueAt: now + redrawMs },
        statusAt(decision.line.service, now + redrawMs),
        ...(before ? ofLine(before, decision.line, now) : []),
      ];
    }
  }
}

/** The card of the service tells news only: what follows each other quickly is told once. */
function statusAt(service: string, dueAt: number): WakeUp {
  return { key: writeKey({ kind: 'status', service }), lane: 'slack', dueAt };
}

/**
 * Messages that show the line: those of a release whose lock was taken off, and the cards of what
 * is live and what was. A pre-release that was recalled turns round at its next look, so that comes
 * at once.
 */
function ofLine(before: Line, after: Line, now: number): readonly WakeUp[] {
  const unlocked =
    before.lock && !after.lock
      ? [soon(before.lock.release, 'slack', now), soon(before.lock.release, 'page', now)]
      : [];
  const live =
    before.live?.version === after.live?.version
      ? []
      : [before.live, after.live].filter((build) => build !== null);
  const carried = after.carried.filter((id) => !before.carried.includes(id));
  const recalled = after.recalled.filter(
    (one) => !before.recalled.some(({ release }) => release === one.release),
  );
  const reminded =
    before.reminders !== after.reminders && after.lock
      ? [soon(after.lock.release, 'slack', now)]
      : [];
  const own = isSameQuestion(before, after) ? [] : [soon(lineKey(after.service), 'slack', now)];
  return [
    ...unlocked,
    ...own,
    ...ofStrays(before, after, now),
    ...reminded,
    ...ofFreeze(before, after, now),
    ...ofRuns(before, after, now),
    ...recalled.map(({ release }) => urgently(soon(release, 'world', now))),
    ...carried.map((id) => soon(id, 'world', now)),
    ...live.map((build) => soon(buildKey(build), 'slack', now)),
    ...ofImages(before, after, now),
  ];
}

/** What the messages about the service as a whole are drawn from. */
function isSameQuestion(before: Line, after: Line): boolean {
  return (
    before.found === after.found &&
    before.reminders === after.reminders &&
    before.strays === after.strays &&
    before.endedLock === after.endedLock &&
    (after.found === null || before.live === after.live)
  );
}

/** A run is shown as it is, and seen to while there is something to do. */
function ofRuns(before: Line, after: Line, now: number): readonly WakeUp[] {
  return after.runs
    .filter((run) => !before.runs.includes(run))
    .flatMap((run) => {
      const key = writeKey({ kind: 'run', service: after.service, id: run.id });
      const work = { ...soon(key, 'jobs', now), service: after.service };
      return [soon(key, 'slack', now), ...(isRunOver(run) ? [] : [work])];
    });
}

/** A freeze is said in the channel, shown on the cards, and ends by itself. */
function ofFreeze(before: Line, after: Line, now: number): readonly WakeUp[] {
  if (
    before.freeze?.since === after.freeze?.since &&
    before.freeze?.asks.length === after.freeze?.asks.length
  )
    return [];
  const key = lineKey(after.service);
  return [
    soon(key, 'slack', now),
    ...(after.freeze ? [{ key, lane: 'clock' as const, dueAt: after.freeze.until }] : []),
  ];
}

function wishesFor(release: Release, now: number): readonly WakeUp[] {
  const { service } = release;
  const urgent = isUrgent(release);
  return wishesOf(release, now).map((wish) => ({ ...wish, urgent, service }));
}

/** Users are on their way home, or will be unless somebody says otherwise. */
function isUrgent(release: Release): boolean {
  const { phase, countdown, kind } = release;
  return (
    isOpen(release) && (phase.kind === 'rolling-back' || countdown !== null || kind === 'return')
  );
}

function urgently(wish: WakeUp): WakeUp {
  return { ...wish, urgent: true };
}

function wishesOf(release: Release, now: number): readonly WakeUp[] {
  const card = soon(threadKeyOf(release), 'slack', now);
  const page = release.countdowns > 0 || release.escalation ? [soon(release.id, 'page', now)] : [];
  const dms = soon(writeKey({ kind: 'dm', release: release.id }), 'slack', now);
  if (!isOpen(release)) return [card, dms, ...page];
  return [
    soon(release.id, 'world', now),
    soon(release.id, 'watch', now),
    card,
    dms,
    ...page,
    ...deadline(release),
  ];
}

function deadline(release: Release): readonly WakeUp[] {
  const dueAt = nextDeadline(release);
  return dueAt === null ? [] : [{ key: release.id, lane: 'clock', dueAt }];
}

/**
 * A deadline that just had no effect is looked at again, not at once: it would have none for ever.
 */
function laterOn(release: Release, now: number): readonly WakeUp[] {
  return deadline(release).map((wish) => ({
    ...wish,
    dueAt: wish.dueAt > now ? wish.dueAt : now + release.plan.lookEveryMs,
  }));
}

function soon(key: string, lane: WakeUp['lane'], now: number): WakeUp {
  return { key, lane, dueAt: now };
}
