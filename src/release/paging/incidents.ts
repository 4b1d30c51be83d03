import type { Decision, Effect } from '../state/decision.ts';
import { moved } from '../state/outcome.ts';
import { isTakenOver, type Line } from '../state/line.ts';
import type { PageAbout } from '../state/page-about.ts';
import { pageAbout, pageKey } from '../state/page-key.ts';
import { isOpen, type Release, thereAgain } from '../state/release.ts';

/**
 * What a decision means for the incidents at the pager: a page opens one, and the end of what it
 * was about closes it, whatever ended it. One that stays open keeps calling people for nothing.
 */
export function withIncidents(before: Release | null, decision: Decision): Decision {
  if (decision.kind === 'refused' || !decision.release) return decision;
  if (!before || decision.release.id !== before.id) return decision;
  const { release } = decision;
  const effects = decision.kind === 'moved' ? decision.effects : [];
  const opened = effects.flatMap((effect) => {
    const about = effect.kind === 'page' && effect.again !== true ? pageAbout(effect.key) : null;
    return about === null ? [] : [about];
  });
  const known = [...new Set([...incidentsOf(before), ...opened])];
  const over = known.filter(
    (about) => !opened.includes(about) && isOver(decision.line, release, about),
  );
  const incidents = known.filter((about) => !over.includes(about));
  if (over.length === 0 && isSame(incidents, release.incidents)) return decision;
  const more: readonly Effect[] = over.map((about) => ({
    lane: 'page',
    kind: 'resolve-page',
    key: pageKey(release, about),
  }));
  const next = { ...release, incidents };
  if (decision.kind === 'moved')
    return { ...decision, release: next, effects: [...effects, ...more] };
  return over.length > 0
    ? moved(decision.line, next, { effects: more })
    : { ...decision, release: next };
}

/** A release stored before incidents were kept has one exactly where it counts down or turned. */
function incidentsOf({ incidents, countdown, countdowns, phase }: Release): readonly PageAbout[] {
  const isPaged = countdown !== null || (phase.kind === 'rolling-back' && countdowns > 0);
  return isPaged && !incidents.includes('rollback') ? [...incidents, 'rollback'] : incidents;
}

/**
 * Whether what people were called for is no longer so. A verdict that nobody renews says nothing: a
 * look is over with the first healthy one after the call, or where another release has taken the
 * build along, which is the one that is looked at since.
 */
function isOver(line: Line, release: Release, about: PageAbout): boolean {
  const { phase, countdown, watch } = release;
  const goesBack = phase.kind === 'rolling-back';
  // One that is over calls people for nothing but its servers that are there again.
  if (!isOpen(release)) return about !== 'look' || thereAgain(release).length === 0;
  switch (about) {
    case 'rollback':
      return countdown === null && !goesBack;
    case 'terminal':
      return false;
    case 'look':
      return goesBack || !watch.undecidedTold || isTakenOver(line, release);
    case 'stuck':
      // A rollback that does not get on calls people too, and is stuck until it has ended.
      return goesBack ? !watch.undecidedTold : phase.kind !== 'stuck';
  }
}

function isSame(one: readonly PageAbout[], other: readonly PageAbout[]): boolean {
  return one.length === other.length && one.every((about, i) => about === other[i]);
}
