import { left, many } from './amount.ts';

const within = (ms: number | null) => (ms === null ? '' : `, ${left(ms)}`);

/** How fast a rollback would be now, why, and until when it stays so. */
export const readinessTexts = {
  back: (how: string) => `*Rollback:* ${how}`,
  fast: (ms: number | null, servers: number, target: string) =>
    `ready${within(ms)}; ${many(servers, 'server')} of ${target} ` +
    `${servers === 1 ? 'is' : 'are'} still there`,
  slow: (ms: number | null, servers: number, of: number, target: string) =>
    `slow${within(ms)}; ` +
    (servers === 0
      ? `the servers of ${target} are gone`
      : `only ${servers} of ${many(of, 'server')} of ${target} left`) +
    ', its image is there',
  impossible: (why: string) => `impossible, ${why}`,
  unknown: (why: string) => `not known, ${why}`,
  /** Why no rollback is possible, or nobody can say which. */
  why: {
    'target-unknown': () => 'nobody knows what was live before',
    'image-gone': (target: string) => `the image of ${target} is not there any more`,
    'not-seen': () => 'its servers were not seen yet',
    'image-not-looked-for': (target: string) => `the image of ${target} was not checked yet`,
  },
  oldVersion: 'the version before',
  /** What it is once the old servers are retired. */
  afterwards: {
    slow: (ms: number | null) => `slow${within(ms)}`,
    impossible: (why: string) => `impossible: ${why}`,
    unknown: 'slow, if the image can be found',
  },
  noStart: (why: string) => `No release can start from here: ${why}.`,
  goNow: (then: string) => `The old servers are retired now; after that it is ${then}.`,
  goOnce: (then: string) => `Once they are retired it is ${then}.`,
  goIn: (ms: number, then: string) =>
    `In about ${left(ms)} they are retired; after that it is ${then}.`,
  database: (stays: number, target: string) =>
    `${many(stays, 'migration')} ${stays === 1 ? 'stays' : 'stay'}: ` +
    `${target} has to work with the changed database.`,
};
