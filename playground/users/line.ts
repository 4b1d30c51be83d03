import { connect, type Connection, type Message } from './connection.ts';
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
  let away: { readonly sinceMs: number; readonly failedTries: number } | null = null;
  let waiting: NodeJS.Timeout | null = null;
  let met = false;
  let over = false;

  const dialWithin = (leastMs: number, mostMs: number) => {
    waiting ??= setTimeout(dial, leastMs + random() * (mostMs - leastMs));
  };
  const dial = () => {
    waiting = null;
    if (over) return;
    events.dialing();
    const next = connect(
      url,
      board,
      user,
      away && met ? { awayMs: Date.now() - away.sinceMs, failedTries: away.failedTries } : null,
      { said: (message) => hear(next, message), down: (why) => lose(next, why) },
    );
  };
  const hear = (from: Connection, message: Message) => {
    if (message.kind === 'reconnect') return move(from, message.withinMs);
    if (message.kind !== 'welcome') return events.told(message);
    if (over) return from.hangUp();
    current?.hangUp();
    current = from;
    const awayMs = met ? Date.now() - (away?.sinceMs ?? Date.now()) : null;
    met = true;
    away = null;
    events.welcomed(message, awayMs);
  };
  const move = (from: Connection, withinMs: number) => {
    if (from !== current) from.hangUp();
    away ??= { sinceMs: Date.now(), failedTries: 0 };
    dialWithin(0, withinMs);
  };
  const lose = (which: Connection, why: string) => {
    const announced = which === current && away !== null;
    if (which === current) current = null;
    if (over || announced) return;
    events.failed(why);
    away = { sinceMs: away?.sinceMs ?? Date.now(), failedTries: (away?.failedTries ?? 0) + 1 };
    dialWithin(200, 500);
  };
  dial();
  return {
    send: (value) => current?.send(value),
    isAway: () => away !== null,
    hangUp() {
      over = true;
      if (waiting !== null) clearTimeout(waiting);
      current?.hangUp();
    },
  };
}
