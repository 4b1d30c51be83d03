import { ofTheEntitled } from './authority/entitled.ts';
import { isAboutLine } from './line-events.ts';
import { adopt, fleetSeen } from './line/adopt.ts';
import { withDeploys } from './deployed.ts';
import { awaitImage, imageFound, imageMissed } from './line/await-image.ts';
import { withTerminal } from './paging/terminal-page.ts';
import { adoptStrays, orderStrays, strayOrderFailed, straysSeen } from './line/strays.ts';
import { withEscalation } from './paging/escalation.ts';
import type { Decision } from './state/decision.ts';
import type { Event, LineEvent } from './state/event.ts';
import { askToUnfreeze, freeze, unfreeze } from './line/freeze.ts';
import { giveUp } from './paging/give-up.ts';
import { askForJob, jobOrdered, jobStepOver, stopJob } from './jobs/job-events.ts';
import { forgetError } from './health/judge-errors.ts';
import { withIncidents } from './paging/incidents.ts';
import type { Line, Lock } from './state/line.ts';
import { measured } from './health/measured.ts';
import { cameBack, goneAgain } from './servers/came-back.ts';
import { launchRefused } from './servers/launch-refused.ts';
import { observed } from './servers/observed.ts';
import { moved, nameOf, measuredOnly, refuse } from './state/outcome.ts';
import { rechecked, withFailedChecks } from './start/rechecked.ts';
import { personSaid } from './people-said.ts';
import { withNews } from './news.ts';
import { isAboutToTurn } from './start/other-prereleases.ts';
import { isOpen, type Release } from './state/release.ts';
import { requestPrerelease } from './start/request-prerelease.ts';
import { startReturn } from './start/start-return.ts';
import { retryTickets } from './tickets/retry.ts';
import { timePassed, timePassedOn } from './time-passed.ts';

/**
 * The whole life of a line and its releases. Pure and total: the same state and event always give
 * the same decision, and every event has an answer in every phase. `others` are the service's other
 * open releases.
 */
export function transition(
  line: Line,
  release: Release | null,
  others: readonly Release[],
  event: Event,
): Decision {
  const judged = ofTheEntitled(line, release, event, decide(line, release, others, event));
  const decided = withFailedChecks(judged, event.at);
  const called = withEscalation(release, event, withIncidents(release, decided));
  return withTerminal(event, withNews(event, release, withDeploys(release, called)));
}

function decide(
  line: Line,
  release: Release | null,
  others: readonly Release[],
  event: Event,
): Decision {
  if (isAboutLine(event)) return aboutLine(line, others, event);
  switch (event.kind) {
    case 'prerelease-requested':
      return release
        ? refuse('already-running', 'requested', nameOf(release))
        : requestPrerelease(line, others, event);
    case 'return-started':
      return release
        ? refuse('already-running', 'onItsWay', nameOf(release))
        : startReturn(line, event);
    case 'tickets-retried':
      return release ? retryTickets(line, release, event) : unknown();
    case 'time-passed':
      return release
        ? worldAnswered(line, release, others, event)
        : timePassedOn(line, event.at, event.facts);
    case 'rechecked':
      return release ? rechecked(line, release, event) : moved(line, null);
    case 'observed':
    case 'measured':
    case 'came-back':
    case 'gone-again':
    case 'launch-refused':
    case 'gave-up':
      return release ? worldAnswered(line, release, others, event) : unknown();
    default:
      return release ? personSaid(line, release, others, event) : unknown();
  }
}

function worldAnswered(
  line: Line,
  release: Release,
  others: readonly Release[],
  event: Extract<
    Event,
    {
      kind:
        | 'observed'
        | 'measured'
        | 'time-passed'
        | 'came-back'
        | 'gone-again'
        | 'launch-refused'
        | 'gave-up';
    }
  >,
): Decision {
  if (event.kind === 'came-back') return cameBack(line, release, event);
  if (event.kind === 'gone-again') return goneAgain(line, release, event);
  if (!isOpen(release)) return measuredOnly(line, release);
  switch (event.kind) {
    case 'observed':
      return observed(line, release, others, event);
    case 'measured':
      return measured(line, release, event.at, event.readings, event);
    case 'time-passed':
      return timePassed(line, release, event.at, event.facts);
    case 'launch-refused':
      return launchRefused(line, release, event);
    case 'gave-up':
      return giveUp(line, release, event.at, event.because);
  }
}

function aboutLine(line: Line, open: readonly Release[], event: LineEvent): Decision {
  switch (event.kind) {
    case 'fleet-seen':
      return fleetSeen(line, event);
    case 'adopted':
      return adopt(line, event);
    case 'unlocked':
      if (line.moving || open.some((one) => isGoingBack(one) || isAboutToTurn(line, one)))
        return refuse('moving', 'unlockLater', line.service);
      return line.lock
        ? moved(unlocked(line, line.lock, event), null)
        : refuse('nothing-to-do', 'notLocked', line.service);
    case 'frozen':
      return freeze(line, event);
    case 'unfrozen':
      return unfreeze(line, event);
    case 'unfreeze-asked':
      return askToUnfreeze(line, event);
    case 'error-word-undone':
      return forgetError(line, event);
    case 'image-awaited':
      return awaitImage(line, event);
    case 'image-found':
      return imageFound(line, event);
    case 'image-missed':
      return imageMissed(line, event);
    case 'job-asked':
      return askForJob(line, event);
    case 'job-stopped':
      return stopJob(line, event);
    case 'job-ordered':
      return jobOrdered(line, event);
    case 'job-step-over':
      return jobStepOver(line, event);
    case 'strays-seen':
      return straysSeen(line, event);
    case 'strays-adopted':
      return adoptStrays(line, event);
    case 'strays-ordered':
      return orderStrays(line, event);
    case 'strays-failed':
      return strayOrderFailed(line, event);
  }
}

function unlocked(
  line: Line,
  lock: Lock,
  { at, by, reason }: Extract<LineEvent, { kind: 'unlocked' }>,
): Line {
  return { ...line, lock: null, endedLock: { ...lock, endedAt: at, endedBy: by, said: reason } };
}

function isGoingBack({ phase }: Release): boolean {
  return phase.kind === 'rolling-back' && phase.end === 'rolled-back';
}

function unknown(): Decision {
  return refuse('no-such-release', 'noRelease');
}
