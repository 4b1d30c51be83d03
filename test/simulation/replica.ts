import { makeTell } from '../../src/engine/tell.ts';
import type { Shop } from '../../src/engine/shop.ts';
import { work } from '../../src/engine/work.ts';
import type { Claim, Clock, Fleet, Ledger, Ports, Tickets } from '../../src/ports.ts';
import { isCalling } from '../../src/release/call.ts';
import type { Lane } from '../../src/release/decision.ts';
import type { WantedMessage, Story } from '../../src/views/story.ts';
import type { Link, Replica } from './link.ts';
import type { Oracle } from './oracle.ts';
import type { Dice } from './random.ts';
import type { Schedule } from './schedule.ts';
import type { System } from './weather.ts';
import type { World } from './world.ts';

export const lanes: readonly Lane[] = ['page', 'clock', 'world', 'watch', 'slack', 'tickets'];
const atOnce = 4;

export type Copy = { readonly replica: Replica; readonly poll: () => void; readonly ports: () => Ports; readonly crash: (forMs: number) => void; readonly pause: (forMs: number) => void; readonly awayUntil: () => number };

type Parts = { readonly schedule: Schedule; readonly world: World; readonly link: Link; readonly ledger: Ledger; readonly oracle: Oracle; readonly dice: Dice; readonly crashes: () => number; readonly restarted: () => void };

/** One running copy of Davy: the engine's own lanes and `tell`, each outside call over a link that may fail. */
export function makeCopy(name: string, parts: Parts): Copy {
  const { schedule, dice, oracle, crashes } = parts;
  const replica: Replica = { name, alive: true, generation: 0, pausedUntil: 0 };
  let inHand = new Map<Lane, number>();
  let polling = false;
  let awayUntil = 0;
  const isUp = () => replica.alive && replica.pausedUntil <= schedule.now();

  function crash(forMs: number): void {
    if (!replica.alive) return;
    oracle.note(`${name}: crash`);
    replica.alive = false;
    awayUntil = schedule.now() + forMs;
    replica.generation += 1;
    inHand = new Map();
    polling = false;
    schedule.after(forMs, () => {
      replica.alive = true;
      replica.pausedUntil = 0;
      oracle.note(`${name}: back`);
      parts.restarted();
      poll();
    });
  }

  function at(): void {
    if (dice.chance(crashes())) crash(dice.between(500, 20_000));
  }

  function poll(): void {
    if (!isUp() || polling) return;
    const free = lanes.filter((lane) => (inHand.get(lane) ?? 0) < atOnce);
    if (free.length === 0) return;
    polling = true;
    const { generation } = replica;
    const ports = portsOf(parts, replica, null);
    void claimOne(ports.ledger, free, generation);
  }

  async function claimOne(ledger: Ledger, free: readonly Lane[], generation: number): Promise<void> {
    try {
      const claim = await ledger.claim(free, schedule.now());
      polling = false;
      if (!claim) return;
      oracle.lent(claim);
      begin(claim, generation);
      poll();
    } catch {
      polling = false;
      schedule.after(500, poll);
    }
  }

  function begin(claim: Claim, generation: number): void {
    inHand.set(claim.lane, (inHand.get(claim.lane) ?? 0) + 1);
    const over = () => {
      if (replica.generation !== generation) return;
      inHand.set(claim.lane, (inHand.get(claim.lane) ?? 1) - 1);
      poll();
    };
    const shop = makeShop(parts, replica, claim, at);
    work(shop, claim).then(over, over);
  }

  return {
    replica, poll, crash, awayUntil: () => awayUntil,
    ports: () => portsOf(parts, replica, null),
    pause(forMs) {
      if (!replica.alive) return;
      oracle.note(`${name}: pause ${forMs}`);
      replica.pausedUntil = schedule.now() + forMs;
      awayUntil = replica.pausedUntil;
      schedule.after(forMs, poll);
    },
  };
}

