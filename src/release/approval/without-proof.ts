import { askingAll } from './teams-asked.ts';
import { isSignedOff, teamsAnswering } from './sign-off.ts';
import type { Decision, Refusal } from '../state/decision.ts';
import type { Line } from '../state/line.ts';
import { inPhase, moved, nameOf, refuse } from '../state/outcome.ts';
import type { PersonEvent } from '../state/person-event.ts';
import { hasOwned, type Release } from '../state/release.ts';
import { isDoubted } from '../state/verdict.ts';

/**
 * Too little traffic proves nothing, however long it is watched: then a person of a team that is
 * asked says, with a reason, that the build goes on without that proof. What speaks against a build
 * no word takes away.
 */
export function acceptUnproven(
  line: Line,
  release: Release,
  event: Extract<PersonEvent, { kind: 'proof-waived' }>,
): Decision {
  const no = whyNot(release);
  if (no) return no;
  const teams = teamsAnswering(line, release, event);
  if (!Array.isArray(teams)) return teams;
  const { by, at, reason, roster } = event;
  if (hasOwned(release, by.id, roster))
    return refuse('own-release', 'approveOwn', nameOf(release), release.owners.length > 0);
  const next = { ...release, waived: { by, at, reason }, rev: release.rev + 1 };
  const given = isSignedOff(askingAll(line, next), at, roster);
  return moved(line, inPhase(next, { kind: given ? 'approved' : 'waiting', since: at }));
}

function whyNot(release: Release): Refusal | null {
  const { phase, plan, watch, countdown } = release;
  const name = nameOf(release);
  if (phase.kind !== 'soaking' || !plan.judge)
    return refuse('nothing-to-do', 'nothingUnproven', name);
  const { verdict } = watch;
  if (countdown || verdict?.kind === 'unhealthy') return refuse('unhealthy', 'isUnhealthy', name);
  const judged = verdict?.judged;
  if (judged?.page) return refuse('unhealthy', 'isUnhealthy', name);
  if (!judged || judged.missing.length > 0) return refuse('undecided', 'cannotTell', name);
  if (isDoubted({ judged })) return refuse('unhealthy', 'isDoubted', name);
  if (watch.creditedMs < plan.soakMs)
    return refuse('not-soaked', 'soaksFirst', name, plan.soakMs - watch.creditedMs);
  return null;
}
