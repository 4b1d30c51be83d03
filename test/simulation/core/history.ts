import type { Event } from '../../../src/release/state/event.ts';
import { type Line, newLine } from '../../../src/release/state/line.ts';
import { isOpen, type Release } from '../../../src/release/state/release.ts';
import { nextStep } from '../../../src/release/servers/next-step.ts';
import type { Step } from '../../../src/release/servers/step.ts';
import { transition } from '../../../src/release/transition.ts';
import { capacityOf } from '../../../src/release/start/start-facts.ts';
import { makeDice } from '../random.ts';
import { makeAgenda } from './agenda.ts';
import { fleetSeen, makeBook, type Told } from './book.ts';
import { makeMachines } from './fleet.ts';
import { isOnTheWay, type Saying, speak, start, tidy } from './people.ts';
import { lookOf, type Truth } from './readings.ts';
import { type WayName, waysOf } from '../ways.ts';
import { buildOf, isNight, natureOf, planOf, stepText } from './samples.ts';
import { call } from './calls.ts';
import { trouble } from './trouble.ts';
import { makeOutside } from './outside.ts';
import { checkTold } from './rules.ts';
import { checkIdle } from './rules-calls.ts';
import { makeCustoms } from './customs.ts';
import { watchPromises } from './promises.ts';
import { checkEnd } from './rules-end.ts';
import { watched } from './rules-health.ts';
import { checkStep } from './rules-servers.ts';
import { liveSingles } from './singles-life.ts';
import { waitOn } from './rules-reminded.ts';
import { checkTraffic } from './rules-traffic.ts';
import { checkLate } from './rules-time.ts';

/** What came of one history of the core alone. */
export type CoreTold = {
  readonly seed: number;
  readonly events: number;
  readonly faults: number;
  readonly wholeWay: boolean;
  readonly violations: readonly string[];
  readonly journal: readonly string[];
};

const minute = 60_000;
const begin = Date.UTC(2026, 4, 4, 9);
const calmMs = 40 * minute;
/** While nothing changes it is looked only so seldom, in looks of its plan. */
const quietLooks = 2;

/** Phases in which the sources are asked. */
const measured = [...watched, 'stuck'];

/**
 * One whole life of a service in the core alone: no ledger, no lanes, no calls that get lost. Time
 * jumps from one thing that can happen to the next. The same seed always tells the same life.
 */
