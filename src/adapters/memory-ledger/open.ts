import type { Ledger, Recorded } from '../../ports/ledger.ts';
import type { FreeWorker } from '../../ports/work.ts';
import { type Line, newLine } from '../../release/state/line.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import { chainHash, eventText } from '../ledger/event-chain.ts';
import { decideInMemory } from './decide.ts';
import { memoryErrors } from './errors.ts';
import { memoryInbox } from './inbox.ts';
import { memoryJobOutputs } from './job-outputs.ts';
import { emptyMemory, type LedgerMemory, type RealTime } from './memory.ts';
import { memoryReaders } from './readers.ts';
import { memoryRecords } from './records.ts';
import { memorySoaks } from './soaks.ts';
import { chroniclesInMemory } from './turns.ts';
import {
  claimInMemory,
  held,
  nextDueInMemory,
  renewInMemory,
  settleInMemory,
  wakeInMemory,
} from './wakes.ts';

type Held = { readonly line: Line; readonly releases: readonly Release[] };

function filled(holds?: Held): LedgerMemory {
  const memory = emptyMemory();
  if (holds) memory.lines.set(holds.line.service, holds.line);
  for (const release of holds?.releases ?? []) memory.releases.set(release.id, release);
  return memory;
}

/**
 * The ledger without a database, for simulations and for a way back after the database is gone: the
 * same answers, nothing kept. Each call is one
 * step that nothing interrupts, as a transaction would be. `sleep` waits in real ms until told that
 * it need not.
 */
export function memoryLedger({
  realTime,
  sleep,
  holds,
}: {
  readonly realTime: RealTime;
  readonly sleep: (ms: number, enough: AbortSignal) => Promise<unknown>;
  /** A line and its releases, where they were kept elsewhere. */
  readonly holds?: Held;
}): Ledger {
  const memory = filled(holds);
  return {
    decide: async (about, judge, wake) => decideInMemory(memory, about, judge, wake),
    claim: async (lanes, now, room) => claimInMemory(memory, lanes, now, realTime(), room),
    renew: async (claim, seq) => renewInMemory(memory, claim, realTime(), seq),
    settle: async (claim, outcome) => settleInMemory(memory, claim, outcome),
    wake: async (wishes) => wakeInMemory(memory, wishes),
    nextDue: async (lanes) => nextDueInMemory(memory, lanes),
    waitForWork: (timeoutMs, worker) => waitForWork(memory, timeoutMs, sleep, worker),
    pending: async ({ key, lane }) =>
      memory.effects.filter(
        (effect) => effect.key === key && effect.effect.lane === lane && !effect.over,
      ),
    done: async (claim, id) => {
      held(memory, claim);
      for (const effect of memory.effects) if (effect.id === id) effect.over = true;
    },
    ticketWork: async (release) =>
      [...memory.ticketWork.values()]
        .filter((work) => work.release === release)
        .sort((a, b) => (a.stage < b.stage ? -1 : 1)),
    saveTicketWork: async (claim, work) => {
      held(memory, claim);
      memory.ticketWork.set(`${work.release} ${work.stage}`, work);
    },
    line: async (service) => memory.lines.get(service) ?? newLine(service),
    release: async (id) => memory.releases.get(id) ?? null,
    open: async (service) => ofService(memory, service).filter(isOpen),
    history: async (service, limit) => ofService(memory, service).toReversed().slice(0, limit),
    events: async (stream) => recorded(memory, stream),
    chronicles: async (since, until) => chroniclesInMemory(memory, since, until),
    ...memoryRecords(memory),
    ...memorySoaks(memory),
    ...memoryJobOutputs(memory),
    ...memoryErrors(memory),
    ...memoryReaders(memory),
    ...memoryInbox(realTime),
    touch: async () => {},
    close: async () => {},
  };
}

async function waitForWork(
  memory: LedgerMemory,
  timeoutMs: number,
  sleep: (ms: number, enough: AbortSignal) => Promise<unknown>,
  worker?: FreeWorker,
): Promise<void> {
  const isCalledAway = () => worker?.enough.aborted === true;
  if (!memory.heard && !isCalledAway()) {
    const enough = new AbortController();
    const wake = () => enough.abort();
    memory.waiting.add(wake);
    worker?.enough.addEventListener('abort', wake);
    // To be told is to be woken: a sleep that ends that way has done its work.
    await sleep(timeoutMs, enough.signal).catch(() => undefined);
    memory.waiting.delete(wake);
    worker?.enough.removeEventListener('abort', wake);
    // Who was called away hears nothing: the word is for the next wait.
    if (isCalledAway()) return;
  }
  memory.heard = false;
}

function ofService(memory: LedgerMemory, service: string) {
  return [...memory.releases.values()].filter((release) => release.service === service);
}

/** Hashes are made when somebody asks, and once: what is recorded never changes. */
function recorded(memory: LedgerMemory, stream: string): readonly Recorded[] {
  const chain = memory.chains.get(stream) ?? [];
  memory.chains.set(stream, chain);
  for (const event of (memory.events.get(stream) ?? []).slice(chain.length)) {
    const seq = chain.length + 1;
    const hash = chainHash(chain.at(-1)?.hash ?? '', eventText(stream, seq, event));
    chain.push({ stream, seq, event, at: event.at, hash });
  }
  return [...chain];
}
