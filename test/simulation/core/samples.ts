import type { Build } from '../../../src/release/state/build.ts';
import type { Step } from '../../../src/release/servers/step.ts';
import type { Ways } from '../../../src/release/state/ways.ts';
import type { Plan } from '../../../src/release/state/plan.ts';
import type { Dice } from '../random.ts';
import type { Nature } from './readings.ts';

const minute = 60_000;

/** A build of the history: nothing but its version matters. */
export function buildOf(version: string): Build {
  return {
    service: 'board',
    version,
    commit: `${version.replaceAll('.', '')}c0ffee`,
    image: `ami-${version}`,
    checks: { passed: 12, failed: 0 },
    registeredAt: 0,
  };
}

/** Short soaks and watches, so that a life goes the whole way in few looks. */
export function planOf(dice: Dice, ways: Ways): Plan {
  const lookEveryMs = dice.pick([10_000, 15_000, 20_000]);
  return {
    hash: 'plan',
    ways,
    share: ways.moves === 'traffic' ? dice.fork(6).pick([null, 0.04, 0.15]) : null,
    servers: dice.pick([1, 1, 2]),
    soakMs: dice.pick([2, 3, 5]) * minute,
    usersMin: dice.pick([0, 1]),
    signOff: [
      { team: 'board', approvals: 1 },
      { team: 'shop', approvals: 1 },
    ],
    approvalTtlMs: dice.pick([20, 600]) * minute,
    batches: dice.pick([[1], [0.5, 1], [0.25, 0.5, 1]]),
    betweenBatchesMs: dice.pick([30_000, minute]),
    reconnectsMax: null,
    watchMs: minute,
    retireGraceMs: 20_000,
    countdownMs: dice.pick([minute, 2 * minute]),
    postponeMs: 3 * minute,
    postponesMax: dice.pick([1, 2]),
    answerWithinMs: 3 * minute,
    lookEveryMs,
    judge: null,
    launchTimeoutMs: 8 * minute,
    automatic: dice.chance(0.15),
  };
}

/** Half of those that steer traffic live at night, when nobody comes. */
export function isNight({ moves }: Ways, seed: number): boolean {
  return moves === 'traffic' && Math.floor(seed / 4) % 2 === 1;
}

/** Most builds are healthy; the others fall ill some time after they came. */
export function natureOf(dice: Dice): Nature {
  return {
    illFromMs: dice.chance(0.5) ? Number.POSITIVE_INFINITY : dice.between(0, 12) * minute,
    illness: dice.pick(['bad', 'fatal', 'worse'] as const),
  };
}

/** A step as the journal tells it. */
export function stepText(step: Step): string {
  return `${step.kind} ${JSON.stringify(whatOf(step))}`;
}

function whatOf(step: Step): readonly unknown[] {
  switch (step.kind) {
    case 'launch':
      return step.orders;
    case 'migrate':
      return step.moves;
    case 'steer':
      return step.shares;
    case 'swap':
      return [step.single, step.to, step.build.version];
    default:
      return step.ids;
  }
}
