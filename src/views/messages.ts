import type { Phase, Release } from '../release/state/release.ts';
import type { SeenError } from '../release/state/seen-error.ts';
import { approval } from './approval/approval.ts';
import { asks } from './approval/ask.ts';
import { calls } from './rollback/escalation.ts';
import { card } from './card/card.ts';
import { cause } from './rollback/cause.ts';
import { changelog, changelogLive } from './changes/changelog.ts';
import { errorCard } from './watch/error-card.ts';
import { errorList } from './watch/error-list.ts';
import { fleet } from './release/migration.ts';
import { goesOn } from './approval/goes-on.ts';
import { nudges } from './service/reminder.ts';
import { page } from './rollback/page.ts';
import { progress } from './card/progress.ts';
import { rollback } from './rollback/rollback.ts';
import { soak } from './watch/soak.ts';
import type { Story, WantedMessage } from './thread-facts.ts';
import { stuckMessage } from './release/stuck.ts';
import { summary } from './release/result.ts';
import { ticketPlan, ticketReceipt } from './tickets/tickets.ts';

/**
 * Every message a story should have, and what each says now: a function of state, so that a lost
 * message can be drawn again. The first is the card; all others belong into its thread.
 */
export function messagesOf(story: Story): readonly WantedMessage[] {
  const { prerelease, release } = story;
  const all = [
    card(story),
    ...(prerelease ? ofPrerelease(story, prerelease) : []),
    ...(release ? ofRelease(story, release) : []),
  ];
  return [...all, ...aboutErrors(story)].filter((message) => message !== null);
}

/** The first few new errors one by one, the rest together: these stay with the build. */
function aboutErrors(story: Story): readonly (WantedMessage | null)[] {
  return [
    ...story.errors
      .filter((error) => error.ownCard && isToldHere(story, error))
      .map((error) => errorCard(story, error)),
    story.carries ? null : errorList(story),
  ];
}

/**
 * An error is told where people looked when it came: in the thread of the release that moved then,
 * or in its build's.
 */
function isToldHere({ build, release, carries, goesWith }: Story, { foundAt }: SeenError): boolean {
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

function ofPrerelease(story: Story, prerelease: Release): readonly (WantedMessage | null)[] {
  const { phase, watch, plan } = prerelease;
  const soaked = watch.creditedMs >= plan.soakMs && phase.kind !== 'soaking';
  // A release that was taken back takes its canary with it: that needs no second message.
  const told =
    [story.release, story.goesWith?.release ?? null].some(wentBack) &&
    (phase.kind === 'rolling-back' || phase.kind === 'rolled-back');
  return [
    progress(story, prerelease),
    changelog(story, prerelease),
    ticketPlan(story, prerelease),
    serving.includes(phase.kind) || watch.measuredAt !== null ? soak(story, prerelease) : null,
    soaked && !plan.automatic ? approval(story, prerelease) : null,
    goesOn(story, prerelease),
    ...asks(story, prerelease),
    ...aboutTrouble(story, prerelease, told),
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

function ofRelease(story: Story, release: Release): readonly (WantedMessage | null)[] {
  return [
    fleet(story, release),
    ...aboutTrouble(story, release, false),
    summary(story, release),
    ticketReceipt(story, release),
    changelogLive(story, release),
  ];
}

/** Pages, the way back, what is stuck. */
function aboutTrouble(
  story: Story,
  release: Release,
  told: boolean,
): readonly (WantedMessage | null)[] {
  const pages = Array.from({ length: release.countdowns }, (_, i) => page(story, release, i + 1));
  const back = told || endsQuietly(release) ? null : rollback(story, release);
  return [
    ...pages,
    ...calls(story, release),
    back,
    stuckMessage(story, release),
    cause(story, release),
    ...nudges(story, release),
  ];
}

/** What a person ended on purpose, or time, is told where it was asked; it is no alarm. */
function endsQuietly({ phase }: Release): boolean {
  const end = phase.kind === 'rolling-back' ? phase.end : phase.kind;
  return !['rolled-back', 'failed'].includes(end);
}
