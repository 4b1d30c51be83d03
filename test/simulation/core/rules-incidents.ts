import { isOpen, type Release } from '../../../src/release/state/release.ts';
import { type Book, isGood, type Told } from './book.ts';
import { aboutOf } from './rules-health.ts';

/** What the pager holds open, and who waits for an answer, from the calls themselves. */
export type Incidents = {
  readonly open: Map<string, Set<string>>;
  readonly unanswered: Map<string, { readonly since: number; key: string; again: boolean }>;
};

/** A deadline is kept within this: the history lets time pass in steps. */
const slackMs = 5_000;

/** Every incident ends at the pager at the moment when what it was about is over. */
export function checkIncidents(book: Book, kept: Incidents, told: Told): void {
  const { decision, release, event, at } = told;
  if (decision.kind !== 'moved' || !release) return;
  const open = kept.open.get(release.id) ?? new Set<string>();
  kept.open.set(release.id, open);
  for (const effect of decision.effects) {
    if (effect.kind === 'page') called(kept, release.id, effect, at);
    if (effect.kind === 'page' && effect.again !== true) open.add(aboutOf(effect.key));
    if (effect.kind === 'resolve-page') open.delete(aboutOf(effect.key));
    if (effect.kind === 'resolve-page' && kept.unanswered.get(release.id)?.key === effect.key)
      kept.unanswered.delete(release.id);
  }
  if ('by' in event && event.by) kept.unanswered.delete(release.id);
  const after = decision.release;
  const shadow = book.of(release.id);
  if (!after || !shadow) return;
  const say = (about: string, why: string) => {
    if (!open.delete(about)) return;
    book.broken('incident', `the ${about} incident of ${release.id} stays open: ${why}`);
  };
  if (!isOpen(after)) {
    for (const about of open) say(about, 'it is over');
    kept.unanswered.delete(release.id);
    return;
  }
  const goesBack = after.phase.kind === 'rolling-back';
  if (!goesBack && shadow.running === null) say('rollback', 'its countdown is over');
  if (!goesBack && after.phase.kind !== 'stuck') say('stuck', `it is ${after.phase.kind}`);
  const last = shadow.looks.at(-1);
  if (event.kind === 'measured' && last?.at === at && isGood(last) && !last.grows)
    say('look', 'it was seen to be well');
}

function called(
  { unanswered }: Incidents,
  id: string,
  { key, again }: { readonly key: string; readonly again?: boolean },
  at: number,
): void {
  const one = unanswered.get(id);
  if (!one) {
    if (again !== true) unanswered.set(id, { since: at, key, again: false });
    return;
  }
  if (again === true) one.again = true;
  else one.key = key;
}

/** Nobody answered: whoever comes next is called, counted from the first call. */
export function checkPatience(
  book: Book,
  { unanswered }: Incidents,
  releases: ReadonlyMap<string, Release>,
  now: number,
): void {
  for (const [id, one] of unanswered) {
    const release = releases.get(id);
    if (!release || !isOpen(release) || book.line.out.has(id)) unanswered.delete(id);
    else if (!one.again && now > one.since + release.plan.answerWithinMs + slackMs) {
      one.again = true;
      if (!isLookOfCarried(release, one.key, releases))
        book.broken('patience', `nobody answered for ${id}, and nobody else was called`);
    }
  }
}

/** Whoever was asked to look at one that moves with a release since needs not look any more. */
function isLookOfCarried(
  { id }: Release,
  key: string,
  releases: ReadonlyMap<string, Release>,
): boolean {
  return (
    aboutOf(key) === 'look' &&
    [...releases.values()].some((one) => isOpen(one) && one.carries.includes(id))
  );
}
