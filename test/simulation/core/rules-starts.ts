import type { Release } from '../../../src/release/state/release.ts';
import { isOpen } from '../../../src/release/state/release.ts';
import { type Book, isBad, type Told } from './book.ts';
import type { Promises } from './promises.ts';
import { missing } from './rules-words.ts';

const hour = 60 * 60_000;
/** Phases in which people may be asked about a pre-release that serves users. */
const asked = ['soaking', 'waiting', 'approved'];

/** What must be true when something begins, and who makes room for it. */
export function checkBegin(book: Book, kept: Promises, told: Told): void {
  const { event, decision, release } = told;
  if (decision.kind !== 'moved') return;
  const { born } = decision;
  if (event.kind === 'rechecked' && event.checks.failed > 0) book.line.failed.add(event.version);
  if (event.kind === 'rechecked' && event.checks.failed === 0)
    book.line.failed.delete(event.version);
  if (event.kind === 'cancelled' && release?.phase.kind === 'approved') kept.tried.add(release.id);
  if (!born) return checkLeaves(book, told);
  const say = (text: string) => book.broken('start', `${born.id} starts ${text}`);
  if ('imageFound' in event && !event.imageFound) say('without an image');
  if (event.kind === 'prerelease-requested') checkAmong(book, kept, told, born);
  if (event.kind !== 'release-started' || !release) return;
  if (!event.targetFound) say('without an image to go back to');
  if (event.capacity < 1) say('where no server serves');
  if (book.line.failed.has(born.build.version)) say('although its checks failed');
  const pre = book.of(release.id);
  if (pre && pre.creditMs < release.plan.soakMs - 1)
    say(`after ${pre.creditMs} ms of ${release.plan.soakMs} beside what is live`);
  const lacks = pre ? missing(kept, pre, told.at, event.roster) : [];
  if (lacks.length > 0) say(`and ${lacks.join(' and ')} did not say yes`);
  if (event.by === null) checkByItself(kept, told, release, say);
  kept.tried.add(release.id);
  checkCarried(book, told, born, say);
}

/** What Davy starts by itself: the newest, once, at its slot. */
function checkByItself(
  kept: Promises,
  { others, at }: Told,
  release: Release,
  say: (text: string) => void,
): void {
  if (kept.tried.has(release.id)) say('by itself once more');
  const newer = others.find(
    (one) => one.kind === 'prerelease' && one.phase.kind === 'approved' && one.at > release.at,
  );
  if (newer) say(`by itself before ${newer.id}, which is newer`);
  if (kept.slot === null || release.plan.daily === undefined) return;
  const since = kept.approvedAt.get(release.id) ?? at;
  if (at < kept.slot || at > kept.slot + hour || since > kept.slot)
    say(`by itself at ${at}, approved at ${since}; the slot is ${kept.slot}`);
}

/** Whoever goes along was asked for, is there, and nothing speaks against it. */
function checkCarried(book: Book, { event, others }: Told, born: Release, say: Say): void {
  if (event.kind !== 'release-started') return;
  for (const id of born.carries.slice(1)) {
    const other = others.find((one) => one.id === id);
    const shadow = book.of(id);
    const last = shadow?.looks.at(-1);
    if (!event.carries.includes(id)) say(`with ${id}, which is not in it`);
    else if (!other || !asked.includes(other.phase.kind))
      say(`with ${id}, which is ${other?.phase.kind}`);
    else if (shadow?.running || (last && isBad(last))) say(`with ${id}, which is not well`);
  }
}

type Say = (text: string) => void;

/** Somebody said what becomes of others that are in production. */
function checkAmong(book: Book, kept: Promises, told: Told, born: Release): void {
  const { event, others } = told;
  if (event.kind !== 'prerelease-requested') return;
  const there = others.filter(
    (one) =>
      one.kind === 'prerelease' &&
      isOpen(one) &&
      !['queued', 'rolling-back'].includes(one.phase.kind) &&
      !kept.due.has(one.id) &&
      !book.line.blocked.has(one.build.version),
  );
  const { among } = event;
  if (among === 'alone' && there.length > 0)
    book.broken('start', `${born.id} starts beside ${there.map(({ id }) => id).join()}, unasked`);
  if (among === 'in-line' && there.length > 0 && born.phase.kind !== 'queued')
    book.broken('start', `${born.id} does not wait in line`);
  if (among !== 'replace') return;
  for (const { id } of there)
    kept.due.set(id, { why: `${born.id} replaces it`, end: ['replaced'], since: null });
}

/** What waited in line goes on: only where nothing stands in the way, and the first one first. */
function checkLeaves(book: Book, told: Told): void {
  const { event, decision, release, others, line, at } = told;
  if (event.kind !== 'observed' || decision.kind !== 'moved' || !release) return;
  const [from, to] = [release.phase.kind, decision.release?.phase.kind];
  const leaves = from === 'queued' && to === 'requested';
  if (release.kind !== 'prerelease' || (!leaves && !(from === 'requested' && to === 'launching')))
    return;
  const say = (text: string) => book.broken('start', `${release.id} is ${to} ${text}`);
  if (book.line.locked) say('on a locked line');
  if (book.line.frozenUntil !== null && book.line.frozenUntil > at) say('under a freeze');
  const shadow = book.of(release.id);
  if ((shadow?.heldUntil ?? 0) > at) say('on hold');
  if (book.line.failed.has(release.build.version)) say('although its checks failed');
  if (to === 'launching' && line.moving) say('while the line moves');
  if (!leaves) return;
  const first = others.find(
    (one) =>
      one.kind === 'prerelease' && (one.phase.kind !== 'queued' || (one.at ?? 0) < release.at),
  );
  if (first) say(`before ${first.id}, which is ${first.phase.kind}`);
}
