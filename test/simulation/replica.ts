import { makeTell } from '../../src/engine/tell.ts';
import type { WorkerContext } from '../../src/engine/worker-context.ts';
import { work } from '../../src/engine/work.ts';
import type { Claim } from '../../src/ports/ledger.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { type Lane, lanes } from '../../src/release/state/decision.ts';
import { drawStory } from './drawn.ts';
import type { Replica } from './link.ts';
import { type Parts, portsOf } from './ports.ts';
import { quietLog } from '../support/quiet-log.ts';
import { texts } from '../../src/texts/texts.ts';

const atOnce = 4;

export type Copy = {
  readonly replica: Replica;
  readonly poll: () => void;
  readonly ports: () => Ports;
  /** Before it comes back something may be done: another version is put in its place. */
  readonly crash: (forMs: number, before?: () => void) => void;
  readonly pause: (forMs: number) => void;
  readonly awayUntil: () => number;
};

/**
 * One running copy of Davy: the engine's own lanes and `tell`, each outside call over a link that
 * may fail.
 */
export function makeCopy(name: string, parts: Parts): Copy {
  const { schedule, dice, oracle, crashes } = parts;
  const replica: Replica = { name, alive: true, generation: 0, pausedUntil: 0 };
  const portsFor = portsOf(parts, replica);
  const ports = portsFor(null);
  let inHand = new Map<Lane, number>();
  let polling = false;
  let awayUntil = 0;
  let asideUntil = 0;
  const isUp = () => replica.alive && replica.pausedUntil <= schedule.now();
  /** As the engine does once it met work of a newer one. */
  const standAside = () => {
    oracle.note(`${name} steps aside`);
    asideUntil = schedule.now() + 10_000;
  };

  function crash(forMs: number, before: () => void = () => undefined): void {
    if (!replica.alive) {
      // It is down already: whoever starts it starts the other version.
      before();
      return;
    }
    oracle.note(`${name}: crash`);
    replica.alive = false;
    awayUntil = schedule.now() + forMs;
    replica.generation += 1;
    inHand = new Map();
    polling = false;
    schedule.after(forMs, () => {
      before();
      asideUntil = 0;
      replica.alive = true;
      replica.pausedUntil = 0;
      oracle.note(`${name}: back`);
      parts.restarted();
      poll();
    });
  }

  /** At a named point it may die, or stand still for about as long as a lease lasts. */
  function at(): void {
    const thrown = dice.next() / crashes();
    if (thrown < 1) crash(dice.between(500, 20_000));
    else if (thrown < 2) pause(dice.between(4_000, 9_000));
  }

  function pause(forMs: number): void {
    if (!replica.alive) return;
    oracle.note(`${name}: pause ${forMs}`);
    parts.restarted();
    replica.pausedUntil = Math.max(replica.pausedUntil, schedule.now() + forMs);
    awayUntil = replica.pausedUntil;
    schedule.after(forMs, poll);
  }

  const freeLanes = () => lanes.filter((lane) => (inHand.get(lane) ?? 0) < atOnce);

  function poll(): void {
    if (!isUp() || polling || asideUntil > schedule.now()) return;
    const free = freeLanes();
    if (free.length === 0) return;
    polling = true;
    const { generation } = replica;
    void claimOne(free, generation);
  }

  /** Asks for more where there is more: most answers would be that nothing is due. */
  async function pollForMore(): Promise<void> {
    const dueAt = await parts.ledger.nextDue(freeLanes());
    if (dueAt !== null && dueAt <= schedule.now()) poll();
  }

  async function claimOne(free: readonly Lane[], generation: number): Promise<void> {
    try {
      const claim = await ports.ledger.claim(free, schedule.now());
      polling = false;
      if (!claim) return;
      oracle.lent(claim);
      begin(claim, generation);
      void pollForMore();
    } catch {
      polling = false;
      schedule.after(500, poll);
    }
  }

  function begin(claim: Claim, generation: number): void {
    inHand.set(claim.lane, (inHand.get(claim.lane) ?? 0) + 1);
    const over = () => {
      if (replica.generation !== generation) return;
      inHand.set(claim.lane, (inHand.get(claim.lane) ?? 1) - 1);
      void pollForMore();
    };
    const context = { ...makeShop(parts, portsFor(claim), at), standAside };
    work(context, claim).then(over, over);
  }

  return {
    replica,
    poll,
    crash,
    awayUntil: () => awayUntil,
    ports: () => ports,
    pause,
  };
}

function makeShop(parts: Parts, ports: Ports, at: (point: string) => void): WorkerContext {
  return {
    ports,
    tell: makeTell({ ledger: ports.ledger, clock: ports.clock }),
    log: quietLog,
    services: parts.world.services,
    draw: drawStory,
    drawLine: () => [],
    wording: { page: texts.pageSummary, comment: texts.ticketComment },
    drawRun: () => [],
    office: {
      timezone: 'Europe/Amsterdam',
      from: 9 * 60,
      to: 17 * 60,
      days: [1, 2, 3, 4, 5],
      holidays: [],
    },
    releaseId: (seed) => `rel_${seed.replaceAll(/[^\w]/g, '_')}`,
    at,
  };
}
