import { soakLeft } from '../../release/seen/soak-left.ts';
import { crowdOf, lessThanAll, shareOf } from '../../release/state/crowd.ts';
import { howItStands } from '../../release/seen/stands.ts';
import type { Compared } from '../../changes/changelog.ts';
import { hasOwnThread } from '../../release/start/released-with.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Line } from '../../release/state/line.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import type { Choice } from '../reply.ts';
import type { CommandContext } from '../context.ts';
import type { TextPart } from '../../texts/part.ts';
import { texts } from '../../texts/texts.ts';
import { careWords } from '../../views/changes/change-counts.ts';
import { buildKey } from '../../release/state/keys.ts';
import { becauseWords } from '../../texts/because-words.ts';

const { where } = texts.replies;

/** A length of time as people type it: `4h`, `45m`, `40s`. */
export function brief(ms: number): string {
  if (ms % 3_600_000 === 0) return `${ms / 3_600_000}h`;
  return ms % 60_000 === 0 ? `${ms / 60_000}m` : `${Math.round(ms / 1_000)}s`;
}

/** How much a build changes, and what of it needs care; empty while nobody knows. */
export function changesWords(compared: Compared): readonly string[] {
  if (compared.kind !== 'known') return [];
  const { changes, removed } = compared.log;
  return [
    where.changes(changes.length, careWords(changes)),
    ...(removed.length > 0 ? [where.goingAway(removed.length)] : []),
  ];
}

/** Where a release stands, in a sentence of its own, and what stops it. */
export function whereItStands(release: Release, line: Line, now: number): readonly TextPart[] {
  return [...howFarItIs(release, line, now), ...stopWords(release)];
}

/** The same where what stops it is told beside it. */
export function howFarItIs(release: Release, line: Line, now: number): readonly TextPart[] {
  if (isOpen(release) && line.moving?.carries.includes(release.id) === true)
    return [where.goesOut(nameOf(release))];
  const said = standingOf(release, now);
  return typeof said === 'string' ? [said] : said;
}

/** What keeps it from going on; what is stuck says so by itself. */
function stopWords(release: Release): readonly TextPart[] {
  const { stop } = howItStands(release);
  if (stop?.kind === 'hold')
    return where.held(stop.hold.until, stop.hold.by.name, stop.hold.reason);
  if (stop?.kind !== 'countdown') return [];
  const { countdown, postponed } = stop;
  return postponed
    ? where.postponed(countdown.deadline, postponed.by.name)
    : where.rollsBack(countdown.deadline, becauseWords(countdown.because));
}

function standingOf(release: Release, now: number): string | readonly TextPart[] {
  const { phase, plan, watch } = release;
  const name = nameOf(release);
  const verdict = watch.verdict?.kind ?? null;
  const { batch } = howItStands(release);
  const serves = where.serves(name, lessThanAll(release), plan.ways.moves);
  switch (phase.kind) {
    case 'queued':
    case 'requested':
    case 'launching':
    case 'joining':
    case 'configuring':
    case 'approved':
    case 'carried':
    case 'verifying':
    case 'announcing':
      return where[phase.kind](name);
    case 'soaking':
      return where.soaking(name, verdict, soakLeft(release));
    case 'waiting':
      return where.waiting(name, verdict);
    case 'watching':
      return where.watching(serves, verdict);
    case 'retiring':
      return where.retiring(serves);
    case 'swapping':
      return where.swapping(serves, phase.done.length, plan.ways.singles.length);
    case 'migrating':
      return where.migrating(name, batch?.number ?? 1, batch?.of ?? 1, movedOf(release), verdict);
    case 'live':
      return where.live(name, phase.at);
    case 'rolling-back':
      return where.rollingBack(name, now - phase.since, becauseWords(phase.because));
    case 'stuck':
      return where.stuck(name, becauseWords(phase.because));
    case 'rolled-back':
    case 'declined':
    case 'expired':
    case 'replaced':
    case 'stopped':
    case 'failed':
    case 'cancelled':
      return where.ended(name, phase.kind, phase.at, becauseWords(phase.because));
  }
}

function movedOf(
  release: Release,
): { readonly users: number; readonly of: number } | { readonly share: number } | null {
  if (release.plan.ways.moves === 'traffic') {
    const share = shareOf(release);
    return share === null ? null : { share };
  }
  const { moved, all } = crowdOf(release);
  return moved === null || all === null ? null : { users: moved, of: all };
}

/** A link to the thread of a build, once its card has been posted. */
export function openThread(
  build: { readonly service: string; readonly version: string },
  context: CommandContext,
): Promise<Choice | null> {
  return openCard(build, context, texts.replies.choice.openThread);
}

/**
 * A link to the thread in which a release is told: its build's, or its own where it carries
 * several.
 */
export function openThreadOf(release: Release, context: CommandContext): Promise<Choice | null> {
  return hasOwnThread(release)
    ? openMessage(release.id, context, texts.replies.choice.openThread)
    : openThread(release.build, context);
}

/** The same link under another name. */
export function openCard(
  { service, version }: { readonly service: string; readonly version: string },
  context: CommandContext,
  label: string,
): Promise<Choice | null> {
  return openMessage(buildKey({ service, version }), context, label);
}

async function openMessage(
  subject: string,
  context: CommandContext,
  label: string,
): Promise<Choice | null> {
  const card = (await context.ledger.messages(subject)).find((message) => message.kind === 'card');
  if (!card || card.ts === null) return null;
  const url = context.link({ channel: card.channel, ts: card.ts });
  return url === null ? null : { kind: 'link', label, url };
}
