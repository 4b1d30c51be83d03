import { UpstreamError } from '../../src/ports/errors.ts';
import type { Build } from '../../src/release/state/build.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { Ways } from '../../src/release/state/ways.ts';
import type { Dice } from './random.ts';
import type { TrafficShare } from '../../src/release/state/traffic-share.ts';
import { makeLies } from './lies.ts';
import { makeSteering } from './steering.ts';
import type { Schedule } from './schedule.ts';
import { asSpare, makeYard } from './yard.ts';

/** One machine of the simulated cloud, with what Davy cannot see. */
export type Box = {
  readonly id: string;
  version: string;
  image: string;
  release: string;
  slot: number;
  readonly visibleAt: number;
  /** The version it was last configured for; it changes only where servers come up bare. */
  preparedFor: string | null;
  state: Server['state'] | 'gone';
  /** When it last changed between serving and not serving by itself. */
  changedAt: number;
  joined: boolean;
  admits: boolean;
  users: number;
  keep: number;
  protected: boolean;
  bareSince: number | null;
  /** When it was last closed or left the balancer. */
  shutAt: number | null;
};

/**
 * Servers as EC2 has them: started once per token, seen late, destroyed only when unprotected;
 * users come, go and are moved.
 */
export type Cloud = ReturnType<typeof makeCloud>;

/** Whether nothing brings it back. */
export function isLeaving({ state }: Box): boolean {
  return state === 'leaving' || state === 'gone';
}

export type Climate = {
  readonly dice: Dice;
  readonly schedule: Schedule;
  readonly meanness: number;
  readonly users: number;
  /** Whether requests follow shares, and nobody stays anywhere. */
  readonly isSteered: boolean;
  readonly note: (text: string) => void;
  readonly isSick: (box: Box) => boolean;
  readonly isUncounted: () => boolean;
  /** Until then the account may not destroy anything. */
  readonly deniedUntil?: number;
  /** Whether servers come up bare; and what there is no room for now. */
  readonly prepares?: boolean;
  readonly isFull?: (what: 'order' | 'spare') => boolean;
  readonly failsToConfigure?: () => boolean;
};

