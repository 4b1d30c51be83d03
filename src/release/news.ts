import { deployedBy, furthestPhase } from './deployed.ts';
import type { Decision } from './state/decision.ts';
import type { Event } from './state/event.ts';
import type { NewsKind } from './state/news.ts';
import type { Release } from './state/release.ts';

/**
 * Adds that whoever listens outside is told what came of an event, and which event of the release
 * it was: by that it is known again, however often it is told.
 */
export function withNews(event: Event, before: Release | null, decision: Decision): Decision {
  if (decision.kind !== 'moved' || !decision.release) return decision;
  const news = newsOf(event, before, decision);
  if (news === null) return decision;
  const seq = decision.release.seq + 1;
  return { ...decision, effects: [...decision.effects, { lane: 'news', kind: 'tell', news, seq }] };
}

function newsOf(
  event: Event,
  before: Release | null,
  decision: Extract<Decision, { kind: 'moved' }>,
): NewsKind | null {
  const { release } = decision;
  if (!before || !release) return null;
  const deployed = deployedBy(before, decision);
  if (deployed === 'taken-back') return hadUsers(release) ? deployed : null;
  if (deployed !== null) return deployed === 'begun' ? null : deployed;
  if (event.kind === 'declined') return 'declined';
  const [was, is] = [furthestPhase(before.phase), furthestPhase(release.phase)];
  return is === 'approved' && was !== 'approved' ? 'approved' : null;
}

/** It was looked at while users had it: there was something to take back. */
function hadUsers({ watch, exposure }: Release): boolean {
  return watch.measuredAt !== null || exposure.length > 0;
}
