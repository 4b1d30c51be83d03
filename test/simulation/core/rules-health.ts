import type { Release } from '../../../src/release/state/release.ts';
import {
  atTheEnd,
  type Book,
  isAnsweredFor,
  isBad,
  isGood,
  type LookSeen,
  type Shadow,
  type Told,
} from './book.ts';

const minute = 60_000;
/** DESIGN 3: three fresh healthy looks over 60 s end a countdown; missing data never does. */
const calm = { looks: 3, ms: minute } as const;
const undecidedMs = 10 * minute;

/** Phases in which users are on the new servers and nothing has turned round. */
export const watched = [
  'soaking',
  'waiting',
  'approved',
  'verifying',
  'migrating',
  'watching',
  'swapping',
  'retiring',
];

/** What must follow from one look at the sources. */
export function checkLook(book: Book, told: Told): void {
  const { release, decision, truth, at } = told;
  const shadow = release && book.of(release.id);
  if (!release || !shadow || !truth || !isWatchedNow(release)) return;
  if (isAnsweredFor(book, told, release.id)) return;
  const look = seen(shadow, truth, release, at);
  credit(book, told, shadow, release, look);
  shadow.looks = [...shadow.looks.slice(-200), look];
  if (isGood(look)) shadow.stretchTold = false;
  const turned = hasTurned(told) && !isStopped(book, told);
  // How long what is still coming may take is the plan's to say, and no promise of its own.
  if (shadow.looks.slice(-10).some(({ grows }) => grows)) {
    if (shadow.running && told.decision.kind === 'moved' && !told.decision.release?.countdown)
      shadow.running = null;
    return;
  }
  if (shadow.running) underCountdown(book, told, shadow, look, turned);
  else {
    called(book, told, shadow, release, look);
    if (turned) book.broken('early', `${release.id} turned round at a look, without a page before`);
  }
  if (decision.kind === 'moved' && decision.release) forward(book, told, shadow, look);
}

/** Its checks failed while people were called: that stops it as soon as the page is over. */
function isStopped(book: Book, { decision, release }: Told): boolean {
  const after = decision.kind === 'moved' ? decision.release?.phase : null;
  const version = release?.build.version ?? '';
  return book.line.failed.has(version) && after?.kind === 'rolling-back' && after.end === 'stopped';
}

function seen(shadow: Shadow, truth: Told['truth'], { plan, kind }: Release, at: number): LookSeen {
  const { fleet } = shadow;
  const isFresh = fleet !== null && Math.abs(at - fleet.at) <= 4 * plan.lookEveryMs;
  const known = isFresh && !fleet.leftOut && (kind !== 'prerelease' || fleet.own > 0);
  const down = known ? fleet.down : 0;
  const says = truth?.says ?? 'unknown';
  return {
    at,
    says: says === 'good' && !known ? 'unknown' : says,
    badness: truth?.badness ?? 0,
    down,
    users: fleet?.users ?? 0,
    grows: fleet?.grows ?? false,
  };
}

/** Watched time counts only when it was good, and a gap for two looks at most. */
function credit(
  book: Book,
  { line, at }: Told,
  shadow: Shadow,
  { phase, plan, kind, target }: Release,
  look: LookSeen,
): void {
  const since =
    phase.kind === 'migrating' ? (phase.movedAt ?? at) : 'since' in phase ? phase.since : at;
  const last = shadow.looks.at(-1)?.at ?? at;
  const gap = Math.max(0, Math.min(at - Math.max(last, since), 2 * plan.lookEveryMs));
  const earned = kind === 'return' || isGood(look) ? gap : 0;
  const beside = line.moving?.migrating !== true && target?.version === book.line.live;
  if (kind === 'prerelease' && beside && look.users >= plan.usersMin) shadow.creditMs += earned;
  shadow.watchedMs += earned;
}

/** Two bad looks in a row, or one fatal error, call people; nothing less does. */
function called(book: Book, told: Told, shadow: Shadow, release: Release, look: LookSeen): void {
  const bad = atTheEnd(shadow.looks, isBad).length;
  const sure = bad >= 2 || (isBad(look) && look.says === 'fatal');
  const paged = pageOf(told, 'rollback');
  if (release.kind === 'return') {
    if (paged) book.broken('way back', `${release.id} is a way back, and would be rolled back`);
  } else if (sure && !paged)
    book.broken('page', `${release.id} was bad for ${bad} looks, and nobody was called`);
  else if (!sure && paged)
    book.broken('page', `people were called for ${release.id} after ${bad} bad looks`);
  const unsure = atTheEnd(shadow.looks, (one) => !isBad(one) && !isGood(one));
  const since = unsure[0]?.at ?? look.at;
  // Where old servers are as ill as new ones, waiting brings nothing: the second look calls.
  const patienceMs = look.says === 'both-bad' ? release.plan.lookEveryMs : undecidedMs;
  const due = unsure.length > 0 && look.at - since >= patienceMs;
  if (pageOf(told, 'look')) shadow.stretchTold = true;
  else if (due && !shadow.stretchTold && release.phase.kind !== 'stuck')
    book.broken('undecided', `${release.id} is undecided for ${look.at - since} ms, nobody knows`);
}