function makeShop(parts: Parts, replica: Replica, claim: Claim, at: (point: string) => void): Shop {
  const ports = portsOf(parts, replica, claim);
  const quiet = () => undefined;
  return {
    ports,
    tell: makeTell({ ledger: ports.ledger, clock: ports.clock }),
    log: { info: quiet, warn: quiet, error: quiet },
    face: (service) => ({ name: service, channel: 'C1', changelogChannel: null, oncall: 'S0ONCALL', teams: [], dashboard: null, tickets: { url: 'https://jira.example.com', projects: ['BRD'], done: 'Done', fixVersion: 'board {version}' } }),
    draw: drawStory,
    drawLine: () => [],
    office: { timezone: 'Europe/Amsterdam', from: 9 * 60, to: 17 * 60, days: [1, 2, 3, 4, 5], holidays: [] },
    teams: () => parts.world.directory.teams,
    releaseId: (seed) => `rel_${seed.replaceAll(/[^\w]/g, '_')}`,
    at,
  };
}

/** The ports as one replica sees them, for one piece of work: calls that change the world are told to the oracle as they are issued. */
export function portsOf({ schedule, world, link, ledger, oracle }: Parts, replica: Replica, claim: Claim | null): Ports {
  const { cloud, signals, pager, board, directory, tracker } = world;
  const clock: Clock = { now: () => schedule.now(), wall: (at) => at };
  const via = <Answer>(system: System, act: () => Promise<Answer> | Answer) => link(replica, system, act);
  const acts = (kind: string, ids: readonly string[], act: () => void, extra: object = {}) => {
    if (!replica.alive) return via<void>('fleet', () => undefined);
    const call = oracle.issued({ claim, replica: replica.name, kind, ids, ...extra });
    return via<void>('fleet', () => oracle.performed(call, act));
  };
  const fleet: Fleet = {
    observe: () => via('fleet', () => cloud.observe()),
    launch: ({ release, build, slots }) => acts('launch', [], () => oracle.launched(release, build, cloud.launch({ release, build, slots })), { build, release, slots }),
    admit: (_, ids) => acts('admit', ids, () => cloud.admit(ids)),
    close: (_, ids) => acts('close', ids, () => cloud.close(ids)),
    migrate: (_, moves) => acts('migrate', moves.map(({ id }) => id), () => cloud.migrate(moves)),
    protect: (_, ids, on) => acts(on ? 'protect' : 'unprotect', ids, () => cloud.protect(ids, on)),
    retire: (_, ids) => acts('retire', ids, () => cloud.retire(ids)),
    findImage: (_, image) => via('fleet', () => cloud.images.has(image)),
  };
  const read = async (system: 'sentry' | 'prometheus', act: () => ReturnType<typeof signals.errors>) => {
    try {
      const { readings, truth } = await via(system, act);
      oracle.looked(claim, system, truth);
      return readings;
    } catch (cause) {
      oracle.looked(claim, system, 'missing');
      throw cause;
    }
  };
  const tickets: Tickets = {
    read: (key) => via('jira', () => tracker.read(key)),
    move: (key, transition) => via('jira', () => tracker.move(key, transition)),
    makeVersion: (_, name) => via('jira', () => tracker.makeVersion(name)),
    addVersion: (key, name) => via('jira', () => tracker.addVersion(key, name)),
    releaseVersion: (_, name) => via('jira', () => tracker.releaseVersion(name)),
    hasComment: (key, marker) => via('jira', () => tracker.hasComment(key, marker)),
    comment: (key, marker) => via('jira', () => tracker.comment(key, marker)),
  };
  const slack = (system: 'slack' | 'pageSlack') => ({
    post: (message: Parameters<typeof board.api.post>[0]) => via(system, () => board.api.post(message)),
    update: (message: Parameters<typeof board.api.update>[0]) => via(system, () => board.api.update(message)),
    find: (place: Parameters<typeof board.api.find>[0]) => via(system, () => board.api.find(place)),
  });
  return {
    clock, source: () => ({ contains: (build, commit) => via('source', () => world.repository.api.contains(build, commit)), changes: (from, to) => via('source', async () => tracker.named(await world.repository.api.changes(from, to))) }), tickets: () => tickets,
    ledger: overLink(ledger, (act) => via('ledger', act), oracle),
    fleet: () => fleet,
    errors: () => ({
      read: (question) => read('sentry', () => signals.errors(question)),
      trace: () => via('sentry', () => ({ kind: 'untraced', why: 'nobody wrote down where it came from' })),
    }),
    meter: () => ({ read: (question) => read('prometheus', () => signals.meter(question)), reconnects: (question) => via('prometheus', () => signals.reconnects(question)) }),
    pager: () => ({ page: (call) => via('pager', () => pager.api.page(call)), resolve: (service, key) => via('pager', () => pager.api.resolve(service, key)) }),
    board: slack('slack'),
    pageBoard: slack('pageSlack'),
    people: { roster: (teams) => via('directory', () => directory.api.roster(teams)), person: (id) => via('directory', () => directory.api.person(id)), byEmail: (email) => via('directory', () => directory.api.byEmail(email)), presence: async () => ({}) },
  };
}