export function runCore(seed: number, way: WayName, keepsJournal = false): CoreTold {
  const dice = makeDice(seed);
  const faults = dice.pick([0.3, 1, 2]);
  const builds = Array.from({ length: 5 }, (_, i) => buildOf(`1.${41 + i}.0`));
  const customs = makeCustoms(seed, builds, begin, dice.fork(4));
  const plan = customs.plan(planOf(dice, waysOf(way, seed)));
  const natures = new Map(builds.map(({ version }) => [version, natureOf(dice)]));
  natures.set('1.41.0', { illFromMs: Number.POSITIVE_INFINITY, illness: 'bad' });
  const first = dice.between(2, 5);
  const crowd = first * dice.between(4, 12) * (isNight(plan.ways, seed) ? 0 : 1);
  const steers = plan.ways.moves === 'traffic';
  const machines = makeMachines(dice.fork(1), '1.41.0', first, crowd, {
    isSteered: steers,
    prepares: plan.ways.prepares,
    spares: plan.ways.prepares ? dice.between(0, 4) : 0,
    guards: plan.ways.prepares || seed % 5 !== 0,
  });
  const outside = makeOutside(machines, dice.fork(5), note);
  const book = makeBook('1.41.0', note);
  const promises = watchPromises(book, customs.slot);
  const singles = liveSingles(dice, plan.ways.singles, '1.41.0', begin, book);
  const journal: string[] = [];
  const agenda = makeAgenda();
  const { releases } = agenda;
  let line: Line = { ...newLine('board'), live: builds[0] ?? null };
  let now = begin;
  let events = 0;
  let thrown = 0;
  let isCalm = false;
  let restedSince = begin;
  let went = false;
  let noted = '';
  let fullUntil = 0;
  return live();

  function live(): CoreTold {
    const stop = begin + dice.between(18, 38) * minute;
    let next = begin + dice.between(1, 20) * 1_000;
    while (now < stop) {
      liveUntil(Math.min(next, stop));
      if (now >= next) {
        say(speak(dice, sight()));
        for (const saying of customs.speak(sight())) say(saying);
        trouble(machines, { now, dice, falls, note, isCalm });
        if (plan.ways.prepares && falls(0.06)) fullUntil = now + dice.between(5, 150) * 1_000;
        thrown += singles.trouble(now, faults);
        thrown += outside.trouble({ now, live: line.live?.version, faults });
        next = now + dice.between(8, 50) * 1_000;
      }
    }
    isCalm = true;
    fullUntil = 0;
    restedSince = now;
    singles.world.heal(now);
    machines.speak();
    const end = now + calmMs;
    do {
      liveUntil(now + 30_000);
      say(tidy(dice, sight()));
    } while (now < end && isRestless());
    checkEnd(book, { releases, machines, line, at: now });
    // Long after, when nobody looks at anything any more.
    for (const { id } of agenda.open())
      waitOn({ ...agenda, book, from: now, pass: (event) => tell(id, event) }, id);
    return {
      seed,
      events,
      faults: thrown,
      wholeWay: went,
      violations: book.violations,
      journal,
    };
  }

  /** Whether anything is on its way, or was until a moment ago. */
  function isRestless(): boolean {
    if (agenda.open().some(isOnTheWay)) restedSince = now;
    return now - restedSince < 2 * minute;
  }

  /** Lives on to a time: whatever is due first comes first. */
  function liveUntil(time: number): void {
    for (;;) {
      const due = agenda.next(now, line.freeze?.until ?? null);
      if (due.at > time) break;
      now = Math.max(now, due.at);
      happen(due);
      singles.passed(releases, now);
      checkLate(book, (id) => isAlive(id), now);
      promises.passed(releases, now);
    }
    now = Math.max(now, time);
  }

  function happen({ what, id }: ReturnType<typeof agenda.next>): void {
    switch (what) {
      case 'time passes':
        return passTime(id);
      case 'look':
        return look(id);
      case 'measure':
        return measure(id);
      case 'thaw':
        return tell(null, { kind: 'unfrozen', at: now, by: null, roster: null });
    }
  }

  function passTime(id: string): void {
    const [before, phase] = [agenda.deadlineOf(id), releases.get(id)?.phase];
    tell(id, { kind: 'time-passed', at: now });
    // A deadline that just had no effect is looked at again, not at once.
    if (agenda.deadlineOf(id) === before && releases.get(id)?.phase === phase)
      agenda.tryAgain(id, now + plan.lookEveryMs);
  }

  function look(id: string): void {
    const release = releases.get(id);
    if (!release) return;
    machines.until(now);
    machines.seat();
    const { phase, plan } = release;
    const moves = !['soaking', 'waiting', 'approved', 'stuck', 'queued'].includes(phase.kind);
    agenda.lookAt(id, now + (moves ? 4_000 : plan.lookEveryMs));
    if (falls(0.02)) return;
    const uncounted = falls(0.01);
    const servers = machines.show(now, () => uncounted);
    const shadow = book.of(id);
    if (shadow) shadow.fleet = fleetSeen(release, shadow, servers, now);
    const commit = line.live?.commit ?? '';
    const ancestry = { commit, contained: containsLive(release) };
    const told = falls(0.1) ? {} : { ancestry };
    checkTraffic(book, release, machines, servers);
    const shown = { servers, singles: singles.show(now), ...told };
    tell(id, { kind: 'observed', at: now, wall: now, ...shown });
    const after = releases.get(id);
    if (!after || !isOpen(after)) return;
    const step = nextStep(line, after, servers, now);
    const looked = { at: now, release: after, seen: servers, machines };
    checkIdle(book, looked, step);
    if (!step && after.phase.kind === phase.kind) {
      // What is waited for comes when the fleet changes: looks until then would show the same.
      const soonest = now + (moves ? 1_000 : plan.lookEveryMs);
      const latest = now + quietLooks * plan.lookEveryMs;
      agenda.lookAt(id, Math.min(latest, Math.max(soonest, machines.changesAt(now))));
    }
    if (step) {
      const doing = { ...looked, step };
      checkStep(book, doing);
      singles.ordered(doing);
      carryOut(after, step);
      agenda.lookAt(id, now + 1_000);
    }
    if (after.phase.kind === 'approved' && customs.isStarted(after))
      say(start(dice, sight(), after, null));
  }

  function measure(id: string): void {
    const release = releases.get(id);
    if (!release) return;
    const late = falls(0.03) ? dice.between(1, 8) : 1;
    agenda.measureAt(id, now + late * release.plan.lookEveryMs);
    const nature = natures.get(release.build.version);
    if (!nature || !measured.includes(release.phase.kind)) return;
    const served = now - release.at;
    const { truth, readings } = lookOf(dice, nature, served, isCalm ? 0 : faults);
    if (truth.says === 'unknown' || truth.says === 'both-bad') thrown += 1;
    tell(id, { kind: 'measured', at: now, readings }, truth);
  }

  function carryOut(release: Release, step: Step): void {
    note(`${release.id} ${release.phase.kind}: ${stepText(step)}`);
    // A call whose answer is lost may have happened or not.
    const isLost = falls(0.02);
    if (isLost && (!plan.ways.prepares || dice.chance(0.5))) return;
    const isFull = now < fullUntil;
    const calling = { release, step, singles: singles.world, now, dice, falls, isFull };
    const refused = call(machines, calling);
    // A refusal that nobody heard is none.
    if (!refused || isLost) return;
    book.hands.refused(release.id, refused);
    tell(release.id, { kind: 'launch-refused', at: now, wall: now, ...refused });
  }

  function say(said: Saying | null): void {
    if (!said) return;
    const { about, event } = customs.known(said, agenda.open());
    tell(about, event);
    // Pressed twice, or delivered twice.
    if (falls(0.1)) tell(about, event);
  }

  function tell(id: string | null, event: Event, truth: Truth | null = null): void {
    const release = id === null ? null : (releases.get(id) ?? null);
    const others = agenda.open().filter((one) => one.id !== id);
    const decision = transition(line, release, others, event);
    events += 1;
    const told: Told = { at: event.at, line, release, others, event, decision, truth };
    checkTold(book, told);
    promises.told(told);
    singles.told(told);
    if (decision.kind === 'refused') return;
    line = decision.line;
    if (decision.release) keep(decision.release, release, event);
    if (decision.kind === 'moved' && decision.born) keep(decision.born, null, event);
  }

  function keep(release: Release, before: Release | null, event: Event): void {
    agenda.keep(release);
    if (before?.phase.kind === release.phase.kind) return;
    note(`${event.kind}: ${release.id} ${before?.phase.kind ?? 'born'} → ${release.phase.kind}`);
    agenda.lookAt(release.id, now);
    const back = release.phase.kind === 'rolled-back' && before?.kind === 'release';
    if (release.kind === 'release' && (release.phase.kind === 'live' || back)) went = true;
    if (release.kind === 'prerelease' && release.phase.kind === 'rolled-back') went = true;
  }

  function sight() {
    const servers = machines.show(now, () => false);
    const open = agenda.open();
    const more = { servers: capacityOf(servers, open), plan, faults: isCalm ? 0 : faults };
    return { at: now, line, open, candidates: builds.slice(1), ...more };
  }

  /** Builds are made one after another: a newer one contains an older. */
  function containsLive({ build }: Release): boolean {
    const place = (version: string | undefined) =>
      builds.findIndex((one) => one.version === version);
    return place(build.version) > place(line.live?.version);
  }

  function isAlive(id: string): boolean {
    const release = releases.get(id);
    return release !== undefined && isOpen(release) && release.phase.kind !== 'rolling-back';
  }

  function falls(share: number): boolean {
    if (isCalm || !dice.chance(share * faults)) return false;
    thrown += 1;
    return true;
  }

  function note(text: string): void {
    if (!keepsJournal || text === noted) return;
    noted = text;
    journal.push(`${((now - begin) / 1_000).toFixed(1)} ${text}`);
  }
}
