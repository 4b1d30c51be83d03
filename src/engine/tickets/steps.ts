import type { TicketAnswer } from '../../release/tickets/ticket.ts';
import { commentOf, markerOf } from '../../release/tickets/comment.ts';
import {
  projectOf,
  type TicketOutcome,
  type TicketState,
  type TicketWork,
  wayTo,
} from '../../release/tickets/work.ts';
import type { OrderTrouble, TicketTrouble } from '../../release/tickets/trouble.ts';
import { worded } from '../../release/state/worded.ts';
import { lateWindowMs, timing } from '../../time/timing.ts';
import { beforeCall, realNow } from '../worker-context.ts';
import type { TicketRound } from './means.ts';

type Keep = (state: TicketState) => Promise<void>;

/**
 * Does what is due for one ticket, looking before each order; answers whether the tracker was asked
 * and answered.
 */
export async function workOnTicket(
  round: TicketRound,
  now: () => TicketWork,
  key: string,
  keep: Keep,
): Promise<boolean> {
  const state = now().tickets.find((one) => one.key === key);
  if (!state) return false;
  const { clock } = round.context.ports;
  // What may still arrive is waited for: only then can looking tell.
  const late = lateWindowMs(timing);
  if (state.unsureSince !== null && realNow(clock) - state.unsureSince < late) return false;
  await beforeCall(round.context, round.claim, `read ${now().stage}`);
  const ticket = await round.port.read(key);
  if (!ticket) {
    await keep({
      ...state,
      unsureSince: null,
      outcome: { kind: 'failed', why: [{ kind: 'no-ticket' }] },
    });
    return true;
  }
  const seen: TicketState = {
    ...state,
    title: ticket.title,
    status: ticket.status,
    unsureSince: null,
  };
  const way = wayTo(ticket, now().done);
  switch (now().stage) {
    case 'plan':
      await keep({
        ...seen,
        outcome:
          way.kind === 'already'
            ? { kind: 'already' }
            : way.kind === 'way'
              ? { kind: 'ready' }
              : { kind: 'failed', why: [way.why] },
      });
      return true;
    case 'live':
      await finish(round, now(), { ticket, way, seen }, keep);
      return true;
    case 'back':
      await keep({ ...seen, ...(await tell(round, now(), ticket.key, seen, keep)) });
      return true;
  }
}

type Found = {
  readonly ticket: NonNullable<Awaited<ReturnType<TicketRound['port']['read']>>>;
  readonly way: ReturnType<typeof wayTo>;
  readonly seen: TicketState;
};

/** Moves it, sets its fix version and says so; each is tried, whatever came of the others. */
async function finish(
  round: TicketRound,
  work: TicketWork,
  { ticket, way, seen }: Found,
  keep: Keep,
): Promise<void> {
  const { key } = ticket;
  let state = seen;
  const problems: TicketTrouble[] = way.kind === 'none' ? [way.why] : [];
  if (way.kind === 'way') {
    state = { ...seen, ordered: true };
    const answer = await order(round, state, keep, 'move', () => round.port.move(key, way.id));
    if (answer.kind === 'done') state = { ...state, status: work.done };
    else problems.push(reason(answer));
  }
  const isReady =
    work.version !== null &&
    work.versions.some(
      ({ project, outcome }) => project === projectOf(state.key) && outcome.kind !== 'failed',
    );
  if (work.version !== null && isReady && !ticket.fixVersions.includes(work.version)) {
    const { version } = work;
    const answer = await order(round, state, keep, 'version', () =>
      round.port.addVersion(key, version),
    );
    if (answer.kind !== 'done') problems.push({ kind: 'version-not-set', because: reason(answer) });
  }
  const decision = await say(round, work, key, state, keep);
  if (decision.kind !== 'done') problems.push({ kind: 'not-commented', because: reason(decision) });
  const good: TicketOutcome = state.ordered ? { kind: 'moved' } : { kind: 'already' };
  await keep({
    ...state,
    unsureSince: null,
    outcome: problems.length === 0 ? good : { kind: 'failed', why: problems },
  });
}

async function tell(
  round: TicketRound,
  work: TicketWork,
  key: string,
  seen: TicketState,
  keep: Keep,
): Promise<Pick<TicketState, 'unsureSince' | 'outcome'>> {
  const answer = await say(round, work, key, seen, keep);
  return {
    unsureSince: null,
    outcome:
      answer.kind === 'done'
        ? { kind: 'told' }
        : { kind: 'failed', why: [{ kind: 'not-commented', because: reason(answer) }] },
  };
}

/** Says it once: Davy's own comment is looked for before one is written. */
async function say(
  round: TicketRound,
  work: TicketWork,
  key: string,
  state: TicketState,
  keep: Keep,
): Promise<TicketAnswer> {
  await beforeCall(round.context, round.claim, 'look for a comment');
  if (await round.port.hasComment(key, markerOf(work))) return { kind: 'done' };
  return order(round, state, keep, 'comment', () =>
    round.port.comment(
      key,
      markerOf(work),
      round.context.wording.comment(commentOf(work, round.release)),
    ),
  );
}

/**
 * That an order leaves is kept before it does: whoever takes over after a crash knows that it may
 * have arrived.
 */
async function order(
  round: TicketRound,
  state: TicketState,
  keep: Keep,
  what: string,
  act: () => Promise<TicketAnswer>,
): Promise<TicketAnswer> {
  await keep({ ...state, unsureSince: realNow(round.context.ports.clock) });
  await beforeCall(round.context, round.claim, what);
  const answer = await act();
  round.context.at(`tickets after ${what}`);
  return answer;
}

function reason(answer: Exclude<TicketAnswer, { kind: 'done' }>): OrderTrouble {
  return answer.kind === 'refused' ? worded(answer.why) : { kind: 'gone' };
}
