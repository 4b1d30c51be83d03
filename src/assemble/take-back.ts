import { setTimeout as sleep } from 'node:timers/promises';
import { makeTell } from '../engine/tell.ts';
import { work } from '../engine/work.ts';
import type { WorkerContext } from '../engine/worker-context.ts';
import { Replaced } from '../ports/errors.ts';
import { orNull } from '../ports/or-null.ts';
import type { Log } from '../ports/log.ts';
import type { Ports } from '../ports/ports.ts';
import type { RollbackOrder, TakenBack } from '../release/servers/rollback-order.ts';
import type { Lane } from '../release/state/decision.ts';
import { isOpen, type Release } from '../release/state/release.ts';
import { releaseId } from '../slack/answer/release-id.ts';
import type { Services } from '../service/service.ts';
import { texts } from '../texts/texts.ts';

/** What a way back needs: the world, deadlines, and whoever is on call; Slack is asked nothing. */
const lanes: readonly Lane[] = ['world', 'clock', 'page', 'watch'];

/** Who has nothing to do looks again so often (real ms). */
const restMs = 250;

/** What it works with: ports over a ledger that holds the order alone. */
export type TakeBackMeans = {
  readonly ports: Ports;
  readonly services: Services;
  readonly log: Log;
  /** Hears how it stands, again and again. */
  readonly say: (releases: readonly Release[]) => void;
  /** Waits (real ms). */
  readonly rest?: (ms: number) => Promise<unknown>;
};

/** How it ended: all are over, or the fleet takes orders of somebody else. */
export type CarriedOut =
  | { readonly kind: 'over'; readonly releases: readonly Release[] }
  | { readonly kind: 'replaced'; readonly why: string };

/**
 * Carries a rollback order out without the database: by the engine's own lanes and the core's own
 * steps, over a ledger that holds nothing but the order.
 *
 * The fleet is told first, by an order that changes nothing else: from then on it refuses whoever
 * gave orders before, and it refuses this one where a release gave orders that it does not know.
 */
export async function carryOut(
  order: RollbackOrder,
  taken: TakenBack,
  means: TakeBackMeans,
): Promise<CarriedOut> {
  const { ports, say, rest = sleep } = means;
  const heard: string[] = [];
  const replaced = ({ message }: Replaced) => void heard.push(message);
  try {
    await takeOver(order, ports);
  } catch (cause) {
    if (!(cause instanceof Replaced)) throw cause;
    return { kind: 'replaced', why: cause.message };
  }
  await noteTaken(order, taken, means);
  const context = contextOf(order, means, replaced);
  await askAll(order, taken, context);
  const inHand = new Map<Lane, Promise<void>>();
  while (heard.length === 0) {
    for (const lane of lanes.filter((one) => !inHand.has(one))) await begin(lane, context, inHand);
    const now = await releasesOf(order, ports);
    say(now);
    // Nobody waits for a lane that is busy: users least of all for a pager.
    if (inHand.size > 0) await Promise.race([...inHand.values(), sleep(restMs)]);
    else if (now.every((release) => !isOpen(release))) return { kind: 'over', releases: now };
    else await rest(restMs);
  }
  await Promise.all(inHand.values());
  return { kind: 'replaced', why: heard[0] ?? '' };
}

/** Takes what is due of a lane in hand, if anything is. */
async function begin(
  lane: Lane,
  context: WorkerContext,
  inHand: Map<Lane, Promise<void>>,
): Promise<void> {
  const { ledger, clock } = context.ports;
  const claim = await ledger.claim([lane], clock.now());
  if (claim)
    inHand.set(
      lane,
      work(context, claim).finally(() => inHand.delete(lane)),
    );
}

async function releasesOf(
  { releases }: RollbackOrder,
  { ledger }: Ports,
): Promise<readonly Release[]> {
  const found = await Promise.all(releases.map(({ id }) => ledger.release(id)));
  return found.filter((release) => release !== null);
}

/** One that others bring back along refuses; a return goes on as it is. */
async function askAll(
  { service, releases }: RollbackOrder,
  { by, user, host, reason }: TakenBack,
  { tell, ports: { clock, ledger } }: WorkerContext,
): Promise<void> {
  const terminal = { user, host, reason };
  for (const { id } of releases)
    await tell(
      { service, release: id },
      { kind: 'rollback-asked', at: clock.now(), by, reason, terminal },
    );
  const dueAt = clock.now();
  await ledger.wake(releases.flatMap(({ id }) => lanes.map((lane) => ({ key: id, lane, dueAt }))));
}

/** An order about no server: only who gives orders from now on changes by it. */
async function takeOver(order: RollbackOrder, { fleet }: Ports): Promise<void> {
  const { service } = order;
  const stillMine = async () => undefined;
  for (const { id, turn, fencesFrom: fence = 0 } of order.releases)
    await fleet(service).protect(
      { service, release: id, turn, fence, lastTurn: lastTurnOf(order), stillMine },
      [],
      true,
    );
}

/**
 * So that a Davy whose database comes back learns of it; but users wait for no note. What cannot be
 * noted the fence tells: such a Davy is refused until a person looks.
 */
async function noteTaken(
  order: RollbackOrder,
  taken: TakenBack,
  { ports, log }: TakeBackMeans,
): Promise<void> {
  const { service } = order;
  await orNull(
    async () => ports.rollbackOrders(service)?.keep({ ...order, taken }),
    ({ message }) => log.warn({ service, cause: message }, 'the way back is not noted'),
  );
}

function contextOf(
  order: RollbackOrder,
  { ports, services, log }: TakeBackMeans,
  replaced: (cause: Replaced) => void,
): WorkerContext {
  const alone: Ports = {
    ...ports,
    source: () => null,
    tickets: () => null,
    deploys: () => null,
    news: null,
  };
  return {
    ports: alone,
    tell: makeTell(alone),
    log,
    services,
    releaseId,
    draw: () => [],
    drawLine: () => [],
    drawRun: () => [],
    wording: { page: texts.pageSummary, comment: texts.ticketComment },
    at: () => undefined,
    outside: { lastTurn: lastTurnOf(order), replaced },
  };
}

function lastTurnOf({ line, releases }: Pick<RollbackOrder, 'line' | 'releases'>): number {
  return Math.max(line.seq, ...releases.map(({ turn }) => turn));
}
