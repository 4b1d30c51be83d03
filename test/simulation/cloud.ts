import { UpstreamError } from '../../src/ports/errors.ts';
import type { Build } from '../../src/release/state/build.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { Dice } from './random.ts';
import type { Schedule } from './schedule.ts';

/** One machine of the simulated cloud, with what Davy cannot see. */
export type Box = {
  readonly id: string;
  readonly version: string;
  readonly image: string;
  readonly release: string;
  readonly slot: number;
  readonly visibleAt: number;
  state: Server['state'] | 'gone';
  /** When it last changed between serving and not serving by itself. */
  changedAt: number;
  joined: boolean;
  admits: boolean;
  users: number;
  keep: number;
  protected: boolean;
  bareSince: number | null;
};

/** Servers of one build, as a release orders them. */
export type LaunchOrder = {
  readonly release: string;
  readonly build: Build;
  readonly slots: readonly number[];
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
  readonly note: (text: string) => void;
  readonly isSick: (box: Box) => boolean;
  readonly isUncounted: () => boolean;
};

export function makeCloud(
  { dice, schedule, meanness, users, note, isSick, isUncounted }: Climate,
  first: { readonly build: Build; readonly servers: number },
) {
  const boxes: Box[] = [];
  const tokens = new Set<string>();
  const images = new Set<string>();
  let waiting = 0;
  let lie: { readonly until: number; readonly hides: (box: Box) => boolean } | null = null;
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
      changedAt: schedule.now(),
      joined: state === 'ready',
      admits: state === 'ready',
      users: 0,
      keep: Infinity,
      protected: true,
      bareSince: null,
    };
    boxes.push(box);
    return box;
  }

  for (let slot = 0; slot < first.servers; slot += 1)
    add(first.build, '', slot, 'ready', 0).users = Math.floor(users / first.servers);
  images.add(first.build.image);

  const there = () => boxes.filter((box) => box.state !== 'gone');
  const open = () => boxes.filter((box) => box.state === 'ready' && box.joined && box.admits);

  function change(box: Box, state: Box['state']): void {
    if (box.state === state || box.state === 'gone') return;
    if ((box.state === 'ready') !== (state === 'ready')) box.changedAt = schedule.now();
    box.state = state;
    if (state === 'ready') return;
    waiting += box.users;
    box.users = 0;
  }

  function boot(box: Box): void {
    const slow = dice.chance(0.03 * meanness);
    schedule.after(slow ? 400_000 : dice.between(8_000, 60_000), () => {
      if (box.state === 'starting')
        change(box, dice.chance(0.03 * meanness) ? 'unhealthy' : 'ready');
    });
  }

  /** Users come and go; those whose server died look for another. */
  function breathe(): void {
    for (const box of boxes) {
      if (box.state === 'ready' && isSick(box)) change(box, 'unhealthy');
      if (box.users === 0) continue;
      const leaving = Math.min(box.users, Math.ceil(box.users * 0.03));
      box.users -= leaving;
      waiting += leaving;
    }
    const doors = open();
    if (doors.length === 0) return;
    const here = boxes.reduce((sum, box) => sum + box.users, 0);
    const coming = Math.min(waiting, Math.max(0, users - here));
    for (let user = 0; user < coming; user += 1) dice.pick(doors).users += 1;
    waiting -= coming;
  }

  function handOver(box: Box, share: number): void {
    const go = Math.ceil(Math.max(0, box.users - box.keep) * share);
    const doors = open().filter((door) => door !== box);
    if (go === 0 || doors.length === 0) return;
    box.users -= go;
    for (let user = 0; user < go; user += 1) dice.pick(doors).users += 1;
  }

  /** At times the list leaves out some servers, or all, for a while: nothing happened to them. */
  function isHidden(box: Box): boolean {
    if (lie !== null && schedule.now() < lie.until) return lie.hides(box);
    lie = null;
    if (!dice.chance(0.003 * meanness)) return false;
    const one = dice.pick(boxes);
    const hides = dice.pick<(other: Box) => boolean>([
      () => true,
      ({ version }) => version === one.version,
      ({ id }) => id === one.id,
    ]);
    lie = { until: schedule.now() + dice.between(1_000, 20_000), hides };
    note(
      `world: the list leaves out ${boxes
        .filter(hides)
        .map(({ id }) => id)
        .join()}`,
    );
    return lie.hides(box);
  }

  function find(ids: readonly string[]): readonly Box[] {
    return ids.map((id) => {
      const box = boxes.find((one) => one.id === id);
      if (!box) throw new UpstreamError('fleet', `finding ${id}`);
      return box;
    });
  }

  function toServer(box: Box): Server {
    const { id, version, release, slot, joined, admits } = box;
    const state = box.state === 'gone' ? 'leaving' : box.state;
    return {
      id,
      version,
      release,
      slot,
      state,
      joined,
      admits,
      share: null,
      users: isUncounted() || dice.chance(0.01 * meanness) ? null : box.users,
      protected: box.protected,
    };
  }

  return {
    boxes,
    there,
    open,
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
      shown = {
        at: schedule.now(),
        servers: there()
          .filter((box) => box.visibleAt <= schedule.now() && !isHidden(box))
          .map(toServer),
      };
      return shown.servers;
    },
    launch({ release, build, slots }: LaunchOrder): readonly Box[] {
      if (!images.has(build.image))
        throw new UpstreamError('fleet', `finding image ${build.image}`);
      return slots.flatMap((slot) => {
        const token = `${release}/${slot}/${build.image}`;
        if (tokens.has(token)) return [];
        tokens.add(token);
        const seenAfter = dice.chance(0.3) ? dice.between(1_000, meanness > 0 ? 60_000 : 5_000) : 0;
        const box = add(build, release, slot, 'starting', seenAfter);
        boot(box);
        return [box];
      });
    },
    admit(ids: readonly string[]): void {
      for (const box of find(ids))
        if (box.state !== 'gone' && box.state !== 'leaving')
          Object.assign(box, { joined: true, admits: true, keep: Infinity });
    },
    close(ids: readonly string[]): void {
      for (const box of find(ids)) box.admits = false;
    },
    migrate(moves: readonly { readonly id: string; readonly keep: number }[]): void {
      for (const { id, keep } of moves) {
        const [box] = find([id]);
        box!.keep = keep;
        for (const second of [0.5, 1, 2])
          schedule.after(second * 1_000, () => handOver(box!, second === 2 ? 1 : 0.5));
      }
    },
    protect(ids: readonly string[], on: boolean): void {
      for (const box of find(ids)) {
        if (box.protected !== on) box.bareSince = on ? null : schedule.now();
        box.protected = on;
      }
    },
    retire(ids: readonly string[]): void {
      const doomed = find(ids).filter((box) => box.state !== 'gone' && box.state !== 'leaving');
      if (doomed.some((box) => box.protected))
        throw new UpstreamError('fleet', 'destroying a server that is protected');
      for (const box of find(ids)) Object.assign(box, { joined: false, admits: false });
      for (const box of doomed) {
        change(box, 'leaving');
        schedule.after(dice.between(5_000, 20_000), () => change(box, 'gone'));
      }
    },
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
