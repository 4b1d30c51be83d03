import type { Event } from '../../../src/release/state/event.ts';
import { isOpen, type Release } from '../../../src/release/state/release.ts';
import type { Book } from './book.ts';

const minute = 60_000;
const hour = 60 * minute;
const stepMs = 20 * minute;
/** People are at work in these hours, from Monday to Friday. */
const work = { from: 8, to: 20 } as const;

/** What waits for people, and how many hours at work may pass before the first of them hears. */
const patience: Partial<Record<Release['phase']['kind'], number>> = {
  waiting: 4,
  approved: 4,
  stuck: 2,
};
const betweenHours = 4;

/** How a life goes on when nobody speaks any more. */
type Quiet = {
  readonly book: Book;
  readonly from: number;
  readonly releases: ReadonlyMap<string, Release>;
  readonly pass: (event: Event) => void;
  readonly deadlineOf: (id: string) => number | null;
};

/**
 * What is left waiting when a life is over goes on to wait for a day: whoever it waits for is
 * reminded, one after the other, each once, and only while people are at work.
 */
export function waitOn(quiet: Quiet, id: string): void {
  const { book, from, releases, pass } = quiet;
  const first = releases.get(id);
  const hours = first && patience[first.phase.kind];
  if (!first || hours === undefined || !('since' in first.phase)) return;
  const { kind, since } = first.phase;
  const rungs = first.by ? ['owner', 'team', 'on-call'] : ['team', 'on-call'];
  let heardAt = since;
  let heard = first.reminders.filter((one) => one.thing === kind && one.since === since).length;
  const facts = { office: officeOf(), gone: [] };
  for (let at = from + stepMs; at < from + 24 * hour; at += stepMs) {
    strike(quiet, id, at);
    pass({ kind: 'time-passed', at, facts });
    const release = releases.get(id);
    const isSame = release?.phase.kind === kind && 'since' in release.phase;
    if (!release || !isOpen(release) || !isSame || release.phase.since !== since) return;
    const all = release.reminders.filter((one) => one.thing === kind && one.since === since);
    const due = heard === 0 ? hours : betweenHours;
    const waited = workedMs(heardAt, at) / hour;
    const say = (text: string) =>
      book.broken('reminded', `${id} is ${kind} for ${waited.toFixed(1)} hours, ${text}`);
    if (all.length > heard) {
      if (waited < due || !isAtWork(at)) say(`too early for ${all.at(-1)?.rung}`);
      if (all.length > heard + 1 || all.at(-1)?.rung !== rungs[heard])
        say(`and ${all.map(({ rung }) => rung).join()} were reminded`);
      heard = all.length;
      heardAt = at;
    } else if (heard < rungs.length && isAtWork(at) && waited >= due + 1)
      return say(`and nobody reminds ${rungs[heard]}`);
  }
}

/** The clock strikes at each deadline, one after the other, and not twenty minutes later. */
function strike({ pass, deadlineOf, from }: Quiet, id: string, before: number): void {
  for (let due = deadlineOf(id); due !== null && due < before;) {
    pass({ kind: 'time-passed', at: Math.max(due, from) });
    const next = deadlineOf(id);
    if (next === due) return;
    due = next;
  }
}

function officeOf() {
  const days = [1, 2, 3, 4, 5];
  return { timezone: 'UTC', from: work.from * 60, to: work.to * 60, days, holidays: [] };
}

function isAtWork(at: number): boolean {
  const time = new Date(at);
  const isWeekend = [0, 6].includes(time.getUTCDay());
  return !isWeekend && time.getUTCHours() >= work.from && time.getUTCHours() < work.to;
}

/** Counted minute by minute, as a clock on the wall would. */
function workedMs(from: number, to: number): number {
  let sum = 0;
  for (let at = from; at < to; at += minute) if (isAtWork(at)) sum += minute;
  return sum;
}
