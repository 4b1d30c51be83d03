import { type Book, isAnsweredFor, isGood, type Shadow, type Told } from './book.ts';
import { aboutOf, hasTurned } from './rules-health.ts';

/** DESIGN 3: fresh health at the end of a postponement buys the looks that prove it, once. */
const provesMs = 60_000;
const provesLooks = 3;
/** A deadline is kept within this: the history lets time pass in steps. */
const slackMs = 5_000;

/** Presses on a page move its end; nothing else does, and not without end. */
export function checkPress(book: Book, { event, decision, release, at }: Told): void {
  const shadow = release && book.of(release.id);
  if (event.kind !== 'postponed' || decision.kind !== 'moved' || !shadow || !release) return;
  const { running } = shadow;
  if (!running) return book.broken('postponement', `${shadow.id} is postponed without a page`);
  const { plan } = release;
  if (at >= running.deadline) book.broken('postponement', `${shadow.id} is postponed too late`);
  if (running.postponed >= plan.postponesMax)
    book.broken('postponement', `${shadow.id} is postponed ${running.postponed + 1} times`);
  if (!Object.values(event.roster.teams).some((ids) => ids.includes(event.by.id)))
    book.broken('postponement', `${event.by.id} has no standing, and postponed ${shadow.id}`);
  const last = shadow.looks.at(-1);
  Object.assign(running, {
    postponed: running.postponed + 1,
    deadline: running.deadline + plan.postponeMs,
    until: running.deadline + plan.postponeMs,
    badness: last && !isGood(last) ? last.badness : 0,
    fleetAtPress: (last?.down ?? 0) > 0,
  });
}

/** What must follow when the end of a countdown has come. */
export function checkDeadline(book: Book, told: Told): void {
  const { event, release, at, decision } = told;
  const shadow = release && book.of(release.id);
  if (event.kind !== 'time-passed' || !release || !shadow?.running) return;
  const { running } = shadow;
  const turned = hasTurned(told);
  if (at < running.deadline) {
    if (turned) book.broken('early', `${release.id} turned round before its deadline`);
    return;
  }
  if (turned) return;
  if (
    isAnsweredFor(book, told, release.id) &&
    decision.kind === 'moved' &&
    !decision.release?.countdown
  ) {
    shadow.running = null;
    return;
  }
  const last = shadow.looks.at(-1);
  const fresh = last && isGood(last) && at - last.at <= 2 * release.plan.lookEveryMs;
  if (fresh && running.until === running.deadline && !running.bought) {
    running.bought = true;
    running.deadline = at + provesMs + provesLooks * release.plan.lookEveryMs;
    return;
  }
  book.broken('deadline', `the deadline of ${release.id} came, and its users stay`);
}

/** A deadline that nobody looked at is lost just as well. */
export function checkLate(book: Book, isOpen: (id: string) => boolean, now: number): void {
  for (const shadow of book.shadows.values()) {
    if (!shadow.running || !isOpen(shadow.id) || now <= shadow.running.deadline + slackMs) continue;
    book.broken('deadline', `the deadline of ${shadow.id} passed unseen`);
    shadow.running = null;
  }
}

/** Every incident ends at the pager when what it was about is over. */
export function checkIncident(book: Book, shadow: Shadow, isOver: boolean): void {
  if (shadow.openPage && isOver)
    book.broken('incident', `the incident of ${shadow.id} is still open at the pager`);
}

/** Incidents the pager was told of, by what ends them. */
export function checkResolved(book: Book, { decision, release }: Told): void {
  if (decision.kind !== 'moved' || !release) return;
  const shadow = book.of(release.id);
  const resolved = decision.effects.find((one) => one.kind === 'resolve-page');
  if (!shadow || resolved?.kind !== 'resolve-page' || aboutOf(resolved.key) !== 'rollback') return;
  if (shadow.running || decision.release?.phase.kind === 'rolling-back')
    book.broken('incident', `the incident of ${release.id} is resolved while it goes on`);
}
