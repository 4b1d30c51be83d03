import { UpstreamError } from '../../src/ports/errors.ts';
import type { Build } from '../../src/release/state/build.ts';
import type { Change, Changelog } from '../../src/changes/changelog.ts';
import type { Ticket, TicketAnswer } from '../../src/release/tickets/ticket.ts';
import type { Dice } from './random.ts';

/**
 * A ticket as it is; some have no way to done, some are not there, and on some the tracker breaks
 * each time.
 */
type Card = {
  readonly nature: 'good' | 'stuck' | 'missing' | 'broken';
  status: string;
  readonly comments: string[];
  readonly versions: Set<string>;
};

const done: TicketAnswer = { kind: 'done' };

/**
 * The tracker's own book. Each build brings tickets of its own; `broken` hears what must never
 * happen.
 */
export function makeTracker(dice: Dice, builds: readonly Build[], broken: (text: string) => void) {
  const cards = new Map<string, Card>();
  const versions = new Map<string, boolean>();
  const keys = builds.map((_, i) =>
    Array.from({ length: i === 0 ? 0 : dice.between(0, 4) }, (_key, n) => `BRD-${i * 10 + n + 1}`),
  );
  for (const key of keys.flat())
    cards.set(key, {
      nature: dice.pick(['good', 'good', 'good', 'good', 'stuck', 'missing', 'broken']),
      status: dice.chance(0.1) ? 'Done' : 'In Review',
      comments: [],
      versions: new Set(),
    });

  /** Null when it is not there; the tracker breaks on some. */
  function find(key: string): Card | null {
    const card = cards.get(key);
    if (card?.nature === 'broken')
      throw new UpstreamError('jira', `working on ${key}`, { unknown: true });
    return !card || card.nature === 'missing' ? null : card;
  }

  const on = (key: string, act: (card: Card) => void): TicketAnswer => {
    const card = find(key);
    if (!card) return { kind: 'missing' };
    act(card);
    return done;
  };

  const keysOf = (commit: string) => keys[builds.findIndex((one) => one.commit === commit)] ?? [];

  return {
    cards,
    /** The tickets that a commit names. */
    keysOf,
    versions,
    /** The same changes with the tickets they name. */
    named(log: Changelog): Changelog {
      const withKeys = (change: Change): Change => ({
        ...change,
        tickets: keysOf(change.commit),
      });
      return { ...log, changes: log.changes.map(withKeys), removed: log.removed.map(withKeys) };
    },
    read(key: string): Ticket | null {
      const card = find(key);
      if (!card) return null;
      const isDone = card.status === 'Done';
      const ways = isDone
        ? [{ id: 'open again', to: 'In Review', isDone: false, required: [] }]
        : card.nature === 'stuck'
          ? [{ id: 'start', to: 'In Progress', isDone: false, required: [] }]
          : [{ id: 'finish', to: 'Done', isDone: true, required: [] }];
      return {
        key,
        project: 'BRD',
        title: `Do ${key}`,
        type: 'Task',
        status: card.status,
        isDone,
        fixVersions: [...card.versions],
        transitions: ways,
      };
    },
    move: (key: string, transition: string) =>
      on(key, (card) => {
        if (transition !== 'finish') broken(`${key} was ordered to "${transition}"`);
        card.status = 'Done';
      }),
    hasComment: (key: string, marker: string) => find(key)?.comments.includes(marker) === true,
    comment: (key: string, marker: string) =>
      on(key, (card) => {
        if (card.comments.includes(marker)) broken(`${key} was commented twice: ${marker}`);
        card.comments.push(marker);
      }),
    makeVersion(name: string): TicketAnswer {
      if (!versions.has(name)) versions.set(name, false);
      return done;
    },
    addVersion: (key: string, name: string) => on(key, (card) => card.versions.add(name)),
    releaseVersion(name: string): TicketAnswer {
      if (!versions.has(name)) return { kind: 'missing' };
      versions.set(name, true);
      return done;
    },
  };
}
