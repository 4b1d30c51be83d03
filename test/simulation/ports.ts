import { NoCapacity } from '../../src/ports/errors.ts';
import type { Claim, Ledger } from '../../src/ports/ledger.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { Fleet, Order } from '../../src/ports/fleet.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { type Launching, slotsOf } from '../../src/release/state/launch-order.ts';
import type { Tickets } from '../../src/ports/tickets.ts';
import type { Link, Replica } from './link.ts';
import type { Oracle } from './oracle.ts';
import type { Dice } from './random.ts';
import type { Schedule } from './schedule.ts';
import type { System } from './weather.ts';
import type { World } from './world.ts';

/** What a copy of Davy is made of, and what it lives in. */
export type Parts = {
  readonly schedule: Schedule;
  readonly world: World;
  readonly link: Link;
  readonly ledger: Ledger;
  readonly oracle: Oracle;
  readonly dice: Dice;
  readonly crashes: () => number;
  readonly restarted: () => void;
};

/**
 * The ports as one replica sees them, for one piece of work: calls that change the world are told
 * to the oracle as they are issued.
 */
export function portsOf(parts: Parts, replica: Replica): (claim: Claim | null) => Ports {
  const shared = sharedPorts(parts, replica);
  return (claim) => {
    const fleet = fleetOf(parts, replica, claim);
    return { ...shared, ...signalsOf(parts, replica, claim), fleet: () => fleet };
  };
}

/** The fleet as one piece of work has it. */
function fleetOf(
  { schedule, world, link, oracle }: Parts,
  replica: Replica,
  claim: Claim | null,
): Fleet {
  const { cloud, singles } = world;
  const via = <Answer>(system: System, act: () => Promise<Answer> | Answer) =>
    link(replica, system, act);
  // A process that stands still sends nothing: what it was about to do leaves when it goes on.
  const standsStill = () => replica.pausedUntil > schedule.now();
  const acts = async (
    { stillMine }: Order,
    kind: string,
    ids: readonly string[],
    act: () => void,
    extra: object = {},
  ): Promise<void> => {
    const { generation } = replica;
    while (standsStill())
      await new Promise<void>((done) => {
        schedule.at(replica.pausedUntil, done);
      });
    await stillMine();
    if (!replica.alive || replica.generation !== generation) return via('fleet', () => undefined);
    const call = oracle.issued({ claim, replica: replica.name, kind, ids, ...extra });
    return via('fleet', () => oracle.performed(call, act));
  };
  /** Balancers and guards know one server at a time; much can happen between two calls. */
  const each = async (
    order: Order,
    kind: string,
    ids: readonly string[],
    act: (ids: readonly string[]) => void,
  ) => {
    for (const id of ids) await acts(order, kind, [id], () => act([id]));
  };
  return {
    observe: () =>
      via('fleet', () => {
        const shown = singles.show();
        if (claim) oracle.sawFleet(claim, shown);
        return { servers: cloud.observe(), singles: shown };
      }),
    launch: (order, wanted) => {
      const { release } = order;
      const slots = slotsIn(wanted);
      return acts(
        order,
        'launch',
        wanted.spares.map(({ id }) => id),
        () => {
          const { made, refused } = cloud.launch({ release, ...wanted });
          oracle.launched(release, wanted.build, made);
          if (refused) throw new NoCapacity('fleet', 'starting servers', refused);
        },
        { ...wanted, release, slots },
      );
    },
    prepare: (order, wanted) =>
      acts(order, 'prepare', wanted.ids, () => cloud.prepare(wanted), { build: wanted.build }),
    admit: (order, ids) => each(order, 'admit', ids, (some) => cloud.admit(some)),
    close: (order, ids) => each(order, 'close', ids, (some) => cloud.close(some)),
    migrate: (order, moves) =>
      acts(
        order,
        'migrate',
        moves.map(({ id }) => id),
        () => cloud.migrate(moves),
      ),
    swap: (order, { build, single, to }) =>
      acts(
        order,
        'swap',
        [single],
        () => singles.swap(order, { single, version: build.version, to }),
        { build, to },
      ),
    steer: (order, shares) =>
      acts(order, 'steer', [], () => cloud.steer(shares), { release: order.release, shares }),
    protect: (order, ids, on) =>
      each(order, on ? 'protect' : 'unprotect', ids, (some) => cloud.protect(some, on)),
    retire: (order, ids, how) => acts(order, 'retire', ids, () => cloud.retire(ids, how), { how }),
    strays: () => via('fleet', () => cloud.strays()),
    findImages: () => via('fleet', () => []),
    imageState: (_, image) => via('fleet', () => (cloud.images.has(image) ? 'ready' : 'gone')),
  };
}

