import type { Ledger } from '../../ports/ledger.ts';
import type { JudgeOptions } from '../../release/state/judge-options.ts';
import { countedBy } from '../../release/state/plan.ts';
import { isOpen, type Release } from '../../release/state/release.ts';
import { turnedOut } from '../../release/turned-out.ts';
import type { JudgedLook } from '../../release/verdict/counted.ts';
import { asCanary, placebosIn } from '../../release/verdict/placebo.ts';
import type { Rehearsal } from '../../release/verdict/rehearsal.ts';
import {
  type Replay,
  replayAfter,
  replayed,
  type Replayed,
  replayStart,
} from '../../release/verdict/replay.ts';
import type { Service } from '../../service/service.ts';

/** Nobody reads further back, and looks are kept for 30 days. */
const mostReleases = 50;
/** So many are judged between two waits: nobody else waits longer than a moment for this. */
const atOnce = 50;
/** An answer that takes longer (real ms) would be given a second time: it says how far it came. */
const mostMs = 15_000;
/** So many looks are judged at most, and so many more for old servers. */
const mostLooks = { replays: 40_000, placebos: 20_000 } as const;
/** So many old servers of one soak are played. */
const mostPlacebos = 8;

/** What is rehearsed with: the record, and a clock that shows how long an answer takes. */
type Stage = {
  readonly ledger: Pick<Ledger, 'history' | 'soak' | 'looks'>;
  readonly realNow: () => number;
};

/**
 * It takes seconds of the machine: whoever asks for the same meanwhile hears the same answer.
 */
export function rehearsals(stage: Stage) {
  const running = new Map<string, Promise<Rehearsal>>();
  return ({ name, plan }: Pick<Service, 'name' | 'plan'>): Promise<Rehearsal> => {
    const known = running.get(name);
    if (known) return known;
    const begun = rehearse(stage, name, plan).finally(() => running.delete(name));
    running.set(name, begun);
    return begun;
  };
}

/** One release replayed: null where its looks are not all kept. */
type Act = {
  readonly found: Replayed;
  readonly placebo: Rehearsal['placebo'];
  readonly looks: number;
} | null;

/**
 * Puts the kept looks of the past through the judge with what davy.yml says now, the newest release
 * first, as far as it comes in the time that an answer has.
 */
async function rehearse(
  { ledger, realNow }: Stage,
  service: string,
  plan: Service['plan'],
): Promise<Rehearsal> {
  const began = realNow();
  const isLate = () => Math.abs(realNow() - began) >= mostMs;
  const history = await ledger.history(service, mostReleases);
  const over = history.filter((one) => one.kind !== 'return' && !isOpen(one));
  const spent = { replays: 0, placebos: 0 };
  let done: Rehearsal = { tried: [], placebo: nobody, unkept: 0, left: 0 };
  for (const [index, release] of over.entries()) {
    const most = placebosFor(release, mostLooks.placebos - spent.placebos);
    const isTooMuch = spent.replays >= mostLooks.replays;
    const act = isTooMuch
      ? 'late'
      : await played(ledger, release, { options: optionsOf(release, plan), most, isLate });
    if (act === 'late') return { ...done, left: over.length - index };
    spent.replays += act?.looks ?? 0;
    spent.placebos += act ? act.looks * act.placebo.played : 0;
    done = act
      ? {
          ...done,
          tried: [...done.tried, { release, found: act.found, was: turnedOut(release, history) }],
          placebo: sumOf(done.placebo, act.placebo),
        }
      : { ...done, unkept: done.unkept + 1 };
  }
  return done;
}

/** As davy.yml is now; whoever chose how long it soaks chose what can be proven. */
function optionsOf({ plan: then }: Release, plan: Service['plan']) {
  const soakMs = then.chosen?.soakMs;
  return countedBy(plan(soakMs === undefined ? {} : { soakMs }));
}

/**
 * How many old servers of a soak are played with the looks that are left for it. During a release
 * they lose their users one after the other: none is there what it was.
 */
function placebosFor({ kind, at, phase, plan }: Release, left: number): number {
  if (kind !== 'prerelease' || !('at' in phase)) return 0;
  const looks = Math.max(1, (phase.at - at) / plan.lookEveryMs);
  return Math.max(0, Math.min(mostPlacebos, Math.floor(left / looks)));
}

/** Judges one release look by look; late when the time that an answer has is over. */
async function played(
  ledger: Stage['ledger'],
  { id, kind }: Release,
  {
    options,
    most,
    isLate,
  }: {
    readonly options: JudgeOptions | null;
    readonly most: number;
    readonly isLate: () => boolean;
  },
): Promise<Act | 'late'> {
  const soak = options && (await ledger.soak(id));
  if (!soak) return null;
  const start = replayStart(soak.state, options);
  let replay = start;
  let placebos: readonly Placebo[] | null = null;
  let looks = 0;
  for (let after = -Infinity; ;) {
    if (isLate()) return 'late';
    const page = await ledger.looks(id, { after, most: atOnce });
    const [first] = page;
    if (placebos === null) {
      // What is forgotten is forgotten from its begin on.
      if (!first || first.at !== soak.state.startedAt) return null;
      placebos = placebosIn(page, most).map((server) => ({ server, replay: start }));
    }
    replay = page.reduce(replayAfter, replay);
    placebos = await playedOn(placebos, page);
    looks += page.length;
    after = page.at(-1)?.at ?? Infinity;
    if (page.length < atOnce)
      return { found: replayed(replay, kind), placebo: countOf(placebos), looks };
  }
}

type Placebo = { readonly server: string; readonly replay: Replay };

/** One server at a time: between them whoever keeps users from harm gets on. */
async function playedOn(
  placebos: readonly Placebo[],
  page: readonly JudgedLook[],
): Promise<readonly Placebo[]> {
  const after: Placebo[] = [];
  for (const { server, replay } of placebos) {
    await new Promise((resolve) => setImmediate(resolve));
    const looks = page.map((look) => asCanary(look, server));
    after.push({ server, replay: looks.reduce(replayAfter, replay) });
  }
  return after;
}

const nobody: Rehearsal['placebo'] = { played: 0, called: 0, turned: 0 };

function countOf(placebos: readonly Placebo[]): Rehearsal['placebo'] {
  const found = placebos.map(({ replay }) => replayed(replay, 'prerelease'));
  return {
    played: placebos.length,
    called: found.filter((one) => one.kind === 'calls').length,
    turned: found.filter((one) => one.kind === 'calls' && one.turns).length,
  };
}

function sumOf(a: Rehearsal['placebo'], b: Rehearsal['placebo']): Rehearsal['placebo'] {
  return {
    played: a.played + b.played,
    called: a.called + b.called,
    turned: a.turned + b.turned,
  };
}
