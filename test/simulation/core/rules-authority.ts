import type { Event } from '../../../src/release/state/event.ts';
import { isOpen, type Release } from '../../../src/release/state/release.ts';
import { type Book, isGood, type Shadow, type Told } from './book.ts';
import { aboutOf, hasTurned, pageOf } from './rules-health.ts';

const rosterAgeMaxMs = 10 * 60_000;

/** What people said and the core took, and what follows from it for lock, freeze and block. */
export function checkAuthority(book: Book, told: Told): void {
  const { decision, event } = told;
  if (decision.kind !== 'moved') return;
  if (decision.born) checkBorn(book, told, decision.born);
  remember(book, told);
  if (decision.born) book.born(decision.born);
  lineAfter(book, told);
  const { line } = decision;
  if (book.line.locked !== (line.lock !== null))
    book.broken(
      'lock',
      `after ${event.kind} the line is ${line.lock ? 'locked' : 'open'}, and should not be`,
    );
  const lost = [...book.line.blocked].find(
    (one) => !line.blocked.some((bar) => bar.version === one),
  );
  if (lost !== undefined) book.broken('block', `after ${event.kind} ${lost} is not blocked`);
  const frozen = line.freeze !== null && line.freeze.until > told.at;
  const should = book.line.frozenUntil !== null && book.line.frozenUntil > told.at;
  if (frozen !== should)
    book.broken('freeze', `after ${event.kind} the line is ${frozen ? '' : 'not '}frozen`);
  checkHold(book, told);
}

/** Everything that must be true when something new begins. */
function checkBorn(book: Book, told: Told, born: Release): void {
  const { line, at, others, release } = told;
  const say = (text: string) => book.broken('start', `${born.id} starts ${text}`);
  if (born.kind !== 'return') checkClosed(book, born);
  const all = release ? [...others, release] : others;
  const moves = all.find(({ kind, phase }) => kind !== 'prerelease' && phase.kind !== 'announcing');
  if (born.kind !== 'prerelease' && moves) say(`while ${moves.id} moves`);
  if (book.line.blocked.has(born.build.version)) say(`although ${born.build.version} is blocked`);
  if (born.build.version === book.line.live) say('although it is live');
  if (born.kind === 'return') return;
  if (book.line.locked) say('while the line is locked');
  if (book.line.frozenUntil !== null && book.line.frozenUntil > at) say('while it is frozen');
  if (born.build.checks.failed > 0) say('with failed checks');
  const back = all.find(
    ({ phase }) => phase.kind === 'rolling-back' && phase.end === 'rolled-back',
  );
  if (back && born.kind === 'release') say(`while ${back.id} rolls back`);
  if (born.kind === 'prerelease') {
    if (moves && born.phase.kind !== 'queued' && line.moving) say(`while ${moves.id} moves`);
    return;
  }
  const pre = release && book.of(release.id);
  if (!release || !pre) return say('out of nothing');
  if (born.build.image !== release.build.image || born.plan.hash !== release.plan.hash)
    say('as something else than what was tried');
  if (release.phase.kind !== 'approved') say(`from ${release.phase.kind}`);
  if (pre.heldUntil !== null) say('although it is on hold');
  if (pre.running) say('under a countdown');
  const last = pre.looks.at(-1);
  if (!last || !isGood(last) || at - last.at > 4 * release.plan.lookEveryMs)
    say('without fresh health');
  if (!release.plan.automatic) checkWords(book, told, pre, release);
}

/** Nothing starts whose old servers would be closed for longer than their users last there. */
function checkClosed(book: Book, { id, plan }: Release): void {
  const { closedMs, moves } = plan.ways;
  const batches = moves === 'traffic' ? 1 : plan.batches.length;
  const postponed = plan.postponesMax * plan.postponeMs;
  const lasts = batches * plan.betweenBatchesMs + plan.watchMs + postponed;
  if (closedMs !== null && lasts > closedMs)
    book.broken('start', `${id} closes servers for ${lasts} ms, users last ${closedMs}`);
}

/** Counts people and their teams from what was said and from the list given with the start. */
function checkWords(book: Book, { event, at }: Told, pre: Shadow, { plan }: Release): void {
  if (event.kind !== 'release-started') return;
  const { roster } = event;
  if (at - roster.at > rosterAgeMaxMs)
    book.broken('start', `${pre.id} starts on a list of people of ${at - roster.at} ms ago`);
  for (const { team, approvals } of plan.signOff) {
    const people = new Set(
      pre.words
        .filter(({ teams, at: given }) => teams.includes(team) && at - given <= plan.approvalTtlMs)
        .map(({ by }) => by)
        .filter((id) => (roster.teams[team] ?? []).includes(id) && !pre.requesters.has(id)),
    );
    if (people.size < approvals)
      book.broken('start', `${pre.id} starts with ${people.size} of ${approvals} of ${team}`);
  }
}

