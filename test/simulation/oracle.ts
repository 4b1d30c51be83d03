import type { Claim, Ledger } from '../../src/ports/ledger.ts';
import type { Build } from '../../src/release/state/build.ts';
import type { Decision } from '../../src/release/state/decision.ts';
import type { Event } from '../../src/release/state/event.ts';
import type { Line } from '../../src/release/state/line.ts';
import type { Release } from '../../src/release/state/release.ts';
import type { Single } from '../../src/release/state/single.ts';
import type { TrafficShare } from '../../src/release/state/traffic-share.ts';
import { lateWindowMs, timing } from '../../src/time/timing.ts';
import { type Box, isLeaving } from './cloud.ts';
import { checkAction } from './oracle-actions.ts';
import { checkDecision } from './oracle-decisions.ts';
import { watchLeft } from './oracle-left.ts';
import { watchRestless } from './oracle-restless.ts';
import { watchJobs } from './oracle-jobs.ts';
import { watchSwitches } from './oracle-returned.ts';
import { checkShares } from './oracle-shares.ts';
import { watchPromised } from './oracle-promised.ts';
import { watchReminded } from './oracle-reminded.ts';
import { watchSingles } from './oracle-singles.ts';
import type { Pages } from './oracle-pages.ts';
import { checkParkCall, type Holders } from './oracle-park.ts';
import type { Truth } from './signals.ts';
import type { World } from './world.ts';

/** What one look read of both sources, it read within this. */
const oneLookMs = lateWindowMs(timing) + timing.marginMs;

/** A call that changes the world, as it left Davy. */
export type Call = {
  readonly at: number;
  readonly kind: string;
  readonly ids: readonly string[];
  readonly claim: Claim | null;
  readonly replica: string;
  readonly build?: Build;
  /** What becomes of a single. */
  readonly to?: 'stopped' | 'running';
  readonly release?: string;
  readonly slots?: readonly number[];
  readonly shares?: readonly TrafficShare[];
};

/** What the oracle knows of one release from what was recorded and from what the world did. */
export type Known = {
  release: Release;
  readonly bornAt: number;
  movedAt: number;
  turnedAt: number | null;
  endedAt: number | null;
  /** Calls that brought users home or servers out, since it turned round. */
  firstWayBack: number | null;
  killed: boolean;
  /** `told`: Davy learned of it. A worker that lost its place throws away what it saw. */
  looks: { readonly at: number; readonly good: boolean; told: boolean }[];
  /** What one source said of a look whose other source has not answered yet. */
  half: {
    readonly at: number;
    readonly truth: Truth;
    readonly system: string;
    readonly fence: number | undefined;
  } | null;
  awayWhenTurned: number;
  late: boolean;
  /** When there was last nowhere for its users to go. */
  homelessAt: number;
  /** Whose look it was, where the last one told no share of a server that answers. */
  unread: number | null;
  readonly pages: Pages;
};

export type Decided = {
  readonly about: Parameters<Ledger['decide']>[0];
  readonly event: Event;
  readonly decision: Decision;
  readonly line: Line;
  readonly release: Release | null;
  readonly others: readonly Release[];
};

/**
 * Watches everything, believes nobody: checks after each event what must always hold, from the
 * world's own books.
 */
export type Oracle = ReturnType<typeof makeOracle>;

