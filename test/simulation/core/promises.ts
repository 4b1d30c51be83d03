import type { Plan } from '../../../src/release/state/plan.ts';
import { isOpen, type Release } from '../../../src/release/state/release.ts';
import type { Book, Told } from './book.ts';
import { checkIncidents, checkPatience, type Incidents } from './rules-incidents.ts';
import { checkLacking } from './rules-lacking.ts';
import { checkSlotKept } from './rules-slot.ts';
import { checkBegin } from './rules-starts.ts';
import { checkEnds, checkLeft, checkOrdered } from './rules-turns.ts';
import { checkWord, keepWords } from './rules-words.ts';

/** What a release promised when it came into being. */
export type Asked = {
  readonly plan: Plan;
  /** Versions that its build contains, as the repository said. */
  readonly contains: readonly string[];
};

/** What DESIGN.md promises beyond single looks, counted from words, calls and answers alone. */
export type Promises = {
  readonly asked: Map<string, Asked>;
  /** Whose word is needed again for what contains a blocked build, and since when. */
  readonly bars: Map<string, { readonly teams: readonly string[]; readonly at: number }>;
  readonly approvedAt: Map<string, number>;
  /** When it was looked at last: only then does the question that people see name every bar. */
  readonly lookedAt: Map<string, number>;
  /** When a bar last asked more teams about what contains it, or took a yes away. */
  readonly askedMoreAt: Map<string, number>;
  /** When a release last carried it. */
  readonly carriedAt: Map<string, number>;
  /** Pre-releases that went out once, or that somebody took out of the calendar. */
  readonly tried: Set<string>;
  /** Pre-releases that have to turn round soon. */
  readonly due: Map<string, Due>;
  /** What everybody left by a way back. */
  left: string | null;
  /** When today's releases go out by themselves; null where they wait for no slot. */
  readonly slot: number | null;
  readonly incidents: Incidents;
};

/** `since`: when nothing stood in the way of it first. */
export type Due = { readonly why: string; readonly end: readonly string[]; since: number | null };

/** Looks that may get lost before something that is due at the next one is late. */
const looksLost = 6;

/** One life's promises, and what is held against Davy. */
export function watchPromises(book: Book, slot: number | null) {
  const kept: Promises = {
    asked: new Map(),
    bars: new Map(),
    approvedAt: new Map(),
    lookedAt: new Map(),
    askedMoreAt: new Map(),
    carriedAt: new Map(),
    tried: new Set(),
    due: new Map(),
    left: null,
    slot,
    incidents: { open: new Map(), unanswered: new Map() },
  };
  return {
    /** Just after an event was judged and the other rules have seen it. */
    told(told: Told): void {
      if (told.decision.kind === 'moved') {
        keepWords(book, kept, told);
        checkBegin(book, kept, told);
        checkEnds(book, kept, told);
        checkOrdered(book, told);
        checkIncidents(book, kept.incidents, told);
      }
      checkWord(book, kept, told);
      checkLacking(book, told);
      checkSlotKept(book, kept, told);
      checkLeft(book, kept, told);
    },
    /** Whatever is due is done: looked at each time something could have happened. */
    passed(releases: ReadonlyMap<string, Release>, now: number): void {
      checkPatience(book, kept.incidents, releases, now);
      checkDue(book, kept, releases, now);
      for (const release of releases.values()) checkHeld(book, release, now);
    },
  };
}

/** A hold is bounded: nobody has to think of ending it. */
function checkHeld(book: Book, release: Release, now: number): void {
  const shadow = book.of(release.id);
  const until = shadow?.heldUntil ?? null;
  if (!shadow || until === null || !isOpen(release) || now <= until + 60_000) return;
  shadow.heldUntil = null;
  if (release.hold) book.broken('hold', `${release.id} is held beyond its end`);
}

function checkDue(
  book: Book,
  kept: Promises,
  releases: ReadonlyMap<string, Release>,
  now: number,
): void {
  const movers = [...releases.values()].filter(
    (one) => one.kind === 'release' && isOpen(one) && one.carries.length > 0,
  );
  for (const [id, due] of kept.due) {
    const release = releases.get(id);
    if (!release || !isOpen(release) || book.of(id)?.turnedAt !== null) {
      kept.due.delete(id);
      continue;
    }
    const isCarried = movers.some(({ carries }) => carries.includes(id)) || book.line.out.has(id);
    if (isCarried || book.of(id)?.running || release.phase.kind === 'stuck') due.since = null;
    else due.since ??= now;
    if (due.since === null || now - due.since <= looksLost * release.plan.lookEveryMs) continue;
    kept.due.delete(id);
    book.broken('due', `${id} stays, although ${due.why}`);
  }
}
