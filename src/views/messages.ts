/**
 * # src/views
 *
 * Block Kit: values in, messages out, a folder for each family of messages. `messages.ts` lists all
 * that a thread should hold.
 */

import type { Release } from '../release/state/release.ts';
import type { Phase } from '../release/state/phase.ts';
import type { SeenError } from '../release/state/seen-error.ts';
import { approvalMessage } from './approval/approval.ts';
import { askMessages } from './approval/ask.ts';
import { escalationMessages } from './rollback/escalation.ts';
import { cardMessage } from './card/card.ts';
import { cameBackMessage } from './release/came-back.ts';
import { imageMessage } from './card/image.ts';
import { causeMessage } from './rollback/cause.ts';
import { changelogMessage, changelogLive } from './changes/changelog.ts';
import { errorCard } from './watch/error-card.ts';
import { errorList } from './watch/error-list.ts';
import { migrationMessage } from './release/migration.ts';
import { goesOnMessage } from './approval/goes-on.ts';
import { reminderMessages } from './service/reminder.ts';
import { pageMessage } from './rollback/page.ts';
import { progressMessage } from './card/progress.ts';
import { rollbackMessage } from './rollback/rollback.ts';
import { soakMessage } from './watch/soak.ts';
import type { ThreadFacts, WantedMessage } from './thread-facts.ts';
import { stuckMessage } from './release/stuck.ts';
import { resultMessage } from './release/result.ts';
import { ticketPlan, ticketReceipt } from './tickets/tickets.ts';

/**
 * Every message a story should have, and what each says now: a function of state, so that a lost
 * message can be drawn again. The first is the card; all others belong into its thread.
 */
export function messagesOf(facts: ThreadFacts): readonly WantedMessage[] {
  const { prerelease, release } = facts;
  const all = [
    cardMessage(facts),
    imageMessage(facts),
    ...(prerelease ? ofPrerelease(facts, prerelease) : []),
    ...(release ? ofRelease(facts, release) : []),
  ];
  return [...all, ...aboutErrors(facts)].filter((message) => message !== null);
}

/** The first few new errors one by one, the rest together: these stay with the build. */
function aboutErrors(facts: ThreadFacts): readonly (WantedMessage | null)[] {
  return [
    ...facts.errors
      .filter((error) => error.ownCard && isToldHere(facts, error))
      .map((error) => errorCard(facts, error)),
    facts.carries ? null : errorList(facts),
  ];
}

/**
 * An error is told where people looked when it came: in the thread of the release that moved then,
 * or in its build's.
 */
function isToldHere(
  { build, release, carries, goesWith }: ThreadFacts,
  { foundAt }: SeenError,
): boolean {
  const moved = carries
    ? release
    : goesWith?.release.build.version === build.version
      ? goesWith.release
      : null;
  const during =
    moved !== null && foundAt >= moved.at && !('at' in moved.phase && foundAt > moved.phase.at);
  return carries ? during : !during;
}

const serving: readonly Phase['kind'][] = ['soaking', 'waiting', 'approved', 'carried'];

function ofPrerelease(facts: ThreadFacts, prerelease: Release): readonly (WantedMessage | null)[] {
  const { phase, watch, plan } = prerelease;
  const soaked = watch.creditedMs >= plan.soakMs && phase.kind !== 'soaking';
  // A release that was taken back takes its canary with it: that needs no second message.
  const decision =
    [facts.release, facts.goesWith?.release ?? null].some(wentBack) &&
    (phase.kind === 'rolling-back' || phase.kind === 'rolled-back');
  return [
    progressMessage(facts, prerelease),
    changelogMessage(facts, prerelease),
    ticketPlan(facts, prerelease),
    serving.includes(phase.kind) || watch.measuredAt !== null
      ? soakMessage(facts, prerelease)
      : null,
    soaked && !plan.automatic ? approvalMessage(facts, prerelease) : null,
    goesOnMessage(facts, prerelease),
    ...askMessages(facts, prerelease),
    ...aboutTrouble(facts, prerelease, decision),
  ];
}

/**
 * Users had moved, or a person turned it round before: one that was cancelled leaves its canary
 * where it is.
 */
function wentBack(release: Release | null): boolean {
  const phase = release?.phase;
  return (
    phase?.kind === 'rolled-back' || (phase?.kind === 'rolling-back' && phase.end === 'rolled-back')
  );
}

function ofRelease(facts: ThreadFacts, release: Release): readonly (WantedMessage | null)[] {
  return [
    migrationMessage(facts, release),
    ...aboutTrouble(facts, release, false),
    resultMessage(facts, release),
    ticketReceipt(facts, release),
    changelogLive(facts, release),
  ];
}

/** Pages, the way back, what is stuck. */
function aboutTrouble(
  facts: ThreadFacts,
  release: Release,
  decision: boolean,
): readonly (WantedMessage | null)[] {
  const pages = Array.from({ length: release.countdowns }, (_, i) =>
    pageMessage(facts, release, i + 1),
  );
  const back = decision || endsQuietly(release) ? null : rollbackMessage(facts, release);
  return [
    ...pages,
    ...escalationMessages(facts, release),
    back,
    stuckMessage(facts, release),
    causeMessage(facts, release),
    cameBackMessage(release),
    ...reminderMessages(facts, release),
  ];
}

/** What a person ended on purpose, or time, is told where it was asked; it is no alarm. */
function endsQuietly({ phase }: Release): boolean {
  const end = phase.kind === 'rolling-back' ? phase.end : phase.kind;
  return !['rolled-back', 'failed'].includes(end);
}
