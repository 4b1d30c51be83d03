import type { Server } from '../../../src/release/state/servers.ts';
import type { TrafficShare } from '../../../src/release/state/traffic-share.ts';
import { frontDoor } from '../../support/front-door.ts';
import type { Dice } from '../random.ts';
import { shownAs } from './shown.ts';
import { asSpare, makeYard } from './yard.ts';

/** A machine as the world knows it. Davy sees what `show` tells of it, late and not always true. */
export type Machine = {
  readonly id: string;
  version: string;
  release: string;
  slot: number;
  /** When it has booted, or its configuration ends. */
  readyAt: number;
  readonly shownAt: number;
  /** Its image never becomes healthy, or its configuration fails. */
  dud: boolean;
  state: 'bare' | 'starting' | 'ready' | 'unhealthy' | 'leaving' | 'spare' | 'gone';
  /** What it was configured for, or is being; null before. */
  preparedFor: string | null;
  /** Whether it is stopped, and kept, when it has left. */
  parks: boolean;
  changedAt: number;
  joined: boolean;
  admits: boolean;
  users: number;
  protected: boolean;
  bareSince: number | null;
  goneAt: number;
  /** Until then its part of the fleet does not answer, and hears nothing. */
  silentUntil: number;
};

/** The machines of one history, moved by hand: nothing happens but at a call or at `until`. */
export type Machines = ReturnType<typeof makeMachines>;

/** What kind of fleet it is, where it is no plain one. */
type Kind = {
  readonly isSteered?: boolean;
  readonly prepares?: boolean;
  /** How many stopped servers there are at the start. */
  readonly spares?: number;
  /** Whether it can protect its servers. */
  readonly guards?: boolean;
};

const neverMs = Number.MAX_SAFE_INTEGER;

