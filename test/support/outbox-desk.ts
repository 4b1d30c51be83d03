import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import { work } from '../../src/engine/work.ts';
import type { WorkerContext } from '../../src/engine/worker-context.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { Effect, Lane } from '../../src/release/state/decision.ts';
import type { Release } from '../../src/release/state/release.ts';
import { line } from './a-release.ts';
import { aShop } from './a-shop.ts';
import { noon } from './noon.ts';

/**
 * One lane that tells others what happened, over a ledger of maps and a clock that tests turn.
 * Whoever dies at a point is followed by somebody else when the lease has ended.
 */
export function outboxDesk(lane: Lane, outside: Partial<Ports>) {
  const time = { now: noon };
  const ledger = memoryLedger({ realTime: () => time.now, sleep: async () => undefined });
  const { shop, state } = aShop(noon, { ledger });
  const dies = { at: '', left: 0 };
  const context: WorkerContext = {
    ...shop,
    ports: { ...shop.ports, clock: { now: () => time.now, wall: (at) => at }, ...outside },
    at: (point) => {
      if (point === dies.at && (dies.left -= 1) === 0) throw new Error('died');
    },
  };
  const turn = async (): Promise<boolean> => {
    const claim = await ledger.claim([lane], time.now);
    if (!claim) return false;
    // Whoever dies gives nothing back.
    const isDying = dies.left === 1;
    await work(
      isDying ? { ...context, ports: { ...context.ports, ledger: dyingLedger() } } : context,
      claim,
    ).catch((cause: unknown) => {
      if (String(cause) !== 'Error: died') throw cause;
    });
    return true;
  };
  const dyingLedger = (): Ports['ledger'] => ({
    ...ledger,
    settle: async (claim, outcome) => {
      if (outcome.failed) throw new Error('died');
      return ledger.settle(claim, outcome);
    },
  });
  return {
    ledger,
    logged: state.logged,
    now: () => time.now,
    /** Dies when this point is passed. */
    dieAt: (at: string) => Object.assign(dies, { at, left: 1 }),
    /** Decides these effects of a release, which stands as given. */
    async decide(release: Release, ...effects: readonly Effect[]): Promise<void> {
      const known = await ledger.release(release.id);
      await ledger.decide(
        {
          service: release.service,
          release: known ? release.id : null,
          event: { kind: 'time-passed', at: time.now },
        },
        () => ({
          kind: 'moved',
          line: line(),
          release: known ? { ...release, seq: known.seq } : null,
          born: known ? null : release,
          effects,
          supersedes: false,
        }),
        () => [{ key: release.id, lane, dueAt: time.now }],
      );
    },
    /** Works until so long has passed. */
    async workOff(ms = 60_000, step = 250): Promise<void> {
      for (const end = time.now + ms; time.now < end;) if (!(await turn())) time.now += step;
    },
  };
}
