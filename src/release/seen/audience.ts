/**
 * # src/release/seen
 *
 * Read off the state for people, and decides nothing: who should hear what, and how ready a
 * rollback is.
 */

import { signOff } from '../approval/sign-off.ts';
import type { Person, Roster } from '../state/people.ts';
import type { News, Reader } from '../state/reader.ts';
import { hasOwned, type Release } from '../state/release.ts';
import type { Phase } from '../state/phase.ts';

/**
 * What one person should be told about a release, once. `kind` names it within the release, so that
 * it is never sent twice.
 */
export type PersonalNews = {
  readonly person: string;
  readonly kind: string;
  readonly says:
    | 'asked'
    | 'asked-again'
    | 'unanswered'
    | 'declined'
    | 'expired'
    | 'stuck'
    | 'failed'
    | 'live'
    | 'back';
  readonly dueAt: number;
  /**
   * Meant for somebody at their desk: whoever is away is spared it, and from this moment on the
   * next word takes its place.
   */
  readonly untilNext?: number;
};

/**
 * Everybody who may have to hear of it. `authors`: people whose changes it carries, as far as they
 * are known.
 */
export type Circle = {
  readonly readers: readonly Reader[];
  readonly roster: Roster | null;
  readonly starters: readonly Person[];
  readonly authors: readonly string[];
  readonly carried: readonly string[];
};

/**
 * An approver who said nothing is reminded twice; then whoever asked learns that nobody answered.
 */
const remindAfterMs = [30 * 60_000, 120 * 60_000] as const;

/** News older than this is history: whoever asks finds it on the card. */
const freshMs = 12 * 3_600_000;

/**
 * Who hears what by direct message, in the order it is sent. A function of state: what is no longer
 * true is not told.
 */
export function personalNews(
  release: Release,
  circle: Circle,
  now: number,
): readonly PersonalNews[] {
  const { phase } = release;
  const wanted =
    phase.kind === 'waiting'
      ? reminders(release, phase.since, circle, now)
      : outcomes(release, circle);
  return wanted.filter(({ dueAt }) => now - dueAt < freshMs);
}

function reminders(
  release: Release,
  since: number,
  circle: Circle,
  now: number,
): readonly PersonalNews[] {
  // While users may have to go back nobody is asked to say yes.
  if (release.countdown || !circle.roster) return [];
  const { roster } = circle;
  const open = signOff(release, now, roster).filter(({ by, of }) => by.length < of);
  const spoken = new Set(release.approvals.map(({ by }) => by.id));
  const asked = [...new Set(open.flatMap(({ team }) => roster.teams[team] ?? []))].filter(
    (id) => !hasOwned(release, id) && !spoken.has(id) && hears(circle, id, 'needs-me'),
  );
  const dms = remindAfterMs.flatMap((after, i) =>
    asked.map((person): PersonalNews => ({
      person,
      kind: `asked-${i + 1}@${since}`,
      says: i === 0 ? 'asked' : 'asked-again',
      dueAt: since + after,
      ...(i === 0 ? { untilNext: since + remindAfterMs[1] } : {}),
    })),
  );
  const owners = circle.starters
    .filter(({ id }) => hears(circle, id, 'needs-me'))
    .map(({ id }): PersonalNews => ({
      person: id,
      kind: `unanswered@${since}`,
      says: 'unanswered',
      dueAt: since + remindAfterMs[1],
    }));
  return open.length === 0 ? [] : [...dms, ...owners].sort((a, b) => a.dueAt - b.dueAt);
}

function outcomes(release: Release, circle: Circle): readonly PersonalNews[] {
  const { phase } = release;
  const says = release.kind === 'return' && phase.kind === 'live' ? 'back' : saysOf(phase);
  if (says === null) return [];
  const news: News = says === 'live' ? 'live' : says === 'back' ? 'rolled-back' : 'needs-me';
  const dueAt = 'at' in phase ? phase.at : 'since' in phase ? phase.since : release.at;
  const mine = [
    ...circle.starters.map(({ id }) => id),
    ...(news === 'needs-me' ? [] : [...circle.authors, ...followers(release, circle)]),
  ];
  // Nobody is told what they have just done themselves.
  const doer =
    release.kind === 'return' ? release.by?.id : 'by' in phase ? phase.by?.id : undefined;
  return [...new Set(mine)]
    .filter((id) => id !== doer && hears(circle, id, news))
    .map((person) => ({ person, kind: says === 'stuck' ? `stuck@${dueAt}` : says, says, dueAt }));
}

function saysOf(phase: Phase): PersonalNews['says'] | null {
  switch (phase.kind) {
    case 'live':
      return 'live';
    case 'stuck':
    case 'failed':
    case 'declined':
    case 'expired':
      return phase.kind;
    case 'rolled-back':
      return 'back';
    case 'rolling-back':
      return phase.end === 'rolled-back' ? 'back' : null;
    // On its way, or over by somebody's word: nobody is told by direct message.
    case 'queued':
    case 'requested':
    case 'launching':
    case 'joining':
    case 'configuring':
    case 'soaking':
    case 'waiting':
    case 'approved':
    case 'carried':
    case 'verifying':
    case 'migrating':
    case 'watching':
    case 'swapping':
    case 'retiring':
    case 'announcing':
    case 'replaced':
    case 'stopped':
    case 'cancelled':
      return null;
  }
}

function followers({ id, service }: Release, { readers, carried }: Circle): readonly string[] {
  return readers
    .filter(({ follows }) => [service, id, ...carried].some((one) => follows.includes(one)))
    .map(({ person }) => person);
}

function hears({ readers }: Circle, person: string, news: News): boolean {
  return readers.find((reader) => reader.person === person)?.tell.includes(news) ?? true;
}
