import type { Bucket } from '../../playground/aws/buckets.ts';
import type { Behaviour } from '../../playground/repository/behaviours.ts';

/** What is killed at a point: Davy alone, or PostgreSQL with all its children and then Davy. */
export type Victim = 'davy' | 'davy and postgres';

/** One kill: the point at which Davy stands still, and who dies there. */
export type Kill = { readonly at: string; readonly victim: Victim };

/**
 * One build that is brought out while somebody kills, and how that must end all the same.
 * `repeats`: Slack brings every click and command once more (`x-slack-retry-num`), and somebody
 * asks by a mention, which Slack repeats by itself until it is taken.
 */
export type Run = {
  readonly name: string;
  readonly behaviour: Behaviour;
  readonly ending: 'live' | 'rolled back';
  readonly kills: readonly Kill[];
  readonly repeats?: true;
  /** What the local AWS does to calls meanwhile, as its door `faults` takes it. */
  readonly trouble?: readonly object[];
  /** What its account may call meanwhile, as its door `buckets` takes it: the rest is refused. */
  readonly limits?: Readonly<Record<string, Bucket>>;
  /** A second Davy works on the same database. */
  readonly isTwo?: true;
};

/** Every phase in which something is killed. `countdown` is the page before a rollback. */
export const phases = [
  'launching',
  'joining',
  'configuring',
  'soaking',
  'waiting',
  'approved',
  'verifying',
  'migrating',
  'watching',
  'retiring',
  'announcing',
  'countdown',
  'rolling-back',
] as const;

const alone = (...points: string[]): readonly Kill[] =>
  points.map((point) => ({ at: point.includes(':') ? point : `${point}:1`, victim: 'davy' }));
const together = (...points: string[]): readonly Kill[] =>
  alone(...points).map(({ at }) => ({ at, victim: 'davy and postgres' }));
const inTurns = (...points: string[]): readonly Kill[] =>
  alone(...points).map(({ at }, i) => ({ at, victim: i % 2 === 0 ? 'davy' : 'davy and postgres' }));

const beforeTheCall: Run = {
  name: 'before the call',
  behaviour: 'healthy',
  ending: 'live',
  kills: alone(
    'world before launch',
    'world before admit',
    'world before observe in configuring',
    'watch before measure in soaking',
    'tell after write waiting',
    'slack before post',
    'world before observe in approved',
    'world before launch',
    'world before admit',
    'world before migrate',
    'watch before measure in watching',
    'world before protect',
    'world before retire',
    'world before observe in announcing',
  ),
};

const afterTheCall: Run = {
  name: 'after the call',
  behaviour: 'healthy',
  ending: 'live',
  kills: together(
    'world after launch',
    'world after admit',
    'world after observe in configuring',
    'watch after measure in soaking',
    'tell after write waiting',
    'slack after post',
    'world after observe in approved',
    'world after launch',
    'world after admit',
    'world after migrate',
    'watch after measure in watching',
    'world after protect',
    'world after retire',
    'world after observe in announcing',
  ),
};

const beforeTheWrite: Run = {
  name: 'before the write',
  behaviour: 'noisy',
  ending: 'live',
  kills: inTurns(
    'tell before write joining',
    'tell before write configuring',
    'tell before write soaking',
    'tell before write waiting',
    'tell before write approved',
    'tell before write requested',
    'tell before write verifying',
    'tell before write migrating',
    'world before settle',
    'tell before write watching',
    'tell before write retiring',
    'tell before write announcing',
    'tell before write live',
    'slack after update',
  ),
};

const badCanary: Run = {
  name: 'bad canary',
  behaviour: 'throws',
  ending: 'rolled back',
  kills: alone(
    'tell before write page',
    'page before page',
    'page after page',
    'clock before tell',
    'tell before write rolling-back',
    'world before close',
    'world after migrate',
    'world before retire',
    'tell before write rolled-back',
    'page after resolve-page',
  ),
};

const badRelease: Run = {
  name: 'bad release',
  behaviour: 'half-fleet',
  ending: 'rolled back',
  kills: together(
    'world after migrate',
    'page after post',
    'page before settle',
    'tell after write rolling-back',
    'world after close',
    'world before migrate',
    'world after protect',
    'world after retire',
    'tell after write rolled-back',
  ),
};

