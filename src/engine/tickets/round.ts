import { UpstreamError } from '../../ports/errors.ts';
import {
  countsOf,
  projectOf,
  type TicketState,
  type TicketWork,
} from '../../release/tickets/work.ts';
import { lateWindowMs, timing } from '../../time/timing.ts';
import { beforeCall, inReal, realNow } from '../worker-context.ts';
import type { TicketRound } from './means.ts';
import { workOnTicket } from './steps.ts';
import { makeVersions, releaseVersions } from './versions.ts';
import { threadKeyOf } from '../slack/thread-key.ts';

/** A tracker silent for this long is told to people, once (real ms). */
const tellAfterMs = 15_000;
/** What a tracker cannot do all day is left to people (clock ms). */
const giveUpAfterMs = 24 * 60 * 60_000;
/** A ticket that fails so often while others do not is a bad one. */
const faultsMax = 5;
/**
 * So many in a row, and the tracker is taken to be away: the rest would only wait for it one by
 * one.
 */
const awayAfter = 2;

/**
 * Works off what is open. A bad ticket stops nothing: it comes last, and is given up. Throws while
 * the tracker is away.
 */
export async function workOff(round: TicketRound, begun: TicketWork): Promise<number | null> {
  const { clock } = round.context.ports;
  const made = await versioned(begun, () => makeVersions(round, begun));
  if (made.fault) return fail(round, made, made.fault);
  const done = await oneRound(round, made.work, made.work !== begun);
  if (done.fault)
    return fail(
      round,
      { ...done, answered: done.answered || (await answersElse(round, done.work)) },
      done.fault,
    );
  const unsure = done.work.tickets.flatMap(({ outcome, unsureSince }) =>
    outcome.kind === 'open' && unsureSince !== null ? [unsureSince] : [],
  );
  if (unsure.length > 0)
    return inReal(
      clock,
      Math.max(250, Math.min(...unsure) + lateWindowMs(timing) - realNow(clock)),
    );
  const released = await versioned(done.work, () => releaseVersions(round, done.work));
  if (released.fault) return fail(round, released, released.fault);
  await end(round, {
    ...released.work,
    endedAt: clock.now(),
    silentSince: null,
    silenceTold: false,
  });
  return null;
}

/** What came of a part of the work, and whether the tracker answered anything meanwhile. */
type Came = {
  readonly work: TicketWork;
  readonly fault: UpstreamError | null;
  readonly faulty: readonly string[];
  readonly answered: boolean;
};

/** Those that failed least come first, so that bad ones hold up nobody. */
async function oneRound(round: TicketRound, begun: TicketWork, isHeard: boolean): Promise<Came> {
  let work = begun;
  let fault: UpstreamError | null = null;
  let answered = isHeard;
  let inARow = 0;
  const faulty: string[] = [];
  const keep = async (state: TicketState) => {
    work = { ...work, tickets: work.tickets.map((one) => (one.key === state.key ? state : one)) };
    await round.context.ports.ledger.saveTicketWork(round.claim, work);
  };
  const open = begun.tickets
    .filter(({ outcome }) => outcome.kind === 'open')
    .toSorted((a, b) => a.faults - b.faults);
  for (const { key } of open) {
    if (inARow >= awayAfter) break;
    try {
      const isAnswered = await workOnTicket(round, () => work, key, keep);
      answered ||= isAnswered;
      inARow = 0;
    } catch (cause) {
      if (!(cause instanceof UpstreamError)) throw cause;
      fault = cause;
      inARow += 1;
      faulty.push(key);
    }
  }
  return { work, fault, faulty, answered };
}

/** Fix versions concern all tickets: without an answer there, nothing else is tried. */
async function versioned(work: TicketWork, act: () => Promise<TicketWork>): Promise<Came> {
  try {
    return { work: await act(), fault: null, faulty: [], answered: true };
  } catch (cause) {
    if (cause instanceof UpstreamError) return { work, fault: cause, faulty: [], answered: false };
    throw cause;
  }
}

/**
 * When nothing answered but faults, a look at some other ticket of the project, there or not, tells
 * whether it is them or the tracker.
 */
async function answersElse(
  { context, claim, port }: TicketRound,
  work: TicketWork,
): Promise<boolean> {
  const bad = work.tickets
    .filter(({ outcome }) => outcome.kind === 'open' || outcome.kind === 'failed')
    .map(({ key }) => key);
  const project = projectOf(bad[0] ?? '');
  const other =
    Array.from({ length: bad.length + 1 }, (_, i) => `${project}-${i + 1}`).find(
      (key) => !bad.includes(key),
    ) ?? '';
  try {
    await beforeCall(context, claim, 'probe');
    await port.read(other);
    return true;
  } catch (cause) {
    if (cause instanceof UpstreamError) return false;
    throw cause;
  }
}

/**
 * Keeps what is known, gives up what is bad, tells of a long silence once, and lets the fault go on
 * to whoever tries again.
 */
async function fail(
  round: TicketRound,
  { work, faulty, answered }: Came,
  fault: UpstreamError,
): Promise<null> {
  const { clock, ledger } = round.context.ports;
  const now = clock.now();
  const silentSince = answered ? null : (work.silentSince ?? now);
  const givenUp = silentSince !== null && now - silentSince >= giveUpAfterMs;
  // While the tracker is away no ticket is to blame.
  const blamed = work.tickets.map((ticket) =>
    answered && faulty.includes(ticket.key) ? { ...ticket, faults: ticket.faults + 1 } : ticket,
  );
  const tickets = blamed.map((ticket) =>
    ticket.outcome.kind === 'open' && (givenUp || (answered && ticket.faults >= faultsMax))
      ? {
          ...ticket,
          outcome: { kind: 'failed', why: [{ kind: 'no-answer', system: fault.system }] } as const,
        }
      : ticket,
  );
  const silenceTold =
    silentSince !== null && clock.wall(now) - clock.wall(silentSince) >= tellAfterMs;
  const next = { ...work, tickets, silentSince, silenceTold };
  await ledger.saveTicketWork(round.claim, givenUp ? { ...next, endedAt: now } : next);
  if (silenceTold !== work.silenceTold || givenUp) await redraw(round);
  if (givenUp) return null;
  throw fault;
}

async function end(round: TicketRound, work: TicketWork): Promise<void> {
  await round.context.ports.ledger.saveTicketWork(round.claim, work);
  round.context.log.info(
    { release: work.release, stage: work.stage, tickets: countsOf(work) },
    `worked on the tickets of ${round.release.service} ${round.release.build.version}`,
  );
  await redraw(round);
}

function redraw({ context: { ports }, release }: TicketRound): Promise<void> {
  return ports.ledger.wake([
    { key: threadKeyOf(release), lane: 'slack', dueAt: ports.clock.now() },
  ]);
}