function overLink(ledger: Ledger, via: <Answer>(act: () => Promise<Answer>) => Promise<Answer>, oracle: Oracle): Ledger {
  return {
    ...ledger,
    decide: (about, judge, wake) => via(() => oracle.deciding(about, (watched) => ledger.decide(about, watched(judge), wake))),
    claim: (wanted, now) => via(() => ledger.claim(wanted, now)),
    renew: (claim) => via(() => ledger.renew(claim)),
    settle: (claim, outcome) => via(() => ledger.settle(claim, outcome)),
    pending: (claim) => via(() => ledger.pending(claim)),
    done: (claim, id) => via(() => ledger.done(claim, id)),
    line: (service) => via(() => ledger.line(service)),
    release: (id) => via(() => ledger.release(id)),
    open: (service) => via(() => ledger.open(service)),
    history: (service, limit) => via(() => ledger.history(service, limit)),
    messages: (subject) => via(() => ledger.messages(subject)),
    changelog: (service, from, to) => via(() => ledger.changelog(service, from, to)),
    saveChangelog: (log) => via(() => ledger.saveChangelog(log)),
    ticketWork: (release) => via(() => ledger.ticketWork(release)),
    saveTicketWork: (claim, work) => via(() => ledger.saveTicketWork(claim, work)),
    addMessage: (message) => via(() => ledger.addMessage(message)),
    saveMessage: (message) => via(() => ledger.saveMessage(message)),
    receive: (delivery) => via(() => ledger.receive(delivery)),
    claimDelivery: () => via(() => ledger.claimDelivery()),
    claimDeliveryById: (id) => via(() => ledger.claimDeliveryById(id)),
    answered: (id) => via(() => ledger.answered(id)),
    saveReadings: (release, at, readings) => via(() => ledger.saveReadings(release, at, readings)),
    knownIssues: (service) => via(() => ledger.knownIssues(service)),
    saveErrors: (errors) => via(() => ledger.saveErrors(errors)),
    errors: (service, version) => via(() => ledger.errors(service, version)),
    readings: async () => [],
  };
}

/** Small messages in place of the real ones: what matters here is when they are posted, and that they say what is so. */
export function drawStory({ build, prerelease, release, carries }: Story): readonly WantedMessage[] {
  const message = (subject: string, kind: string, lane: 'slack' | 'page', place: 'channel' | 'thread', text: string): WantedMessage => ({
    subject, kind, lane, place, broadcast: false, post: true, content: { text, rich: [], classic: [] },
  });
  const both = [prerelease, release].filter((one) => one !== null);
  const words = both.map((one) => `${one.kind} ${one.phase.kind}${one.hold ? ' on hold' : ''}, ${one.approvals.length} approvals, ${one.rev}`);
  const card = message(release && carries ? release.id : `build:${build.service}@${build.version}`, 'card', 'slack', 'channel', [build.version, ...words].join('; '));
  const pages = both.flatMap((one) => Array.from({ length: one.countdowns }, (_, index) => {
    const running = one.countdown?.number === index + 1 ? one.countdown : null;
    return message(one.id, `page:${index + 1}`, 'page', 'channel', running ? `${one.phase.kind} at ${running.deadline}` : `${one.phase.kind}, over`);
  }));
  const calls = both.flatMap((one) => (one.call && one.call.againAt !== null ? [message(one.id, `call:${one.call.number}`, 'page', 'channel', one.call.ended && one.call.ended.kind === 'answered' ? `${one.call.ended.by.name} is on it` : isCalling(one) ? 'nobody answered' : 'over')] : []));
  return [card, ...pages, ...calls];
}