/**
 * Somebody types, asks and presses, and each time Davy dies with what it was just brought: unsaved,
 * saved, or already done.
 */
const atTheDoor: Run = {
  name: 'at the door',
  behaviour: 'healthy',
  ending: 'live',
  repeats: true,
  kills: [
    ...alone('receive before write', 'receive after write'),
    ...together('inbox before answer'),
    ...alone('inbox after answer'),
    ...alone('receive before write'),
    ...together('receive after write'),
    ...alone('inbox before answer'),
    ...together('inbox after answer'),
  ],
};

/** What only a fleet on EC2 has, and each of its calls from both sides. */
const onEc2: Run = {
  name: 'on EC2',
  behaviour: 'healthy',
  ending: 'live',
  kills: inTurns(
    'world before prepare',
    'world after prepare',
    'world after admit',
    'world before launch',
    'world after launch',
    'world before prepare',
    'world after prepare',
    'world before admit',
    'world before close',
    'world after close',
    'world after protect',
    'world before retire',
    'world after retire',
  ),
};

/** APIs that change something: each is carried out, and nobody hears of it, time and again. */
const changing = [
  'ec2/RunInstances',
  'ec2/CreateTags',
  'ec2/ModifyInstanceAttribute',
  'ec2/TerminateInstances',
  'elasticloadbalancing/AddTags',
  'elasticloadbalancing/RegisterTargets',
  'elasticloadbalancing/ModifyRule',
  'elasticloadbalancing/DeregisterTargets',
] as const;
const answersLost: Run = {
  name: 'answers lost',
  behaviour: 'noisy',
  ending: 'live',
  kills: [],
  trouble: changing.map((api) => ({ kind: 'answer-lost', path: `/${api}`, times: 2 })),
};

/** Somebody else in the account calls so much that Davy is told "not so often" again and again. */
const few = (perSecond: number): Bucket => ({ most: 1, perSecond });
const limits = {
  'ec2:DescribeInstances': few(0.8),
  'ec2:RunInstances': few(0.02),
  'ec2:CreateTags': few(0.05),
  'ec2:ModifyInstanceAttribute': few(0.2),
  'ec2:TerminateInstances': few(0.02),
  'elasticloadbalancing:DescribeRules': few(0.8),
  'elasticloadbalancing:DescribeTargetHealth': { most: 5, perSecond: 2 },
  'elasticloadbalancing:RegisterTargets': few(0.05),
  'elasticloadbalancing:ModifyRule': few(0.05),
  'elasticloadbalancing:DeregisterTargets': few(0.05),
} as const;
const throttled: Run = {
  name: 'throttled',
  behaviour: 'healthy',
  ending: 'live',
  kills: [],
  limits,
};
const throttledBack: Run = {
  name: 'throttled, and back',
  behaviour: 'half-fleet',
  ending: 'rolled back',
  kills: [],
  limits,
};

/** Two of them on one database share the work of one release. */
const twoDavys: Run = {
  name: 'two Davys',
  behaviour: 'healthy',
  ending: 'live',
  kills: [],
  isTwo: true,
};
const twoDavysBack: Run = {
  name: 'two Davys, and back',
  behaviour: 'half-fleet',
  ending: 'rolled back',
  kills: [],
  isTwo: true,
};

/** Runs that share one playground go one after the other. */
export type Group = readonly Run[];

/** Every phase, every side of a call, alone and together. */
export const full: readonly Group[] = [
  [beforeTheCall, beforeTheWrite],
  [badCanary, badRelease, afterTheCall],
  [atTheDoor],
];

/** The same over EC2, and what there is only there. */
export const fullOnEc2: readonly Group[] = [
  ...full,
  [onEc2, answersLost],
  [throttled, throttledBack],
  [twoDavys, twoDavysBack],
];

/** Small enough to run with the other tests. */
export const quick: readonly Group[] = [
  [
    {
      name: 'a bit of each',
      behaviour: 'healthy',
      ending: 'live',
      kills: [
        ...alone('receive after write'),
        ...together('world after launch'),
        ...alone('slack after post'),
        ...together('tell before write approved'),
        ...alone('world after migrate'),
        ...together('world before retire'),
      ],
    },
  ],
];
