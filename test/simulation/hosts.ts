import type { JobBegun, JobOrder, JobPlace, JobSight } from '../../src/ports/jobs.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import type { Service } from '../../src/service/service.ts';
import type { Dice } from './random.ts';
import type { Schedule } from './schedule.ts';

/** One run as its host wrote it down. */
export type HostRun = {
  readonly id: string;
  readonly on: string;
  readonly begunAt: number;
  /** What becomes of it when nobody stops it: a code, or it is killed and nobody can say. */
  readonly endsAt: number;
  readonly code: number | null;
  stoppedAt: number | null;
};

const hosts = ['web1', 'web2', 'web3'] as const;
const timeoutMs = 120_000;
const who = ['U4', 'U5'];

/** The jobs that people may have run. */
export const jobsOffered: Service['jobs'] = Object.fromEntries(
  [
    { name: 'reindex', again: true, anytime: false },
    { name: 'backup', again: false, anytime: true },
    { name: 'migrate', again: false, anytime: false },
  ].map(({ name, again, anytime }) => [
    name,
    { name, hosts, who, rules: { again, anytime, timeoutMs }, needsVersion: false },
  ]),
);

/**
 * Hosts with books of their own: an id runs once on each, an order that is late changes nothing,
 * and now and then what ran is killed so that nobody can say how it ended.
 */
export function makeHosts(dice: Dice, schedule: Schedule, meanness: number) {
  const book: HostRun[] = [];
  const never = new Set<string>();
  const newest = new Map<string, { readonly turn: number; readonly fence: number }>();
  const barred = barsOn(dice.fork(1), schedule.now(), meanness);
  const isBarred = (on: string | null) =>
    barred.some((one) => one.on === on && schedule.now() >= one.from && schedule.now() < one.to);
  const find = ({ id, on }: JobPlace) => book.find((run) => run.id === id && run.on === on);

  function begin(order: JobOrder): JobBegun {
    const { id, on, under, turn, fence } = order;
    // What the wire says now is no word on what an earlier order did.
    if (isBarred(on)) throw new UpstreamError('hosts', 'beginning: permission denied');
    if (find(order)) return { kind: 'begun' };
    const name = `${on} ${under}`;
    const known = newest.get(name) ?? { turn, fence };
    const isLate = turn < known.turn || (turn === known.turn && fence < known.fence);
    if (isLate || never.has(`${on} ${id}`)) return { kind: 'superseded' };
    newest.set(name, { turn, fence });
    book.push({
      id,
      on: on ?? '',
      begunAt: schedule.now(),
      endsAt: schedule.now() + dice.between(1_000, 40_000),
      code: dice.chance(0.1 * meanness) ? null : dice.chance(0.85) ? 0 : dice.between(1, 3),
      stoppedAt: null,
    });
    return { kind: 'begun' };
  }

  function look(place: JobPlace): JobSight {
    if (isBarred(place.on)) return { state: 'refused', why: 'denied', detail: '' };
    const run = find(place);
    const output = '';
    const progress = null;
    const ended = (how: 'exit' | 'stopped', code: number | null): JobSight => ({
      state: 'ended',
      code,
      how,
      output,
      progress,
    });
    if (!run)
      return never.has(`${place.on} ${place.id}`) ? ended('stopped', null) : { state: 'none' };
    if (run.stoppedAt !== null) return ended('stopped', 143);
    if (schedule.now() < run.endsAt) return { state: 'running', output, progress };
    return run.code === null ? { state: 'lost', output, progress } : ended('exit', run.code);
  }

  return {
    book,
    begin,
    look,
    stop(place: JobPlace): void {
      const run = find(place);
      if (!run) never.add(`${place.on} ${place.id}`);
      else if (schedule.now() < run.endsAt) run.stoppedAt ??= schedule.now();
    },
  };
}

/** For a while a host lets nobody in, until a person changes that. */
function barsOn(dice: Dice, begin: number, meanness: number) {
  return hosts.flatMap((on) => {
    if (!dice.chance(0.6 * meanness)) return [];
    const from = begin + dice.between(60, 600) * 1_000;
    return [{ on, from, to: from + dice.between(20, 180) * 1_000 }];
  });
}

/** The hosts of one history. */
export type Hosts = ReturnType<typeof makeHosts>;