export function makeMachines(
  dice: Dice,
  live: string,
  servers: number,
  crowd: number,
  { isSteered = false, prepares = false, spares = 0, guards = true }: Kind = {},
) {
  const door = frontDoor({ release: '', version: live });
  const all: Machine[] = [];
  let waiting = 0;
  let blindUntil = 0;
  let lying: { readonly until: number; readonly hides: (machine: Machine) => boolean } | null =
    null;

  function add(version: string, release: string, slot: number, more: Partial<Machine>): Machine {
    const machine: Machine = {
      id: `i-${all.length}`,
      version,
      release,
      slot,
      readyAt: 0,
      shownAt: 0,
      dud: false,
      state: 'ready',
      preparedFor: version,
      parks: false,
      changedAt: 0,
      joined: true,
      admits: true,
      users: 0,
      protected: guards,
      bareSince: null,
      goneAt: neverMs,
      silentUntil: 0,
      ...more,
    };
    all.push(machine);
    return machine;
  }
  for (let slot = 0; slot < servers; slot += 1)
    add(live, '', slot, { users: Math.floor(crowd / servers) });
  for (let spare = 0; spare < spares; spare += 1) Object.assign(add('', '', 0, {}), asSpare);

  const here = () => all.filter(({ state }) => state !== 'gone');
  const open = () => all.filter((one) => one.state === 'ready' && one.joined && one.admits);

  function turn(machine: Machine, state: Machine['state'], now: number): void {
    if (machine.state === 'gone' || machine.state === state) return;
    if ((machine.state === 'ready') !== (state === 'ready')) machine.changedAt = now;
    machine.state = state;
    if (state === 'ready') return;
    waiting += machine.users;
    machine.users = 0;
  }

  /** Users who look for a server find one, wherever one is open; some come and go all the time. */
  function seat(): void {
    const doors = open();
    if (isSteered) return spread(doors);
    for (const machine of all) {
      const off = machine.users > 0 && dice.chance(0.2) ? 1 : 0;
      machine.users -= off;
      waiting += off;
    }
    if (doors.length === 0) return;
    for (; waiting > 0; waiting -= 1) dice.pick(doors).users += 1;
  }

  /** Where traffic is steered nobody stays: each request goes where the door sends it. */
  function spread(doors: readonly Machine[]): void {
    for (const machine of all) {
      waiting += machine.users;
      machine.users = 0;
    }
    const shares = door.sharesOf(doors);
    const taking = doors.filter(({ id }) => (shares.get(id) ?? 0) > 0);
    if (taking.length === 0) return;
    for (; waiting > 0; waiting -= 1) {
      let rest = dice.next();
      const [first] = taking;
      const one = taking.find(({ id }) => (rest -= shares.get(id) ?? 0) < 0) ?? first;
      if (one) one.users += 1;
    }
  }

  function shareOf(is: (machine: Machine) => boolean): number {
    const shares = door.sharesOf(open());
    return all.reduce((sum, one) => sum + (is(one) ? (shares.get(one.id) ?? 0) : 0), 0);
  }

  function hand(machine: Machine, keep: number): void {
    const doors = open().filter((door) => door !== machine);
    if (doors.length === 0) return;
    for (; machine.users > keep; machine.users -= 1) dice.pick(doors).users += 1;
  }

  function named(ids: readonly string[]): readonly Machine[] {
    return ids.flatMap((id) => all.filter((one) => one.id === id && one.state !== 'gone'));
  }

  /** What nobody can protect is as if bare from when it is closed and empty. */
  function watchDoor(one: Machine, now: number): void {
    one.bareSince = one.admits || one.users > 0 ? null : (one.bareSince ?? now);
  }

  const yard = makeYard(prepares, { dice, add, named, turn });
  return {
    all,
    here,
    open,
    named,
    seat,
    isSteered,
    shareOf,
    /** What of the traffic reaches the servers it is meant for. */
    reached: (without: readonly string[] = []) =>
      door.reached(open().filter(({ id }) => !without.includes(id))),
    usersOf: (is: (machine: Machine) => boolean) =>
      all.reduce((sum, one) => sum + (is(one) ? one.users : 0), 0),
    /** Boots end and dying machines go. */
    until(now: number): void {
      for (const one of all) {
        if (one.state === 'starting' && now >= one.readyAt) yard.rise(one, now);
        if (one.state !== 'leaving' || now < one.goneAt) continue;
        if (one.parks) Object.assign(one, asSpare);
        else turn(one, 'gone', now);
      }
    },
    /** When a look shows next what it does not show now, if nobody orders anything. */
    changesAt(now: number): number {
      let next = lying && lying.until > now ? lying.until : neverMs;
      for (const { state, readyAt, goneAt, shownAt, silentUntil } of all) {
        const at = state === 'starting' ? readyAt : state === 'leaving' ? goneAt : neverMs;
        if (at < next) next = at;
        for (const until of [shownAt, silentUntil]) if (until > now && until < next) next = until;
      }
      return next;
    },
    /** What a look shows: late, and for a while not everything. */
    show(now: number, isUncounted: () => boolean): readonly Server[] {
      if (!guards) for (const one of all) watchDoor(one, now);
      const shares = isSteered ? door.sharesOf(open()) : null;
      const hides = lying && now < lying.until ? lying.hides : null;
      const shown: Server[] = [];
      for (const one of all) {
        const { id, state, shownAt } = one;
        if (state === 'gone' || shownAt > now || hides?.(one) === true) continue;
        const isHidden = isUncounted();
        const share = isHidden || !shares || now < blindUntil ? null : (shares.get(id) ?? 0);
        shown.push(shownAs(one, { share, users: isHidden ? null : one.users }, { now, guards }));
      }
      return shown;
    },
    /** For a while the list leaves out what `hides` names, as lists of clouds do. */
    lie(until: number, hides: (machine: Machine) => boolean): void {
      lying = { until, hides };
    },
    /** All parts of the fleet answer again. */
    speak(): void {
      blindUntil = 0;
      for (const one of all) one.silentUntil = 0;
    },
    /** Nobody can read until then what each machine gets. */
    blind(until: number): void {
      blindUntil = until;
    },
    /** The part of the fleet that this machine is in does not answer until then. */
    silence(id: string, until: number): void {
      for (const one of named([id])) one.silentUntil = until;
    },
    /** Somebody else starts one more of these. */
    grow: (version: string, now: number): Machine =>
      add(version, '', all.length, { changedAt: now }),
    strike(machine: Machine, state: 'unhealthy' | 'ready' | 'gone', now: number): void {
      turn(machine, state, now);
    },
    ...yard,
    admit(ids: readonly string[]): void {
      for (const one of named(ids))
        if (!['leaving', 'spare'].includes(one.state))
          Object.assign(one, { joined: true, admits: true });
    },
    close(ids: readonly string[]): void {
      for (const one of named(ids)) one.admits = false;
    },
    migrate(moves: readonly { readonly id: string; readonly keep: number }[]): void {
      for (const { id, keep } of moves) for (const one of named([id])) hand(one, keep);
    },
    /** As a fleet does: what is no whole, or goes to nobody who is open, is refused. */
    steer(shares: readonly TrafficShare[]): boolean {
      const sum = shares.reduce((whole, { share }) => whole + share, 0);
      const isLost = ({ release, version, share }: TrafficShare) =>
        share > 0 && !open().some((one) => one.release === release && one.version === version);
      if (Math.abs(sum - 1) > 1e-6 || shares.some(isLost)) return false;
      door.weigh(shares);
      return true;
    },
    protect(ids: readonly string[], on: boolean, now: number): void {
      if (!guards) return;
      for (const one of named(ids)) {
        if (one.protected !== on) one.bareSince = on ? null : now;
        one.protected = on;
      }
    },
    /** As the fleet does: one that must stay, and all of the call stay. */
    retire(ids: readonly string[], now: number, parks = false): boolean {
      const doomed = named(ids).filter(({ state }) => state !== 'leaving');
      if (doomed.some((one) => one.protected || one.users > 0 || one.admits)) return false;
      for (const one of named(ids)) Object.assign(one, { joined: false, admits: false });
      for (const one of doomed) {
        turn(one, 'leaving', now);
        one.parks = parks;
        one.goneAt = now + dice.between(5_000, 20_000);
      }
      return true;
    },
  };
}
