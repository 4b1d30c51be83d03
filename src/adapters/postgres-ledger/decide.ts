import type { Transaction } from 'kysely';
import type { Ledger } from '../../ports/ledger.ts';
import type { Decision } from '../../release/state/decision.ts';
import type { Event } from '../../release/state/event.ts';
import type { Line } from '../../release/state/line.ts';
import type { Release } from '../../release/state/release.ts';
import { canonical } from '../ledger/event-chain.ts';
import { raised, type Stream } from '../ledger/raised.ts';
import type { BlockedShelf } from './blocked-builds.ts';
import type { Database } from './database.ts';
import { lineOf } from './look-up.ts';
import { addEffects, voidForwardEffects } from './effects.ts';
import { saveKnown } from './errors.ts';
import { recordEvent } from './events.ts';
import { saveGiven } from './given-images.ts';
import { DecisionRow } from './rows/decision.ts';
import {
  addRelease,
  type LockedLine,
  lockLine,
  lockRelease,
  openReleases,
  saveLine,
  saveRelease,
} from './states.ts';
import type { Tables } from './tables.ts';
import { addTurn } from './turns.ts';
import { type Hints, holding, wakeAt } from './wakes.ts';
import { lineKey } from '../../release/state/keys.ts';

type Args = Parameters<Ledger['decide']>;

/** One transaction: the event, the states, the effects and the wakes, or nothing at all. */
export async function decide(
  db: Database,
  shelf: BlockedShelf,
  hints: Hints,
  ...args: Args
): Promise<Decision> {
  const decision = await db.transaction().execute((trx) => decideIn(trx, shelf, hints, ...args));
  if (isTold(decision)) hints.tellHere();
  return decision;
}

/** What was only noted wishes for later: the poll finds it, and nobody needs to be told. */
function isTold({ kind }: Decision): boolean {
  return kind !== 'measured-only';
}

async function decideIn(
  trx: Transaction<Tables>,
  shelf: BlockedShelf,
  hints: Hints,
  ...[about, judge, wake]: Args
): Promise<Decision> {
  const before = about.delivery === undefined ? null : await decidedBefore(trx, about.delivery);
  if (before) return withBlocked(before, (service) => lineOf(trx, shelf, service));
  if (about.claim) await holding(trx, about.claim);
  const line = await lockLine(trx, shelf, about.service);
  const release = about.release === null ? null : await lockRelease(trx, about.release);
  const others = await openReleases(trx, about.service, about.release);
  const judged = judge(line.state, release?.state ?? null, others);
  const decision = await store(trx, { line, release, event: about.event }, judged);
  await wakeAt(trx, wake(decision), isTold(decision) ? hints : null);
  if (about.delivery !== undefined) await remember(trx, about.delivery, decision);
  return decision;
}

type Before = {
  readonly line: LockedLine;
  readonly release: Stream<Release> | null;
  readonly event: Event;
};

async function store(
  trx: Transaction<Tables>,
  before: Before,
  judged: Decision,
): Promise<Decision> {
  switch (judged.kind) {
    case 'refused':
      return judged;
    case 'measured-only':
      if (judged.line !== before.line.state) await saveLine(trx, before.line, judged.line);
      await saveRelease(trx, judged.release, judged.line);
      return judged;
    case 'moved':
      return storeMove(trx, before, judged);
  }
}

async function storeMove(
  trx: Transaction<Tables>,
  { line, release, event }: Before,
  judged: Extract<Decision, { kind: 'moved' }>,
): Promise<Decision> {
  const { decision, streams } = raised(judged, line.state);
  if (decision.release) await saveRelease(trx, decision.release, decision.line);
  if (decision.born) await addRelease(trx, decision.born, decision.line);
  await saveLine(trx, line, decision.line);
  await saveKnown(trx, decision.known ?? []);
  await saveGiven(trx, decision.given ?? []);
  for (const { name, seq } of streams) {
    const head =
      name === lineKey(line.state.service)
        ? line.head
        : name === release?.state.id
          ? release.head
          : '';
    await recordEvent(trx, { name, seq, head }, event);
  }
  for (const turned of [decision.release, decision.born])
    if (turned) await addTurn(trx, turned, event);
  const key = decision.release?.id ?? decision.born?.id;
  if (decision.supersedes && key !== undefined) await voidForwardEffects(trx, key);
  await addEffects(trx, key ?? lineKey(line.state.service), decision.effects);
  return decision;
}

/**
 * The row is made first: a second decision for the same delivery waits here until the first one is
 * stored.
 */
async function decidedBefore(trx: Transaction<Tables>, delivery: string): Promise<Decision | null> {
  const made = await trx
    .insertInto('outcomes')
    .values({ delivery })
    .onConflict((conflict) => conflict.doNothing())
    .returning('delivery')
    .executeTakeFirst();
  if (made) return null;
  const { decision } = await trx
    .selectFrom('outcomes')
    .select('decision')
    .where('delivery', '=', delivery)
    .executeTakeFirstOrThrow();
  return DecisionRow.parse(decision);
}

/** Its line without blocked builds: they may be thousands, and stand beside the line already. */
function withoutBlocked(decision: Decision): Decision {
  return decision.kind === 'refused'
    ? decision
    : { ...decision, line: { ...decision.line, blocked: [] } };
}

/** With those of now. */
async function withBlocked(
  decision: Decision,
  lineOfNow: (service: string) => Promise<Line>,
): Promise<Decision> {
  if (decision.kind === 'refused') return decision;
  const { blocked } = await lineOfNow(decision.line.service);
  return { ...decision, line: { ...decision.line, blocked } };
}

async function remember(
  trx: Transaction<Tables>,
  delivery: string,
  decision: Decision,
): Promise<void> {
  await trx
    .updateTable('outcomes')
    .set({ decision: canonical(withoutBlocked(decision)) })
    .where('delivery', '=', delivery)
    .execute();
}
