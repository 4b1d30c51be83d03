import { waysOf } from '../../src/config/ways.ts';
import type { CallBudget } from '../../src/adapters/ec2-fleet/budget.ts';
import type { Fleet } from '../../src/ports/fleet.ts';
import type { Line } from '../../src/release/state/line.ts';
import { isOpen, type Release } from '../../src/release/state/release.ts';
import { nextStep } from '../../src/release/servers/next-step.ts';
import { transition } from '../../src/release/transition.ts';
import { perform } from '../../src/engine/world/perform.ts';
import { orderFor } from '../../test/contracts/fleet-world.ts';
import {
  line as sampleLine,
  plan,
  release as sampleRelease,
} from '../../test/support/a-release.ts';
import { ec2Build, images } from '../../test/support/ec2-place.ts';
import { measured, observed } from '../../test/support/events.ts';
import { unmeasured } from '../../test/support/release-parts.ts';
import type { callBook } from './calls.ts';

/** So many calls a second an account has. */
export const perSecond = 10;
const callsOfALook = 4;
/** Between two looks goes by so much (ms, virtual). */
const pausesMs = { afterStep: 150, moving: 1_000, watching: 30_000 } as const;
const measuredEveryMs = 15_000;
const looksMax = 5_000;

type Doing = {
  readonly fleet: Fleet;
  readonly budget: CallBudget;
  readonly book: ReturnType<typeof callBook>;
  readonly say: (line: string) => void;
  readonly pass: (ms: number) => void;
  readonly now: () => number;
};

/** Looks, decides and acts as the engine does, until the release is over. */
export async function carryOut(doing: Doing, servers: number): Promise<Release> {
  const { fleet, budget, book, say, pass, now } = doing;
  const order = orderFor('board', 'rel_ALL');
  const begunAt = now();
  let state = begin(begunAt, servers);
  let measuredAt = 0;
  for (let looks = 0; looks < looksMax && isOpen(state.release); looks += 1) {
    // The look waits for its turn; here the time goes by without anybody waiting.
    pass(budget.waitMs(callsOfALook));
    const seen = await fleet.observe('board', true);
    await book.note('look');
    state = after(state, observed(now(), seen.servers));
    if (now() - measuredAt >= measuredEveryMs) {
      measuredAt = now();
      state = after(state, measured(now()));
    }
    const step = isOpen(state.release)
      ? nextStep(state.line, state.release, seen.servers, now())
      : null;
    if (step) {
      say(`${Math.round((now() - begunAt) / 1_000)} s: ${state.release.phase.kind}, ${step.kind}`);
      await perform(fleet, order, step);
      await book.note(step.kind);
    }
    pass(
      step ? pausesMs.afterStep : isWatched(state.release) ? pausesMs.watching : pausesMs.moving,
    );
  }
  return state.release;
}

type State = { readonly line: Line; readonly release: Release };

function begin(at: number, servers: number): State {
  const old = ec2Build('1.41.0', images.old);
  const release = sampleRelease(
    { kind: 'launching', since: at },
    {
      at,
      build: ec2Build('1.42.0', images.fresh),
      target: old,
      carries: [],
      capacity: servers,
      watch: unmeasured,
      plan: { ...plan, ways: ways(), betweenBatchesMs: 60_000, watchMs: 120_000 },
    },
  );
  const moving = { release: release.id, carries: [], migrating: false };
  return { line: sampleLine({ live: old, moving }), release };
}

/** As davy.yml would say it of this fleet; nothing else of it matters to its ways. */
function ways() {
  return waysOf({
    kind: 'ec2',
    moves: 'users',
    users: { query: '', label: '', is: '' },
    drain: { url: '' },
    launch_template: { id: '', version: 1 },
    subnets: [],
    instance_types: [],
    select: { tags: {}, version_tag: '' },
    traffic: { listener_rule: '', groups: [], waiting: '' },
    starts_within: 0,
    cost: {},
    calls_per_second: perSecond,
  });
}

function after({ line, release }: State, event: Parameters<typeof transition>[3]): State {
  const decision = transition(line, release, [], event);
  if (decision.kind === 'refused') throw new Error(`${event.kind} is refused: ${decision.code}`);
  return { line: decision.line, release: decision.release ?? release };
}

function isWatched({ phase }: Release): boolean {
  return phase.kind === 'migrating'
    ? phase.movedAt !== null
    : ['watching', 'retiring'].includes(phase.kind);
}
