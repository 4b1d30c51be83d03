import type { Decision, Refusal } from '../state/decision.ts';
import type { LineEvent } from '../state/event.ts';
import type { Line } from '../state/line.ts';
import { moved, refuse } from '../state/outcome.ts';
import { rosterAgeMaxMs, teamsOf } from '../state/people.ts';
import type { StrayGroup } from '../state/strays.ts';
import { afterStrayLook, endedAs, rememberedOf } from './stray-looks.ts';

type Of<Kind extends LineEvent['kind']> = Extract<LineEvent, { readonly kind: Kind }>;

/** A look at what a release left behind. */
export function straysSeen(line: Line, event: Of<'strays-seen'>): Decision {
  const strays = afterStrayLook(line, event);
  return strays === line.strays
    ? refuse('nothing-to-do', 'straysSeenBefore', line.service)
    : moved({ ...line, strays }, null);
}

/** They stay: somebody has them on purpose, and nobody is asked about them again. */
export function adoptStrays(line: Line, event: Of<'strays-adopted'>): Decision {
  const { at, by, reason } = event;
  const group = questionOf(line, event);
  if ('kind' in group) return group;
  const { word } = group;
  if (word?.kind === 'terminate' && at >= word.goesAt)
    return refuse('too-late', 'straysGo', line.service, word.by?.name ?? null);
  return replaced(line, group, endedAs(group, { kind: 'adopted', at, by, reason }));
}

/**
 * They go, or their protection is taken off first. Whoever is open, used or protected is never
 * terminated, whoever says so; and without a person only what this ledger knows to be over.
 */
export function orderStrays(line: Line, event: Of<'strays-ordered'>): Decision {
  const { at, by, act, reason, graceMs, looked } = event;
  const group = questionOf(line, event);
  if ('kind' in group) return group;
  const seen = group.servers.map(({ id }) => ({
    id,
    kept: looked.find((one) => one.id === id)?.kept ?? null,
    isSeen: looked.some((one) => one.id === id),
  }));
  const kept = seen.find(
    ({ kept: why, isSeen }) =>
      !isSeen || (why !== null && !(act === 'unprotect' && why === 'protected')),
  );
  if (kept) return refuse('not-now', 'strayKept', kept.id, kept.kept ?? 'unseen');
  if (act === 'unprotect' && seen.every((one) => one.kept === null))
    return refuse('nothing-to-do', 'noStrayProtected', line.service);
  const ids = seen.flatMap((one) => (act === 'terminate' || one.kept !== null ? [one.id] : []));
  const goesAt = act === 'terminate' ? at + graceMs : at;
  return replaced(line, group, {
    ...group,
    rev: group.rev + 1,
    failed: null,
    word: { kind: act, at, by, reason, goesAt, ids },
  });
}

/** What was said could not be done: people are asked again, and read why. */
export function strayOrderFailed(line: Line, { no, said }: Of<'strays-failed'>): Decision {
  const group = line.strays.find((one) => one.no === no);
  if (!group?.word) return refuse('nothing-to-do', 'noStrays', line.service);
  return replaced(line, group, { ...group, rev: group.rev + 1, word: null, failed: said });
}

/** What somebody answers, while it is asked and as they saw it; or why they may not. */
function questionOf(
  { service, strays }: Line,
  event: Of<'strays-adopted'> | Of<'strays-ordered'>,
): StrayGroup | Refusal {
  const { at, by, roster, no, rev } = event;
  const group = strays.find((one) => one.no === no);
  if (!group || group.toldAt === null) return refuse('nothing-to-do', 'noStrays', service);
  if (by !== null) {
    if (roster === null || at - roster.at > rosterAgeMaxMs)
      return refuse('roster-unknown', 'whoLeads', service);
    if (teamsOf(by, roster, at).length === 0)
      return refuse('not-entitled', 'mayEndStrays', service);
  } else if (!mayByItself(group, event)) return refuse('not-entitled', 'mayEndStrays', service);
  if (group.end !== null) return refuse('already-decided', 'straysOver', service);
  if (group.word !== null && event.kind === 'strays-ordered')
    return refuse('nothing-to-do', 'straysGo', service, group.word.by?.name ?? null);
  if (group.rev !== rev) return refuse('stale', 'straysChanged', service);
  return group;
}

/** Only what this ledger knows to be over, and only where davy.yml says after what time. */
function mayByItself(
  { endedAt, toldAt }: StrayGroup,
  event: Of<'strays-adopted'> | Of<'strays-ordered'>,
): boolean {
  if (event.kind !== 'strays-ordered' || event.act !== 'terminate') return false;
  const { at, afterMs } = event;
  return endedAt !== null && toldAt !== null && afterMs !== null && at >= toldAt + afterMs;
}

function replaced(line: Line, group: StrayGroup, by: StrayGroup): Decision {
  const strays = line.strays.map((one) => (one === group ? by : one));
  return moved({ ...line, strays: rememberedOf(strays) }, null);
}