/** What was said of one release, where the core took it. */
function remember(book: Book, told: Told): void {
  const { event, release, decision, at } = told;
  const shadow = release && book.of(release.id);
  if (!shadow || decision.kind !== 'moved' || !release) return;
  note(shadow, event, told);
  if (pageOf(told, 'look')) shadow.stretchTold = true;
  if (pageOf(told, 'rollback')) {
    shadow.called += 1;
    shadow.openPage = true;
    shadow.words = [];
    shadow.running = {
      deadline: at + release.plan.countdownMs,
      postponed: 0,
      until: null,
      badness: 0,
      fleetAtPress: false,
      bought: false,
    };
  }
  const resolved = decision.effects.some(
    (one) => one.kind === 'resolve-page' && aboutOf(one.key) === 'rollback',
  );
  if (resolved) shadow.openPage = false;
  if (hasTurned(told)) {
    shadow.turnedAt = at;
    const { phase } = decision.release ?? release;
    shadow.goesHome = phase.kind === 'rolling-back' && phase.end === 'rolled-back';
    shadow.running = null;
    shadow.heldUntil = null;
  }
  const after = decision.release;
  if (after && !isOpen(after)) {
    shadow.running = null;
    shadow.endedAt = at;
  }
  // Another build went live beside it: it is watched anew.
  if (after && after.target?.version !== release.target?.version) {
    shadow.looks = [];
    shadow.creditMs = 0;
  }
  const kinds = [release.phase.kind, after?.phase.kind];
  // Whoever was stuck goes on where it stood.
  if (after && kinds[0] !== kinds[1] && !kinds.includes('stuck')) shadow.watchedMs = 0;
}

function note(shadow: Shadow, event: Event, { at, decision, release }: Told): void {
  switch (event.kind) {
    case 'approved': {
      const { id } = event.by;
      // A yes that counts still runs out when it would have, whoever says it once more.
      const said = shadow.words.filter(
        (word) => word.by === id && at - word.at <= (release?.plan.approvalTtlMs ?? 0),
      );
      const teams = Object.entries(event.roster.teams)
        .filter(
          ([team, ids]) => ids.includes(id) && !said.some((word) => word.teams.includes(team)),
        )
        .map(([team]) => team);
      shadow.words = [...shadow.words, { by: id, teams, at }];
      return;
    }
    case 'approval-undone':
      shadow.words = shadow.words.filter(({ by }) => by !== event.by.id);
      return;
    case 'owned':
      shadow.requesters.add(event.by.id);
      return;
    case 'held':
      shadow.heldUntil = event.until;
      return;
    case 'resumed':
      shadow.heldUntil = null;
      return;
    case 'retried':
      shadow.looks = [];
      return;
    case 'time-passed':
      if (decision.kind === 'moved' && release?.hold && !decision.release?.hold)
        shadow.heldUntil = null;
      return;
    default:
  }
}

/** A hold is bounded: it may not outlast what was said. */
function checkHold(book: Book, { decision, release, event, at }: Told): void {
  const shadow = release && book.of(release.id);
  if (!shadow || decision.kind !== 'moved' || event.kind !== 'time-passed') return;
  const left = shadow.heldUntil !== null && at > shadow.heldUntil + 60_000;
  if (left && decision.release?.hold) book.broken('hold', `${shadow.id} is held beyond its end`);
}

/** The lock, the freeze, the blocks and what is live, as they follow from what happened. */
function lineAfter(book: Book, told: Told): void {
  const { event, decision, release } = told;
  if (decision.kind !== 'moved') return;
  const { line } = book;
  switch (event.kind) {
    case 'unlocked':
      line.locked = false;
      return;
    case 'frozen':
      line.frozenUntil = event.until;
      return;
    case 'unfrozen':
      line.frozenUntil = null;
      return;
    case 'adopted':
      line.live = event.build.version;
      line.blocked.delete(event.build.version);
      line.out.clear();
      return;
    case 'return-started':
      line.locked = true;
      line.blocked.add(line.live);
      return;
    case 'done-by-hand':
      line.locked = true;
      return;
    default:
  }
  const phase = decision.release?.phase;
  if (!release || !phase) return;
  if (release.phase.kind === 'retiring' && phase.kind === 'announcing') {
    line.live = release.build.version;
    line.out.clear();
    for (const id of release.carries) line.out.add(id);
    return;
  }
  const end = hasTurned(told) && phase.kind === 'rolling-back' ? phase.end : null;
  const wasBlocked = line.blocked.has(release.build.version);
  if (end === 'rolled-back' || end === 'declined') line.blocked.add(release.build.version);
  // A canary that follows its release home does not lock again what a person unlocked since.
  if (end === 'rolled-back' && !(wasBlocked && event.kind === 'observed')) line.locked = true;
}
