import { UpstreamError } from '../../src/ports/errors.ts';
import type { Stray } from '../../src/ports/fleet.ts';
import type { Build } from '../../src/release/state/build.ts';
import {
  type Launching,
  type Refused,
  type Slots,
  slotsOf,
  type SpareOrder,
} from '../../src/release/state/launch-order.ts';
import type { Box, Climate } from './cloud.ts';

/** Servers of one build, as a release orders them. */
type CloudOrder = Launching & { readonly release: string; readonly build: Build };

/** What became of an order: what it started, and what was refused for certain. */
type Started = { readonly made: readonly Box[]; readonly refused: Refused | null };

/** A spare is nobody's, and every build can be put on it. */
export const asSpare = {
  release: '',
  slot: 0,
  version: '',
  image: '',
  joined: false,
  admits: false,
  protected: true,
  bareSince: null,
  preparedFor: null,
} as const;

/** What the yard needs of its cloud. */
type Ground = {
  readonly climate: Climate;
  readonly boxes: readonly Box[];
  readonly images: ReadonlySet<string>;
  readonly add: (
    build: Build,
    release: string,
    slot: number,
    state: Box['state'],
    seenAfter: number,
  ) => Box;
  readonly change: (box: Box, state: Box['state']) => void;
  readonly find: (ids: readonly string[]) => readonly Box[];
};

/**
 * Where the cloud's servers come from and go to: new ones, spares that are taken, what is
 * configured, and what is kept.
 */
export function makeYard({ climate, boxes, images, add, change, find }: Ground) {
  const { dice, schedule, meanness } = climate;
  const tokens = new Set<string>();
  const configured: string[] = [];

  function boot(box: Box): void {
    const slow = dice.chance(0.03 * meanness);
    schedule.after(slow ? 400_000 : dice.between(8_000, 60_000), () => {
      if (box.state !== 'starting') return;
      if (climate.prepares) return change(box, 'bare');
      become(box);
    });
  }

  function become(box: Box): void {
    change(box, dice.chance(0.03 * meanness) ? 'unhealthy' : 'ready');
  }

  /** A job configures it; most end well, some fail, and some never end. */
  function configure(box: Box, build: Build): void {
    configured.push(box.id);
    change(box, 'starting');
    const never = dice.chance(0.02 * meanness);
    schedule.after(never ? 4_000_000 : dice.between(3_000, 30_000), () => {
      if (box.state !== 'starting') return;
      if (climate.failsToConfigure?.()) return change(box, 'unhealthy');
      box.preparedFor = build.version;
      become(box);
    });
  }

  function tokenOf(release: string, slot: number, { image }: Build, attempt: number): string {
    return [release, slot, image, attempt].join('/');
  }

  function startNew(release: string, build: Build, order: Slots): readonly Box[] {
    return slotsOf(order).flatMap((slot) => {
      const token = tokenOf(release, slot, build, order.attempt);
      if (tokens.has(token)) return [];
      tokens.add(token);
      const seenAfter = dice.chance(0.3) ? dice.between(1_000, meanness > 0 ? 60_000 : 5_000) : 0;
      const box = add(build, release, slot, 'starting', seenAfter);
      boot(box);
      return [box];
    });
  }

  /** A try that was made already is only repeated. */
  function isMade(release: string, build: Build, order: Slots): boolean {
    return slotsOf(order).every((slot) => tokens.has(tokenOf(release, slot, build, order.attempt)));
  }

  /** One that is free bears the release's names before it starts; null where it is not. */
  function take(release: string, build: Build, { slot, id }: SpareOrder): Box | null {
    const [box] = find([id]);
    if (!box) return null;
    if (box.release === release && box.slot === slot && box.state !== 'spare') return box;
    const fits = box.version === '' || box.version === build.version;
    if (box.state !== 'spare' || !fits || climate.isFull?.('spare')) return null;
    const { version, image } = build;
    Object.assign(box, { release, slot, version, image, protected: true, preparedFor: null });
    change(box, 'starting');
    boot(box);
    return box;
  }

  return {
    /** Servers that a configuration was begun on, each time. */
    configured,
    launch({ release, build, orders, spares }: CloudOrder): Started {
      if (!images.has(build.image))
        throw new UpstreamError('fleet', `finding image ${build.image}`);
      const full = orders.filter(
        (order) => !isMade(release, build, order) && climate.isFull?.('order') === true,
      );
      const made = orders.flatMap((order) =>
        full.includes(order) ? [] : startNew(release, build, order),
      );
      const dead = spares.filter((spare) => take(release, build, spare) === null);
      if (full.length + dead.length === 0) return { made, refused: null };
      const refused = {
        orders: full.map(({ base, attempt }) => ({ base, attempt })),
        spares: dead.map(({ id }) => id),
        said: 'InsufficientInstanceCapacity: there is no room now',
      };
      return { made, refused };
    },
    prepare({ build, ids }: { readonly build: Build; readonly ids: readonly string[] }): void {
      for (const box of find(ids)) if (box.state === 'bare') configure(box, build);
    },
    /** What has stopped is kept. */
    park(box: Box): void {
      if (box.state !== 'leaving') return;
      Object.assign(box, asSpare);
      change(box, 'spare');
    },
    /** All that Davy launched and did not retire, whatever its lists show. */
    strays: (): readonly Stray[] =>
      boxes.flatMap(({ id, version, release, state, changedAt }) =>
        release === '' || state === 'leaving' || state === 'gone'
          ? []
          : [{ id, version, release, since: changedAt, kind: 'server', costPerHour: 0.096 }],
      ),
  };
}