/** Both sources, whose answers belong to whoever asked. */
function signalsOf(
  { world, link, oracle }: Parts,
  replica: Replica,
  claim: Claim | null,
): Pick<Ports, 'errors' | 'meter'> {
  const { signals } = world;
  const via = <Answer>(system: System, act: () => Promise<Answer> | Answer) =>
    link(replica, system, act);
  const read = async (
    system: 'sentry' | 'prometheus',
    act: () => ReturnType<typeof signals.errors>,
  ) => {
    try {
      const { readings, truth } = await via(system, act);
      oracle.looked(claim, system, truth);
      return readings;
    } catch (cause) {
      oracle.looked(claim, system, 'missing');
      throw cause;
    }
  };
  return {
    errors: () => ({
      read: (question) => read('sentry', () => signals.errors(question)),
      trace: () =>
        via('sentry', () => ({ kind: 'untraced', why: 'nobody wrote down where it came from' })),
    }),
    meter: () => ({
      read: (question) => read('prometheus', () => signals.meter(question)),
      count: async () => null,
      history: async () => [],
      reconnects: (question) => via('prometheus', () => signals.reconnects(question)),
    }),
  };
}

/** What is the same for all work of a replica. */
function sharedPorts(
  { schedule, world, link, ledger, oracle }: Parts,
  replica: Replica,
): Omit<Ports, 'fleet' | 'errors' | 'meter'> {
  const { pager, board, directory, tracker, hosts } = world;
  const clock: Clock = { now: () => schedule.now(), wall: (at) => at };
  const via = <Answer>(system: System, act: () => Promise<Answer> | Answer) =>
    link(replica, system, act);
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
    post: (message: Parameters<typeof board.api.post>[0]) =>
      via(system, () => board.api.post(message)),
    update: (message: Parameters<typeof board.api.update>[0]) =>
      via(system, () => board.api.update(message)),
    below: (place: Parameters<typeof board.api.below>[0]) =>
      via(system, () => board.api.below(place)),
    remove: (message: Parameters<typeof board.api.remove>[0]) =>
      via(system, () => board.api.remove(message)),
    find: (place: Parameters<typeof board.api.find>[0]) => via(system, () => board.api.find(place)),
  });
  return {
    clock,
    source: () => ({
      contains: (build, commit) =>
        via('source', () => world.repository.api.contains(build, commit)),
      within: (build, commits) => via('source', () => world.repository.api.within(build, commits)),
      containsAny: (build, commit, served) =>
        via('source', () => world.repository.api.containsAny(build, commit, served)),
      changes: (from, to) =>
        via('source', async () => tracker.named(await world.repository.api.changes(from, to))),
    }),
    tickets: () => tickets,
    deploys: () => null,
    news: null,
    rollbackOrders: () => null,
    ledger: overLink(ledger, (act) => via('ledger', act), oracle),
    pager: () => ({
      page: (call) => via('pager', () => pager.api.page(call)),
      resolve: (service, key) => via('pager', () => pager.api.resolve(service, key)),
    }),
    jobs: () => ({
      begin: (order) =>
        via('hosts', () => {
          const known = hosts.book.length;
          const begun = hosts.begin(order);
          const run = hosts.book[known];
          if (run) oracle.jobs.began(order, run);
          return begun;
        }),
      look: (place) => via('hosts', () => hosts.look(place)),
      stop: (place) => via('hosts', () => hosts.stop(place)),
    }),
    board: slack('slack'),
    pageBoard: slack('pageSlack'),
    people: {
      roster: (teams) => via('directory', () => directory.api.roster(teams)),
      person: (id) => via('directory', () => directory.api.person(id)),
      byEmail: (email) => via('directory', () => directory.api.byEmail(email)),
      presence: async () => ({}),
    },
  };
}

function slotsIn({ orders, spares }: Launching): readonly number[] {
  return [...orders.flatMap(slotsOf), ...spares.map(({ slot }) => slot)];
}

function overLink(
  ledger: Ledger,
  via: <Answer>(act: () => Promise<Answer>) => Promise<Answer>,
  oracle: Oracle,
): Ledger {
  return {
    ...ledger,
    decide: (about, judge, wake) =>
      via(() => oracle.deciding(about, (watched) => ledger.decide(about, watched(judge), wake))),
    claim: (wanted, now) => via(() => ledger.claim(wanted, now)),
    renew: (claim, seq) =>
      via(async () => {
        await ledger.renew(claim, seq);
        oracle.renewed(claim, seq);
      }),
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
    soak: (release) => via(() => ledger.soak(release)),
    saveSoak: (claim, release, soaked) => via(() => ledger.saveSoak(claim, release, soaked)),
    looks: (release, wanted) => via(() => ledger.looks(release, wanted)),
    jobOutputs: (run) => via(() => ledger.jobOutputs(run)),
    saveJobOutput: (claim, output) => via(() => ledger.saveJobOutput(claim, output)),
  };
}
