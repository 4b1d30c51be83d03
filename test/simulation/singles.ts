import type { Single } from '../../src/release/state/single.ts';
import type { Dice } from './random.ts';

/**
 * One run of a job that must never run twice, from its start to its end. These are the world's own
 * journal: whether two ever overlapped is read here and nowhere else.
 */
export type Run = {
  readonly single: string;
  readonly version: string;
  readonly begunAt: number;
  readonly readyAt: number;
  /** It never becomes healthy by itself. */
  readonly dud: boolean;
  stopping: boolean;
  endsAt: number;
  overAt: number | null;
};

/** What is asked of one of them. */
export type SingleOrder = {
  readonly single: string;
  readonly version: string;
  readonly to: 'stopped' | 'running';
};

type Place = {
  readonly name: string;
  readonly where: string;
  version: string | null;
  /** Nobody hears of it until then. */
  silentUntil: number;
  /** It does not hear that it shall stop until then. */
  deafUntil: number;
  /** Its host starts again what ran when it went down. */
  restartsAt: number;
};

const neverMs = Number.MAX_SAFE_INTEGER;

/** The singles of one history, each on its one host. Nothing happens but at a call. */
export type Singles = ReturnType<typeof makeSingles>;

export function makeSingles(dice: Dice, names: readonly string[], live: string, begin: number) {
  const runs: Run[] = [];
  const places = names.map((name, i): Place => ({
    name,
    where: `web${i + 1}`,
    version: live,
    silentUntil: 0,
    deafUntil: 0,
    restartsAt: neverMs,
  }));
  for (const name of names) run(name, live, begin, begin, false);

  function run(single: string, version: string, begunAt: number, readyAt: number, dud: boolean) {
    const one = { single, version, begunAt, readyAt, dud, stopping: false } as const;
    runs.push({ ...one, stopping: false, endsAt: neverMs, overAt: null });
  }

  function placeOf(name: string): Place | undefined {
    return places.find((place) => place.name === name);
  }

  const alive = (name: string) =>
    runs.filter(({ single, overAt }) => single === name && overAt === null);

  function look(place: Place, now: number): Single {
    const { name, where, version } = place;
    const of = { name, where };
    if (now < place.silentUntil) return { ...of, version: null, state: 'unknown' };
    const one = alive(name).at(-1);
    if (!one) return { ...of, version, state: 'stopped' };
    const state = one.stopping
      ? 'stopping'
      : now < one.readyAt
        ? 'starting'
        : one.dud
          ? 'unhealthy'
          : 'running';
    return { ...of, version: one.version, state };
  }

  return {
    runs,
    alive,
    /** Stops end, and hosts start again what ran on them. */
    until(now: number): void {
      for (const one of runs) if (one.overAt === null && now >= one.endsAt) one.overAt = one.endsAt;
      for (const place of places) {
        if (now < place.restartsAt) continue;
        place.restartsAt = neverMs;
        if (alive(place.name).length === 0 && place.version !== null)
          run(place.name, place.version, now, now + dice.between(1, 5) * 1_000, false);
      }
    },
    show: (now: number): readonly Single[] => places.map((place) => look(place, now)),
    /** Whether its host can be reached. */
    hears: (name: string, now: number) => now >= (placeOf(name)?.silentUntil ?? neverMs),
    /**
     * Does what it is told, also what no host should do: whoever orders a start before the end of
     * what runs gets two, and is found out.
     */
    swap({ single, version, to }: SingleOrder, now: number, dud = false): void {
      const place = placeOf(single);
      if (!place || now < place.silentUntil) return;
      place.restartsAt = neverMs;
      if (to === 'stopped') {
        if (now < place.deafUntil) return;
        for (const one of alive(single).filter(({ stopping }) => !stopping))
          Object.assign(one, { stopping: true, endsAt: now + dice.between(1, 40) * 1_000 });
        return;
      }
      if (alive(single).some((one) => one.version === version && !one.stopping)) return;
      run(single, version, now, now + dice.between(2, 30) * 1_000, dud);
      place.version = version;
    },
    /** Its host is gone for a while, and what ran there with it. */
    crash(name: string, now: number, backAt: number, restarts: boolean): void {
      const place = placeOf(name);
      if (!place) return;
      const wasUp = alive(name).some(({ stopping }) => !stopping);
      for (const one of alive(name)) one.overAt = now;
      Object.assign(place, {
        silentUntil: backAt,
        restartsAt: wasUp && restarts ? backAt : neverMs,
      });
    },
    /** Nobody hears of its host, and what runs there runs on. */
    silence(name: string, until: number): void {
      Object.assign(placeOf(name) ?? {}, { silentUntil: until });
    },
    /** It does not stop when it is told to. */
    deafen(name: string, until: number): void {
      Object.assign(placeOf(name) ?? {}, { deafUntil: until });
    },
    /** All trouble ends: hosts answer, and what never got well is replaced by what does. */
    heal(now: number): void {
      for (const place of places) Object.assign(place, { silentUntil: 0, deafUntil: 0 });
      for (const one of runs)
        if (one.overAt === null && one.dud) Object.assign(one, { dud: false });
      this.until(now);
    },
  };
}
