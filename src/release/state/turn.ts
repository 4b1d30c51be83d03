import type { Event } from './event.ts';
import type { Release } from './release.ts';
import type { Phase } from './phase.ts';

/**
 * What one event left a release as: enough to tell later how long each part took and whom it hurt.
 * Stored beside the event, never changed.
 */
export type Turn = {
  readonly release: string;
  readonly seq: number;
  readonly at: number;
  readonly event: Event['kind'];
  readonly phase: Phase['kind'];
  readonly held: boolean;
  /** The number of the countdown that runs. */
  readonly countdown: number | null;
  /** Since when what was measured has been bad, where it is. */
  readonly badSince: number | null;
  /** When the last user was back, in a rollback. */
  readonly usersBackAt: number | null;
  /** Users on the new servers and on the old ones, as last seen. */
  readonly users: number | null;
  readonly oldUsers: number | null;
  /** How many stopped servers the look showed that it was; missing where none. */
  readonly spares?: number;
};

/** Cuts a release down to what its summary will need. */
export function turnOf(release: Release, event: Event): Turn {
  const { id, seq, phase, hold, countdown, watch, plan, seen } = release;
  const bad = watch.badInARow > 0 && watch.measuredAt !== null;
  return {
    release: id,
    seq,
    at: event.at,
    event: event.kind,
    phase: phase.kind,
    held: hold !== null,
    countdown: countdown?.number ?? null,
    badSince: bad
      ? (watch.badSince ??
        (watch.measuredAt ?? event.at) - (watch.badInARow - 1) * plan.lookEveryMs)
      : null,
    usersBackAt: phase.kind === 'rolling-back' ? phase.usersBackAt : null,
    users: seen?.newServers.users ?? null,
    oldUsers: seen?.oldServers.users ?? null,
    ...sparesIn(event),
  };
}

function sparesIn(event: Event): Pick<Turn, 'spares'> {
  if (event.kind !== 'observed') return {};
  const spares = event.servers.filter(({ state }) => state === 'spare').length;
  return spares > 0 ? { spares } : {};
}

/**
 * A release with every turn it took, oldest first, and what it cost people: messages posted about
 * it, and pings in them.
 */
export type Chronicle = {
  readonly release: Release;
  readonly turns: readonly Turn[];
  readonly messages: number;
  readonly pings: number;
};