export function makeOracle(now: () => number) {
  const journal: string[] = [];
  const violations: string[] = [];
  const fences = new Map<string, number>();
  const known = new Map<string, Known>();
  const decided = new Map<string, number>();
  const sights = new Map<string, number>();
  /** As of which event of its release each piece of work asked last whether it is still its own. */
  const asked = new Map<string, number | undefined>();
  const holders: Holders = new Map();
  const startedAt = now();
  let world: World | null = null;

  function note(text: string): void {
    journal.push(`${((now() - startedAt) / 1_000).toFixed(3)} ${text}`);
  }

  function broken(invariant: number, text: string): void {
    if (violations.length >= 20) return;
    violations.push(`${invariant}: ${text}`);
    note(`VIOLATION ${invariant}: ${text}`);
  }

  const newest = (claim: Claim) => fences.get(`${claim.lane} ${claim.key}`) ?? 0;

  const self = {
    journal,
    violations,
    known,
    note,
    broken,
    now,
    newest,
    decided,
    get jobs(): ReturnType<typeof watchJobs> {
      return jobs;
    },
    get switches(): ReturnType<typeof watchSwitches> {
      return switches;
    },
    get singles(): ReturnType<typeof watchSingles> {
      return singles;
    },
    get promised(): ReturnType<typeof watchPromised> {
      return promised;
    },
    get left(): ReturnType<typeof watchLeft> {
      return left;
    },
    get reminded(): ReturnType<typeof watchReminded> {
      return reminded;
    },
    get restless(): ReturnType<typeof watchRestless> {
      return restless;
    },
    get world(): World {
      return world!;
    },
    watch(place: World) {
      world = place;
    },
    sawFleet(claim: Claim, shown: readonly Single[]) {
      sights.set(lentAs(claim), now());
      singles.saw(claim, shown);
    },
    /** How old a look is when a step begins by it; later calls of the same step are not asked. */
    lookAge(claim: Claim): number {
      const seenAt = sights.get(lentAs(claim)) ?? Number.NEGATIVE_INFINITY;
      sights.set(lentAs(claim), Number.POSITIVE_INFINITY);
      return now() - seenAt;
    },
    /** Somebody asked whether work is still theirs, having decided after so many events. */
    renewed: (claim: Claim, seq?: number) => void asked.set(lentAs(claim), seq),
    /** Whether they asked since the call before, about what they had decided. */
    hasAsked(claim: Claim): boolean {
      const seq = asked.get(lentAs(claim));
      asked.delete(lentAs(claim));
      return seq !== undefined;
    },
    lent(claim: Claim) {
      const key = `${claim.lane} ${claim.key}`;
      fences.set(key, Math.max(fences.get(key) ?? 0, claim.fence));
    },
    issued(call: Omit<Call, 'at'>): Call {
      const made = { ...call, at: now() };
      checkAction.issued(self, made);
      checkParkCall(self, holders, made);
      checkShares.issued(self, made);
      singles.issued(made);
      return made;
    },
    performed(call: Call, act: () => void): void {
      const before = world!.cloud.serving();
      const open = world!.cloud.open();
      const cut =
        call.kind === 'retire'
          ? world!.cloud.boxes
              .filter((box) => call.ids.includes(box.id) && !isLeaving(box))
              .map((box) => ({ ...box }))
          : [];
      const gets = world!.cloud.steering?.shares() ?? new Map<string, number>();
      act();
      checkShares.shut(self, call, gets);
      note(`${call.replica} ${call.kind} ${subjectOf(call)} for ${call.claim?.key ?? '-'}`);
      checkAction.performed(self, call, { before, open, cut });
      switches.performed(call);
    },
    launched(release: string, build: Build, made: readonly Box[]): void {
      if (made.length > 0) checkAction.launched(self, release, build, made);
    },
    looked(claim: Claim | null, system: 'sentry' | 'prometheus', truth: Truth): void {
      const one = known.get(claim?.key ?? '');
      if (!one) return;
      const { half } = one;
      if (half?.fence !== claim?.fence || half?.system === system || half === null) {
        one.half = { at: now(), truth, system, fence: claim?.fence };
        return;
      }
      one.half = null;
      const good = truth === 'good' && half.truth === 'good' && now() - half.at <= oneLookMs;
      one.looks.push({ at: now(), good, told: false });
    },
    async deciding(
      about: Decided['about'],
      decide: (
        watched: (judge: Parameters<Ledger['decide']>[1]) => Parameters<Ledger['decide']>[1],
      ) => Promise<Decision>,
    ): Promise<Decision> {
      let seen: Pick<Decided, 'line' | 'release' | 'others'> | null = null;
      const decision = await decide((judge) => (line, release, others) => {
        seen = { line, release, others };
        return judge(line, release, others);
      });
      if (seen)
        checkDecision(self, {
          about,
          event: about.event,
          decision,
          ...(seen as Pick<Decided, 'line' | 'release' | 'others'>),
        });
      return decision;
    },
  };
  const jobs = watchJobs(self);
  const switches = watchSwitches(self);
  const singles = watchSingles(self);
  const promised = watchPromised(self);
  const left = watchLeft(self);
  const reminded = watchReminded(self);
  const restless = watchRestless(self);
  return self;
}

function lentAs({ lane, key, fence }: Claim): string {
  return `${lane} ${key} ${fence}`;
}

function subjectOf({ kind, build, slots, ids, shares, to }: Call): string {
  if (to) return `${ids.join(',')} ${to} ${build?.version}`;
  if (shares) return shares.map((to) => `${to.version} ${to.share.toFixed(3)}`).join(', ');
  return kind === 'launch' ? `${build?.version} ${slots?.join(',')}` : ids.join(',');
}
