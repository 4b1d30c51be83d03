import { setTimeout as sleep } from 'node:timers/promises';
import { keepLine, type Line, type LineEvents } from './line.ts';
import { type Drawn, newStroke } from './strokes.ts';
import type { Table, User } from './table.ts';

/** What one person has drawn and seen. `mine` is not yet acknowledged. */
type Memory = {
  readonly mine: Map<string, Drawn>;
  readonly seen: Set<string>;
  expected: ReadonlySet<string>;
  version: string;
};

const resendAfterMs = 2_000;
const tickMs = 100;

/** Joins a board and draws until told to leave. */
export function joinBoard(table: Table, id: string): User {
  const { tally, board, people, random } = table;
  const memory: Memory = { mine: new Map(), seen: new Set(), expected: new Set(), version: '' };
  const send = (drawn: Drawn) => {
    drawn.sentAtMs = Date.now();
    line.send({ kind: 'stroke', stroke: drawn.stroke });
  };
  const line = keepLine(
    { url: table.url, board, user: id, random },
    listen(table, id, memory, () => [...memory.mine.values()].forEach(send)),
  );
  let leaving = false;
  let count = 0;
  let nextDrawMs = Date.now() + random() * table.drawEveryMs;
  const clock = setInterval(() => {
    const nowMs = Date.now();
    for (const drawn of memory.mine.values())
      if (nowMs - drawn.sentAtMs > resendAfterMs && !line.isAway()) send(drawn);
    if (nowMs < nextDrawMs || leaving || memory.version === '') return;
    nextDrawMs = nowMs + table.drawEveryMs * (0.5 + random());
    count += 1;
    const drawn: Drawn = { stroke: newStroke(`${id}-${count}`, random), sentAtMs: 0 };
    memory.mine.set(drawn.stroke.id, drawn);
    tally.sent();
    send(drawn);
    judgeLater(table, self, memory, drawn.stroke.id);
  }, tickMs);
  const self: User = {
    id,
    isWatching: () => memory.version !== '',
    has: (stroke) => memory.seen.has(stroke),
    async leave() {
      leaving = true;
      await lastAcks(table, id, memory, line);
      clearInterval(clock);
      people.delete(self);
      line.hangUp();
      tally.note({ kind: 'left', user: id, board, version: memory.version });
    },
  };
  people.add(self);
  return self;
}

/** Whoever leaves waits for what is under way, and calls lost what never came. */
async function lastAcks(
  { tally, board, lostAfterMs }: Table,
  user: string,
  memory: Memory,
  line: Line,
): Promise<void> {
  const untilMs = Date.now() + lostAfterMs;
  while ((memory.mine.size > 0 || line.isAway()) && Date.now() < untilMs) await sleep(tickMs);
  for (const stroke of memory.mine.keys())
    tally.note({
      kind: 'lost',
      user,
      board,
      version: memory.version,
      why: `${stroke} was never acknowledged`,
    });
}

function listen(
  { tally, board, kept }: Table,
  user: string,
  memory: Memory,
  resend: () => void,
): LineEvents {
  const note = (kind: 'failed' | 'lost', why: string) =>
    tally.note({ kind, user, board, version: memory.version, why });
  return {
    dialing() {
      memory.expected = new Set(memory.version === '' ? [] : kept);
    },
    welcomed({ version, server, strokes }, awayMs) {
      const there = new Set(strokes.map((stroke) => stroke.id));
      memory.version = version;
      for (const stroke of there) memory.seen.add(stroke);
      for (const stroke of memory.expected)
        if (!there.has(stroke) && kept.delete(stroke))
          note('lost', `${stroke} was acknowledged, and is not on the board of ${server}`);
      tally.note({
        kind: awayMs === null ? 'joined' : 'reconnected',
        user,
        board,
        version,
        ...(awayMs === null ? {} : { ms: awayMs }),
      });
      resend();
    },
    told(message) {
      if (message.kind === 'refused') {
        memory.mine.delete(message.id ?? '');
        return note('failed', `a stroke was answered ${message.status}`);
      }
      if (message.kind === 'ack') {
        kept.add(message.id);
        return void memory.mine.delete(message.id);
      }
      if (!memory.seen.has(message.stroke.id)) tally.received();
      return void memory.seen.add(message.stroke.id);
    },
    failed: (why) => note('failed', why),
  };
}

/**
 * Whoever watched when a stroke was drawn, and still does, must have it in time. A stroke refused
 * aloud is a failed request, not a lost one.
 */
function judgeLater(
  { tally, board, people, kept, lostAfterMs }: Table,
  from: User,
  memory: Memory,
  stroke: string,
): void {
  const others = [...people].filter((person) => person !== from && person.isWatching());
  setTimeout(() => {
    if (!kept.has(stroke) && !memory.mine.has(stroke)) return;
    const late = others.filter((other) => people.has(other) && !other.has(stroke));
    for (const other of late)
      tally.note({
        kind: 'lost',
        user: other.id,
        board,
        version: memory.version,
        why: `${stroke} did not arrive in time`,
      });
  }, lostAfterMs);
}