function underCountdown(
  book: Book,
  told: Told,
  shadow: Shadow,
  look: LookSeen,
  turned: boolean,
): void {
  const { running } = shadow;
  if (!running) return;
  const good = atTheEnd(shadow.looks, isGood);
  const isCalm = good.length >= calm.looks && look.at - (good[0]?.at ?? look.at) >= calm.ms;
  const ended = told.decision.kind === 'moved' && told.decision.release?.countdown === null;
  if (ended && !turned && !isCalm)
    book.broken('calm', `the countdown of ${shadow.id} ended after ${good.length} good looks`);
  if (!ended && isCalm) book.broken('calm', `${shadow.id} is well again, its countdown runs on`);
  const fatal = isBad(look) && look.says === 'fatal';
  const comparable = !running.fleetAtPress && look.down === 0 && running.badness > 0;
  const twice = isBad(look) && comparable && look.badness >= 2 * running.badness + 1e-9;
  const ends = running.postponed > 0 && (fatal || twice);
  if (ends && !turned)
    book.broken(
      'postponement',
      `${shadow.id} is ${fatal ? 'fatal' : 'twice as bad'} under a postponement, and stays`,
    );
  if (turned && running.postponed === 0)
    book.broken('early', `${shadow.id} turned round at a look before its deadline`);
  if (turned && !fatal && comparable && look.badness < 2 * running.badness - 1e-9)
    book.broken('early', `${shadow.id} turned round at a look that was no worse than at the press`);
  if (ended && !turned) shadow.running = null;
}

/** No batch, no watch and no end of a soak without its time of fresh health. */
function forward(book: Book, { release, decision }: Told, shadow: Shadow, look: LookSeen): void {
  if (decision.kind !== 'moved' || !decision.release || !release) return;
  const { phase: from, plan, kind } = release;
  const to = decision.release.phase;
  if (from.kind === 'soaking' && (to.kind === 'waiting' || to.kind === 'approved')) {
    if (shadow.creditMs < plan.soakMs - 1)
      book.broken('soak', `${shadow.id} soaked ${shadow.creditMs} ms of ${plan.soakMs}`);
    if (!isGood(look)) book.broken('soak', `the soak of ${shadow.id} ended without fresh health`);
  }
  const next =
    from.kind === 'migrating' &&
    (to.kind === 'watching' || (to.kind === 'migrating' && to.batch > from.batch));
  const first = plan.ways.singles.length > 0 ? 'swapping' : 'retiring';
  const needed = next ? plan.betweenBatchesMs : to.kind === first ? plan.watchMs : 0;
  if (!next && !(from.kind === 'watching' && to.kind === first)) return;
  if (shadow.watchedMs < needed - 1)
    book.broken('batch', `${shadow.id} was watched ${shadow.watchedMs} ms of ${needed}`);
  if (kind !== 'return' && !isGood(look))
    book.broken('batch', `${shadow.id} goes on to ${to.kind} without fresh health`);
  shadow.watchedMs = 0;
}

function isWatchedNow({ phase }: Release): boolean {
  return watched.includes(phase.kind === 'stuck' ? phase.from.kind : phase.kind);
}

/** Whether this event sent users home. */
export function hasTurned({ release, decision }: Told): boolean {
  return (
    decision.kind === 'moved' &&
    decision.release?.phase.kind === 'rolling-back' &&
    release?.phase.kind !== 'rolling-back'
  );
}

/** The page that this event made, if it made one of this kind. */
export function pageOf({ decision }: Told, about: 'rollback' | 'look' | 'stuck'): string | null {
  if (decision.kind !== 'moved') return null;
  const page = decision.effects.find(
    (effect) => effect.kind === 'page' && effect.again !== true && aboutOf(effect.key) === about,
  );
  return page?.kind === 'page' ? page.key : null;
}

/** What an incident at the pager is about: its key says so. */
export function aboutOf(key: string): string {
  return key.split(':')[2] ?? 'rollback';
}