export function makeCloud(
  climate: Climate,
  first: { readonly build: Build; readonly servers: number; readonly spares?: number },
) {
  const { dice, schedule, meanness, users, isSteered, note, isSick, isUncounted } = climate;
  const { deniedUntil = 0 } = climate;
  const boxes: Box[] = [];
  const lies = makeLies({ dice, share: 0.003 * meanness, now: schedule.now }, boxes, note);
  const images = new Set<string>();
  /** Whose part of the fleet does not answer now. */
  const silent = new Set<string>();
  const unread = dice.fork(8);
  let waiting = 0;
  let shown: { readonly at: number; readonly servers: readonly Server[] } | null = null;

  function add(
    build: Build,
    release: string,
    slot: number,
    state: Box['state'],
    seenAfter: number,
  ): Box {
    const box: Box = {
      id: `i-${boxes.length}`,
      version: build.version,
      image: build.image,
      release,
      slot,
      visibleAt: schedule.now() + seenAfter,
      state,
      preparedFor: state === 'ready' ? build.version : null,
      changedAt: schedule.now(),
      joined: state === 'ready',
      admits: state === 'ready',
      users: 0,
      keep: Infinity,
      protected: true,
      bareSince: null,
      shutAt: null,
    };
    boxes.push(box);
    return box;
  }

  for (let slot = 0; slot < first.servers; slot += 1)
    add(first.build, '', slot, 'ready', 0).users = Math.floor(users / first.servers);
  for (let spare = 0; spare < (first.spares ?? 0); spare += 1)
    Object.assign(add(first.build, '', 0, 'spare', 0), asSpare);
  images.add(first.build.image);

  const yard = makeYard({ climate, boxes, images, add, change, find });
  const there = () => boxes.filter((box) => box.state !== 'gone');
  const open = () => boxes.filter((box) => box.state === 'ready' && box.joined && box.admits);
  const steering = isSteered
    ? makeSteering(
        { release: '', version: first.build.version },
        { dice: dice.fork(7), schedule, open, there },
      )
    : null;

  function change(box: Box, state: Box['state']): void {
    if (box.state === state || box.state === 'gone') return;
    if ((box.state === 'ready') !== (state === 'ready')) box.changedAt = schedule.now();
    box.state = state;
    if (state === 'ready') return;
    waiting += box.users;
    box.users = 0;
  }

  /** Users come and go; those whose server died look for another. */
  function breathe(): void {
    for (const box of boxes) {
      if (box.state === 'ready' && isSick(box)) change(box, 'unhealthy');
      if (box.users === 0) continue;
      // Where traffic is steered only what is under way stays.
      const share = steering ? 0.7 : 0.03;
      const leaving = Math.min(box.users, Math.ceil(box.users * share));
      box.users -= leaving;
      waiting += leaving;
    }
    const doors = open();
    if (doors.length === 0) return;
    const here = boxes.reduce((sum, box) => sum + box.users, 0);
    const coming = Math.min(waiting, Math.max(0, users - here));
    waiting -= coming;
    if (!steering) {
      for (let user = 0; user < coming; user += 1) dice.pick(doors).users += 1;
      return;
    }
    const shares = steering.shares();
    for (const box of doors) box.users += Math.round(coming * (shares.get(box.id) ?? 0));
  }

  function handOver(box: Box, share: number): void {
    const go = Math.ceil(Math.max(0, box.users - box.keep) * share);
    const doors = open().filter((door) => door !== box);
    if (go === 0 || doors.length === 0) return;
    box.users -= go;
    for (let user = 0; user < go; user += 1) dice.pick(doors).users += 1;
  }

  function find(ids: readonly string[]): readonly Box[] {
    return ids.map((id) => {
      const box = boxes.find((one) => one.id === id);
      if (!box || silent.has(id)) throw new UpstreamError('fleet', `finding ${id}`);
      return box;
    });
  }

  const isUnread = () => unread.chance(0.005 * meanness);

  function toServer(box: Box, shares: ReadonlyMap<string, number> | undefined): Server {
    const { id, version, release, slot, joined, admits } = box;
    const state = box.state === 'gone' ? 'leaving' : box.state;
    if (silent.has(id)) {
      const nothing = { joined: false, admits: false, share: null, users: null, protected: true };
      return { id, version, release, slot, state: 'unknown', ...nothing };
    }
    return {
      id,
      version,
      release,
      slot,
      state,
      joined,
      admits,
      share: shares && !isUnread() ? (shares.get(box.id) ?? 0) : null,
      users: isUncounted() || dice.chance(0.01 * meanness) ? null : box.users,
      protected: box.protected,
    };
  }

  return {
    boxes,
    configured: yard.configured,
    there,
    open,
    steering,
    liedUntil: lies.until,
    images,
    breathe,
    change,
    serving: () => boxes.filter((box) => box.state === 'ready' && box.joined),
    usersOf: (version: string) =>
      boxes.reduce((sum, box) => sum + (box.version === version ? box.users : 0), 0),
    usersNow: () => boxes.reduce((sum, box) => sum + box.users, 0),
    observe(): readonly Server[] {
      if (shown && schedule.now() - shown.at < 3_000 && dice.chance(0.03 * meanness))
        return shown.servers;
      const shares = steering?.shares();
      shown = {
        at: schedule.now(),
        servers: there()
          .filter((box) => box.visibleAt <= schedule.now() && !lies.isHidden(box))
          .map((box) => toServer(box, shares)),
      };
      return shown.servers;
    },
    launch: (order: Parameters<typeof yard.launch>[0]) => yard.launch(order),
    prepare: (wanted: Parameters<typeof yard.prepare>[0]) => yard.prepare(wanted),
    strays: yard.strays,
    admit(ids: readonly string[]): void {
      for (const box of find(ids))
        if (box.state !== 'gone' && box.state !== 'leaving')
          Object.assign(box, { joined: true, admits: true, keep: Infinity });
    },
    close(ids: readonly string[]): void {
      for (const box of find(ids))
        if (box.admits) Object.assign(box, { admits: false, shutAt: schedule.now() });
    },
    migrate(moves: readonly { readonly id: string; readonly keep: number }[]): void {
      if (steering) throw new UpstreamError('fleet', 'handing users over: traffic is steered');
      for (const { id, keep } of moves) {
        const [box] = find([id]);
        box!.keep = keep;
        for (const second of [0.5, 1, 2])
          schedule.after(second * 1_000, () => handOver(box!, second === 2 ? 1 : 0.5));
      }
    },
    steer(shares: readonly TrafficShare[]): void {
      if (!steering) throw new UpstreamError('fleet', 'steering traffic: users are handed over');
      steering.steer(shares);
    },
    protect(ids: readonly string[], on: boolean): void {
      for (const box of find(ids)) {
        if (box.protected !== on) box.bareSince = on ? null : schedule.now();
        box.protected = on;
      }
    },
    retire(ids: readonly string[], how: Ways['empties'] = 'destroy'): void {
      const doomed = find(ids).filter((box) => box.state !== 'gone' && box.state !== 'leaving');
      if (doomed.length > 0 && schedule.now() < deniedUntil)
        throw new UpstreamError('fleet', 'destroying: this account may not');
      if (doomed.some((box) => box.protected))
        throw new UpstreamError('fleet', 'destroying a server that is protected');
      for (const box of find(ids)) {
        if (box.admits) box.shutAt = schedule.now();
        Object.assign(box, { joined: false, admits: false });
      }
      for (const box of doomed) {
        change(box, 'leaving');
        schedule.after(dice.between(5_000, 20_000), () =>
          how === 'park' ? yard.park(box) : change(box, 'gone'),
        );
      }
    },
    /** For a long while the list leaves out what this names. */
    hide: (hides: (box: Box) => boolean, forMs?: number) => lies.hide(hides, forMs),
    /** The part of the fleet that a server is in does not answer, or does again. */
    silence: (id: string, on: boolean) => void (on ? silent.add(id) : silent.delete(id)),
    /** Somebody or something outside Davy takes a server away, or makes it sick for a while. */
    strike(box: Box, how: 'gone' | 'sick'): void {
      note(`world: ${box.id} (${box.version}) is ${how}`);
      // Some are shown on their way out first, in the balancer as they were.
      const isShown = how === 'gone' && dice.chance(0.5);
      change(box, isShown ? 'leaving' : how === 'gone' ? 'gone' : 'unhealthy');
      if (isShown) schedule.after(dice.between(5_000, 60_000), () => change(box, 'gone'));
      if (how === 'sick')
        schedule.after(dice.between(5_000, 90_000), () => {
          if (box.state === 'unhealthy') change(box, 'ready');
        });
    },
  };
}
