/**
 * # src/release
 *
 * The core, pure: `transition` takes what happened and says what follows. The files here ask the
 * rooms below in turn; `legal-acts.ts` and `waiting-for.ts` answer people from the same rules.
 */

import type { Decision, Effect } from './state/decision.ts';
import { ends, type Phase } from './state/phase.ts';
import type { Release } from './state/release.ts';

/** How far a build came by a decision, where that changes what serves whom. */
type Deployed = 'begun' | 'canary' | 'everybody' | 'taken-back';

/**
 * Adds what is to be kept elsewhere of where builds are deployed. It follows from how the release
 * stood before and stands now, so no event that leads there can forget it.
 */
export function withDeploys(before: Release | null, decision: Decision): Decision {
  if (decision.kind !== 'moved') return decision;
  const deployed = deployedBy(before, decision);
  return deployed === null
    ? decision
    : { ...decision, effects: [...decision.effects, effectOf[deployed]] };
}

const effectOf: Readonly<Record<Deployed, Effect>> = {
  begun: { lane: 'deploys', kind: 'register-build' },
  canary: { lane: 'deploys', kind: 'record-canary' },
  everybody: { lane: 'deploys', kind: 'record-live' },
  'taken-back': { lane: 'deploys', kind: 'record-way-back' },
};

/** What a decision changes of it; null where nothing. */
export function deployedBy(
  before: Release | null,
  { release, born }: Extract<Decision, { kind: 'moved' }>,
): Deployed | null {
  if (!release) return born?.kind === 'prerelease' ? 'begun' : null;
  if (!before) return null;
  const [was, is] = [furthestPhase(before.phase), furthestPhase(release.phase)];
  if (was === is) return null;
  if (is === 'live') return 'everybody';
  const hadNone = beforeUsers.includes(was);
  if (ends.some((end) => end === is)) return hadNone ? null : 'taken-back';
  return is === 'soaking' && hadNone ? 'canary' : null;
}

/** Phases of a pre-release that no user has met yet. */
const beforeUsers: readonly Phase['kind'][] = [
  'queued',
  'requested',
  'launching',
  'joining',
  'configuring',
];

/** One that is stuck stands where it got stuck: going on from there is no news. */
export function furthestPhase(phase: Phase): Phase['kind'] {
  return phase.kind === 'stuck' ? phase.from.kind : phase.kind;
}
