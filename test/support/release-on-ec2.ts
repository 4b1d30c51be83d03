import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import { ec2Fleet } from '../../src/adapters/ec2-fleet/fleet.ts';
import { callBudget } from '../../src/adapters/ec2-fleet/budget.ts';
import type { Bucket } from '../../playground/aws/buckets.ts';
import { makeTell } from '../../src/engine/tell.ts';
import { work } from '../../src/engine/work.ts';
import type { WorkerContext } from '../../src/engine/worker-context.ts';
import type { RollbackOrders } from '../../src/ports/rollback-orders.ts';
import { lineKey } from '../../src/release/state/keys.ts';
import { unwatched } from '../../src/release/state/release.ts';
import { texts } from '../../src/texts/texts.ts';
import { line, plan, release } from './a-release.ts';
import { ec2Crowd } from './ec2-crowd.ts';
import { ec2Build, ec2Place, groups, images } from './ec2-place.ts';
import { startWeb } from './ec2-scaling.ts';
import { ana } from './people.ts';
import { quietLog } from './quiet-log.ts';
import { good } from './readings.ts';
import { boardService } from './thread-samples.ts';

const before = ec2Build('1.41.0', images.old);
const build = ec2Build('1.42.0', images.fresh);

/** Who has time for the whole of a release waits for none of its watches. */
const atOnce = { betweenBatchesMs: 20_000, watchMs: 20_000, retireGraceMs: 10_000 } as const;

/**
 * Davy as it moves the users of two servers on the local AWS to two new ones, in time that stands
 * still but for its own rests. Its ledger may go away, and come back.
 */
export async function releaseOnEc2(
  orders: ((url: string) => RollbackOrders) | null,
  users: number,
  group: { readonly copy: string } | null = null,
  limits: Readonly<Record<string, Bucket>> | null = null,
) {
  const crowd = ec2Crowd(() => place);
  const place = await ec2Place({ served: crowd.served, sticky: crowd.sticky, group });
  // Its time has passed already for a program that has no other clock than the machine's.
  place.world.clock.advance(-60 * 60_000);
  const olds = group ? await startWeb(place) : await place.start({ Role: 'board' }, images.old, 2);
  if (group === null) await place.register(groups[0] ?? '', olds);
  crowd.come(users);
  const now = () => place.world.clock.now();
  const clock = { now, wall: (at: number) => at };
  const ways = { ...plan.ways, atOnce: 20, prepares: true, shutsTogether: true } as const;
  const moving = release(
    { kind: 'requested', since: now() },
    {
      id: 'rel_1',
      at: now(),
      build,
      target: before,
      carries: [],
      turn: 5,
      capacity: 2,
      seen: null,
      watch: unwatched,
      plan: { ...plan, ways, batches: [0.5, 1], usersMin: 0, ...(group || limits ? atOnce : {}) },
    },
  );
  const ledger = memoryLedger({
    realTime: now,
    sleep: async (ms) => place.pass(ms / 1_000),
    holds: {
      line: line({
        seq: 5,
        live: before,
        moving: { release: 'rel_1', carries: [], migrating: false },
      }),
      releases: [moving],
    },
  });
  const kept = orders?.(place.url) ?? null;
  const budget = limits === null ? null : callBudget(10, now);
  if (limits !== null) await place.control('buckets', limits);
  const fleet = ec2Fleet({ ...place.options(place.newWay()), budget });
  const nobody = () => {
    throw new Error('nobody is asked');
  };
  const ports: WorkerContext['ports'] = {
    clock,
    ledger,
    fleet: () => fleet,
    deploys: () => null,
    news: null,
    rollbackOrders: () => kept,
    source: () => null,
    tickets: () => null,
    errors: nobody,
    meter: nobody,
    pager: nobody,
    jobs: nobody,
    board: { post: nobody, update: nobody, find: nobody, below: nobody, remove: nobody },
    pageBoard: { post: nobody, update: nobody, find: nobody, below: nobody, remove: nobody },
    people: { person: nobody, byEmail: nobody, roster: nobody, presence: nobody },
  };
  const tell = makeTell(ports);
  const failed: unknown[] = [];
  const context: WorkerContext = {
    ports,
    tell,
    log: { ...quietLog, error: (facts) => void failed.push(facts) },
    services: { board: boardService },
    draw: () => [],
    drawLine: () => [],
    drawRun: () => [],
    wording: { page: texts.pageSummary, comment: texts.ticketComment },
    releaseId: (seed) => seed,
    at: () => undefined,
  };
  const about = { service: 'board', release: 'rel_1' };
  const current = async () => ledger.release('rel_1');
  const news = () => place.instances().flatMap(({ id }) => (olds.includes(id) ? [] : [id]));
  const usersOn = (ids: readonly string[]) => ids.reduce((sum, id) => sum + crowd.usersOn(id), 0);
  return {
    place,
    crowd,
    ledger,
    kept,
    failed,
    news,
    olds,
    current,
    usersOn,
    everybody: () => usersOn([...olds, ...news()]),
    /** Somebody takes the release back. */
    goBack: () =>
      tell(about, {
        kind: 'rollback-asked',
        at: now(),
        by: ana,
        reason: 'slow',
      }),
    /** Davy works until this is so; what is measured is good. */
    async until(isSo: () => Promise<boolean> | boolean, measured = ['verifying']) {
      await ledger.wake([
        { key: 'rel_1', lane: 'world', dueAt: now() },
        { key: lineKey('board'), lane: 'world', dueAt: now() },
      ]);
      for (let tries = 0; tries < 400; tries += 1) {
        if (await isSo()) return;
        const claim = await ledger.claim(['world'], now());
        if (claim) await work(context, claim);
        else place.pass(2);
        const { kind = 'live' } = (await current())?.phase ?? {};
        if (!measured.includes(kind)) continue;
        if (usersOn(news()) === 0) crowd.come(olds.length);
        await tell(about, { kind: 'measured', at: now(), readings: good });
      }
      throw new Error(`it did not happen; it is ${JSON.stringify((await current())?.phase)}`);
    },
  };
}
