import { isOlder } from '../../release/state/build.ts';
import { servedBefore } from '../../release/state/line.ts';
import { isOpen } from '../../release/state/release.ts';
import { texts } from '../../texts/texts.ts';
import type { ThreadFacts } from '../thread-facts.ts';

/**
 * A headline that begins with what users lose, while a build that is older than what is live may go
 * out or is on its way: nobody should approve that for something new. A build that everybody had
 * before is the way back, and its own title says so.
 */
export function titledTakes(
  { build, line, changelog, prerelease, release }: ThreadFacts,
  headline: string,
): string {
  const last = release ?? prerelease;
  const isOver = last !== null && (!isOpen(last) || last.phase.kind === 'rolling-back');
  const wasLive = last === null && servedBefore(line, build);
  if (isOver || wasLive || last?.kind === 'return' || !changelog || changelog.removed.length === 0)
    return headline;
  const { changes, removed } = changelog;
  const older = line.live !== null && isOlder(build, line.live);
  if (!older && changes.length > 0) return headline;
  const takes = texts.card.takesAway(removed.length, changes.length);
  return texts.card.titled(takes, headline);
}
