import type { JudgedLook } from './counted.ts';

/** When servers of the build restarted of themselves, half an hour back. */
export type Restarts = readonly number[];

const keptMs = 30 * 60_000;
const mostKept = 20;
/** So many within this time are a crash loop, whatever old servers do. */
const loop = { restarts: 3, ms: 15 * 60_000 } as const;

/** Takes the restarts of a look in. */
export function restartsAfter(restarts: Restarts, { at, restarted }: JudgedLook): Restarts {
  const fresh = restarted.filter(({ side }) => side === 'new').map(() => at);
  return [...restarts.filter((one) => at - one < keptMs), ...fresh].slice(-mostKept);
}

/** Whether the build starts again and again; `servers` is how many it has. */
export function isCrashLoop(restarts: Restarts, at: number, servers: number): boolean {
  const many = restarts.filter((one) => at - one < loop.ms).length;
  return many >= loop.restarts + Math.max(0, servers - 1);
}
