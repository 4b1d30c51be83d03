import type { Release } from '../../../src/release/state/release.ts';
import { isOpen } from '../../../src/release/state/release.ts';
import type { Singles } from '../singles.ts';
import { type Book, isGood, type Told } from './book.ts';
import { type Doing, isOwn } from './doing.ts';

/** What the book knows of the singles, from orders and pages alone. */
export type SinglesBook = {
  /** For which of them each release gave an order, and when first. */
  readonly touched: Map<string, Map<string, number>>;
  /** Incidents that are open at the pager, by their keys. */
  readonly open: Set<string>;
  /** Since when each is down, in truth. */
  readonly down: Map<string, number>;
  /** Releases that have ever begun to swap. */
  readonly began: Set<string>;
  /** When a person last had a release go on. */
  readonly again: Map<string, number>;
};

export function makeSinglesBook(): SinglesBook {
  return {
    touched: new Map(),
    open: new Set(),
    down: new Map(),
    began: new Set(),
    again: new Map(),
  };
}

/** So much may pass beside the time a plan gives, before a look sees it and calls people. */
const slackMs = 120_000;

/** Invariant 20, from the world's own journal: never two of one. And none is down unheard. */
export function checkSingles(
  book: Book,
  kept: SinglesBook,
  singles: Singles,
  releases: ReadonlyMap<string, Release>,
  now: number,
): void {
  for (const name of new Set(singles.runs.map(({ single }) => single))) {
    const alive = singles.alive(name);
    if (alive.length > 1)
      book.broken('two', `${alive.length} of ${name}: ${alive.map((one) => one.version).join()}`);
    const isUp = alive.some((one) => one.stopping || (now >= one.readyAt && !one.dud));
    if (isUp) kept.down.delete(name);
    else if (!kept.down.has(name)) kept.down.set(name, now);
  }
  for (const [id, names] of kept.touched) {
    const release = releases.get(id);
    if (release && isOpen(release)) checkHeard(book, kept, release, names, now);
  }
}

/** Whoever took a single down sees it up again, or calls people. */
function checkHeard(
  book: Book,
  kept: SinglesBook,
  release: Release,
  names: ReadonlyMap<string, number>,
  now: number,
): void {
  const isCalled = [...kept.open].some((key) => key.split(':')[1] === release.id);
  const longMs = 2 * release.plan.launchTimeoutMs + slackMs;
  const again = kept.again.get(release.id) ?? 0;
  for (const [name, first] of names) {
    const since = Math.max(kept.down.get(name) ?? now, first, again);
    if (!isCalled && release.phase.kind !== 'announcing' && now - since > longMs)
      book.broken('unheard', `${name} is down for ${now - since} ms, nobody was called`);
  }
}

/** What no order for a single may do, before it is given. */
export function checkSwap(book: Book, kept: SinglesBook, doing: Doing, singles: Singles): void {
  const { release, step, at } = doing;
  checkOldStay(book, doing, singles);
  if (step.kind !== 'swap') return;
  const { single, to } = step;
  const say = (rule: string, text: string) =>
    book.broken(rule, `${release.id} orders ${single} ${to}: ${text}`);
  if (release.kind === 'prerelease') return say('touch', 'a pre-release touches none');
  if (to === 'running' && singles.alive(single).length > 0)
    say('two', `${singles.alive(single)[0]?.version ?? ''} still runs`);
  const touched = kept.touched.get(release.id) ?? new Map<string, number>();
  if (release.phase.kind === 'rolling-back') {
    if (!kept.began.has(release.id)) say('touch', 'it had touched it never');
    if (step.build.version !== release.target?.version) say('forward', 'it rolls back');
    checkUsersFirst(book, doing);
    return;
  }
  const shadow = book.of(release.id);
  if (step.build.version !== release.build.version) say('touch', `of ${step.build.version}`);
  if (shadow?.running) say('pause', 'people were called');
  if (to === 'stopped' && shadow && (shadow.heldUntil ?? 0) > at) say('pause', 'it is on hold');
  if (!touched.has(single)) checkFirst(book, kept, doing, singles);
  kept.touched.set(release.id, touched.set(single, touched.get(single) ?? at));
}

/** One at a time, in the order of the plan, and only with fresh health. */
function checkFirst(
  book: Book,
  kept: SinglesBook,
  { release, step, at }: Doing,
  singles: Singles,
): void {
  if (step.kind !== 'swap' || kept.again.has(release.id)) return;
  const names = release.plan.ways.singles;
  const shown = singles.show(at);
  const before = names.slice(0, names.indexOf(step.single));
  const early = before.find((name) =>
    shown.every(
      (one) =>
        one.name !== name || one.version !== release.build.version || one.state !== 'running',
    ),
  );
  if (early !== undefined)
    book.broken('order', `${release.id} takes ${step.single} before ${early} works`);
  if (shown.some(({ state }) => state === 'unknown'))
    book.broken('order', `${release.id} takes ${step.single} while one may be anything`);
  const last = book.of(release.id)?.looks.at(-1);
  if (release.kind !== 'return' && last && !isGood(last))
    book.broken('order', `${release.id} takes ${step.single} without fresh health`);
}

/** Nobody waits on a bad server for a single. */
function checkUsersFirst(book: Book, { release, machines, seen }: Doing): void {
  const away = machines.usersOf((one) => isOwn(release, one));
  const home = machines.open().filter(({ version }) => version === release.target?.version).length;
  const isCounted = seen.every(({ users }) => users !== null);
  if (away > 0 && home >= Math.max(1, release.capacity) && isCounted && !machines.isSteered)
    book.broken('order', `${release.id} swaps back while ${away} users wait`);
}

/** The fast way back stays open until every single works with the new build. */
function checkOldStay(book: Book, { release, step, at }: Doing, singles: Singles): void {
  if (release.kind === 'prerelease' || release.phase.kind !== 'retiring') return;
  if (step.kind !== 'retire' && !(step.kind === 'protect' && !step.on)) return;
  const left = singles
    .show(at)
    .find((one) => one.state !== 'running' || one.version !== release.build.version);
  if (left)
    book.broken('order', `${release.id} lets old servers go, ${left.name} is ${left.state}`);
}

/** What follows from an event: pages, people who went on, and how a release ended. */
export function afterTold(
  book: Book,
  kept: SinglesBook,
  { decision, release, event, at }: Told,
  singles: Singles,
): void {
  if (decision.kind !== 'moved' || !release) return;
  for (const effect of decision.effects) {
    if (effect.kind === 'page') kept.open.add(effect.key);
    if (effect.kind === 'resolve-page') kept.open.delete(effect.key);
  }
  if (event.kind === 'retried' || event.kind === 'resumed') kept.again.set(release.id, at);
  const after = decision.release;
  if (after?.phase.kind === 'swapping') kept.began.add(release.id);
  if (!after || release.kind === 'prerelease' || after.phase.kind === release.phase.kind) return;
  const shown = singles.show(at);
  const isOn = (name: string, version: string | undefined) =>
    shown.some((one) => one.name === name && one.version === version && one.state === 'running');
  if (after.phase.kind === 'announcing') {
    const left = release.plan.ways.singles.filter((name) => !isOn(name, release.build.version));
    if (left.length > 0) book.broken('swapped', `${release.id} is out, and ${left.join()} is not`);
  }
  if (isOpen(after) || release.phase.kind !== 'rolling-back') return;
  const left = [...(kept.touched.get(release.id)?.keys() ?? [])].filter(
    (name) => !isOn(name, release.target?.version),
  );
  if (left.length > 0)
    book.broken('swapped', `${release.id} went back, and ${left.join()} did not`);
}
