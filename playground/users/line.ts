import { connect, type Connection, type Message, type WayBack } from './connection.ts';
import type { Random } from './random.ts';

type Welcome = Extract<Message, { kind: 'welcome' }>;
type Told = Exclude<Message, { kind: 'welcome' | 'reconnect' }>;

/** What a line tells its user. */
export type LineEvents = {
  /** A new connection is about to be made. */
  dialing(): void;
  /** Connected; `awayMs` is null the first time. */
  welcomed(welcome: Welcome, awayMs: number | null): void;
  told(message: Told): void;
  failed(why: string): void;
};

/**
 * A user's line to the service. It is made anew when the service asks for it, or when it breaks.
 */
export type Line = { send(value: object): void; isAway(): boolean; hangUp(): void };

type Place = {
  readonly url: string;
  readonly board: string;
  readonly user: string;
  readonly random: Random;
};

/** Keeps one user connected to one board. The old connection stays until the new one is there. */
export function keepLine({ url, board, user, random }: Place, events: LineEvents): Line {
  let current: Connection | null = null;
  const absence = newAbsence();
  let waiting: NodeJS.Timeout | null = null;
  let over = false;

  const dialWithin = (leastMs: number, mostMs: number) => {
    waiting ??= setTimeout(dial, leastMs + random() * (mostMs - leastMs));
  };
  const dial = () => {
    waiting = null;
    if (over) return;
    events.dialing();
    const next = connect(url, board, user, absence.wayBack(), {
      said: (message) => hear(next, message),
      down: (why) => lose(next, why),
    });
  };
  const hear = (from: Connection, message: Message) => {
    if (message.kind === 'reconnect') return move(from, message.withinMs);
    if (message.kind !== 'welcome') return events.told(message);
    if (over) return from.hangUp();
    current?.hangUp();
    current = from;
    events.welcomed(message, absence.end());
  };
  const move = (from: Connection, withinMs: number) => {
    if (from !== current) from.hangUp();
    absence.begin();
    dialWithin(0, withinMs);
  };
  const lose = (which: Connection, why: string) => {
    const announced = which === current && absence.isOn();
    if (which === current) current = null;
    if (over || announced) return;
    events.failed(why);
    absence.tryFailed();
    dialWithin(200, 500);
  };
  dial();
  return {
    send: (value) => current?.send(value),
    isAway: absence.isOn,
    hangUp() {
      over = true;
      if (waiting !== null) clearTimeout(waiting);
      current?.hangUp();
    },
  };
}

/** How long a user is without a line, and how often it was tried in vain meanwhile. */
function newAbsence() {
  let away: { readonly sinceMs: number; readonly failedTries: number } | null = null;
  let met = false;
  return {
    isOn: () => away !== null,
    begin() {
      away ??= { sinceMs: Date.now(), failedTries: 0 };
    },
    tryFailed() {
      const { sinceMs = Date.now(), failedTries = 0 } = away ?? {};
      away = { sinceMs, failedTries: failedTries + 1 };
    },
    wayBack: (): WayBack | null =>
      away && met ? { awayMs: Date.now() - away.sinceMs, failedTries: away.failedTries } : null,
    /** How long it was; null for whoever was never there before. */
    end(): number | null {
      const awayMs = met ? Date.now() - (away?.sinceMs ?? Date.now()) : null;
      met = true;
      away = null;
      return awayMs;
    },
  };
}
