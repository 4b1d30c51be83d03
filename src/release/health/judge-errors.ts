import { decline } from '../approval/sign-off.ts';
import type { Decision } from '../state/decision.ts';
import type { Event } from '../state/event.ts';
import type { PersonEvent } from '../state/person-event.ts';
import type { KnownIssue } from '../state/known-issue.ts';
import type { Line } from '../state/line.ts';
import { moved, nameOf, refuse, rollBack } from '../state/outcome.ts';
import { saidBy } from '../state/said.ts';
import { rosterAgeMaxMs, teamsOf } from '../state/people.ts';
import { hasOwned, isOpen, type Release } from '../state/release.ts';
import { isWatched } from './watched.ts';

/** Known means known until a day: so soon, or so late, that word would mean nothing. */
export const knownForMs = { least: 60 * 60_000, most: 90 * 24 * 60 * 60_000 } as const;

type Said = Extract<PersonEvent, { kind: 'errors-judged' }>;

/**
 * Somebody says what a new error is. Ours blocks is a no to the build. The other words take it out
 * of the count, so they need the standing a postponement needs, and are not for whoever asked for
 * the release.
 */
export function judgeErrors(line: Line, release: Release, event: Said): Decision {
  const { at, by, word, until, reason, roster } = event;
  const known = event.issues.map((issue): KnownIssue => ({
    service: line.service,
    ...issue,
    word,
    until,
    version: release.build.version,
    by,
    at,
    reason,
    undone: null,
  }));
  if (word === 'ours-blocks') {
    const decision = decline(line, release, {
      kind: 'declined',
      at,
      by,
      rev: release.rev,
      reason,
      roster,
    });
    // Whoever may say what an error is may say that it blocks, asked for their approval or not.
    const blocks =
      decision.kind === 'refused' &&
      decision.code === 'not-entitled' &&
      teamsOf(by, roster, at).length > 0
        ? rollBack(
            line,
            release,
            at,
            saidBy(by, 'declined', reason, release.countdown?.because),
            'declined',
          )
        : decision;
    return blocks.kind === 'moved' ? { ...blocks, known } : blocks;
  }
  if (!mayExcuse(release))
    return refuse('not-now', 'notCounted', nameOf(release), release.phase.kind);
  if (at - roster.at > rosterAgeMaxMs) return refuse('roster-unknown', 'whoMayJudge');
  if (teamsOf(by, roster, at).length === 0)
    return refuse('not-entitled', 'mayJudge', release.service);
  if (hasOwned(release, by.id, roster))
    return refuse('own-release', 'judgeOwn', nameOf(release), release.owners.length > 0);
  if (word === 'known' && !isLong(until, at)) return refuse('not-now', 'knownEnd');
  return moved(line, release, { known });
}

function isLong(until: number | null, at: number): boolean {
  return until !== null && until - at >= knownForMs.least && until - at <= knownForMs.most;
}

/** Whether a word could still take an error out of the count. */
export function mayExcuse(release: Release): boolean {
  return isOpen(release) && isWatched(release);
}

/** An error that was called known counts again, from the next look on. */
export function forgetError(
  line: Line,
  { at, by, known }: Extract<Event, { kind: 'error-word-undone' }>,
): Decision {
  if (known.undone) return refuse('nothing-to-do', 'tookBack', known.undone.by.name);
  return moved(line, null, { known: [{ ...known, undone: { by, at } }] });
}
