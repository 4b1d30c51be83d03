import type { Dice } from '../random.ts';
import type { Machine } from './fleet.ts';

/** Whose server it is to be, and in which place. */
type Named = { readonly release: string; readonly version: string; readonly slot: number };

/** Stopped, nobody's, and every version can be put on it. */
export const asSpare = {
  state: 'spare',
  version: '',
  release: '',
  slot: 0,
  joined: false,
  admits: false,
  protected: true,
  bareSince: null,
  preparedFor: null,
  dud: false,
} as const;

const bootMs = { least: 8_000, most: 45_000 };

/** What it needs of its machines. */
type Ground = {
  readonly dice: Dice;
  readonly add: (version: string, release: string, slot: number, more: Partial<Machine>) => Machine;
  readonly named: (ids: readonly string[]) => readonly Machine[];
  readonly turn: (machine: Machine, state: Machine['state'], now: number) => void;
};

/** Where machines come from: new ones, spares that are taken, and what makes bare ones ready. */
export function makeYard(prepares: boolean, { dice, add, named, turn }: Ground) {
  const tokens = new Set<string>();
  return {
    /** Where servers come up bare, booting makes none ready. */
    rise(machine: Machine, now: number): void {
      const isBare = prepares && machine.preparedFor === null;
      turn(machine, isBare ? 'bare' : machine.dud ? 'unhealthy' : 'ready', now);
    },
    launch(
      order: Named,
      now: number,
      how: { readonly dud: boolean; readonly slow: boolean; readonly lateMs: number },
    ): Machine | null {
      const token = `${order.release}/${order.slot}/${order.version}`;
      if (tokens.has(token)) return null;
      tokens.add(token);
      return add(order.version, order.release, order.slot, {
        state: 'starting',
        readyAt: now + (how.slow ? 700_000 : dice.between(bootMs.least, bootMs.most)),
        shownAt: now + how.lateMs,
        changedAt: now,
        dud: how.dud,
        preparedFor: prepares ? null : order.version,
        joined: false,
        admits: false,
      });
    },
    /** A spare that is free takes a slot; false where it is not, or does not start. */
    take(
      { id, ...order }: Named & { readonly id: string },
      now: number,
      how: { readonly refuses: boolean },
    ): boolean {
      const [spare] = named([id]);
      if (spare?.release === order.release && spare.slot === order.slot) return true;
      if (spare?.state !== 'spare' || how.refuses) return false;
      Object.assign(spare, order, { parks: false, state: 'starting', changedAt: now });
      spare.readyAt = now + dice.between(bootMs.least, bootMs.most);
      return true;
    },
    /** Configuration is begun on what is bare, and ends well or not. */
    prepare(
      ids: readonly string[],
      version: string,
      now: number,
      how: (id: string) => { readonly fails: boolean; readonly lastsMs: number },
    ): void {
      for (const one of named(ids)) {
        if (one.state !== 'bare') continue;
        const { fails, lastsMs } = how(one.id);
        turn(one, 'starting', now);
        Object.assign(one, { preparedFor: version, dud: fails, readyAt: now + lastsMs });
      }
    },
  };
}
