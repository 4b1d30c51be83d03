import type { WakeUp } from '../ports/work.ts';
import { buildKey, lineKey } from '../release/state/keys.ts';
import type { Line } from '../release/state/line.ts';

/** The cards of builds whose image is looked for from now on, or no longer. */
export function ofImages(before: Line, after: Line, dueAt: number): readonly WakeUp[] {
  return [...before.awaited, ...after.awaited].flatMap((one) =>
    before.awaited.includes(one) && after.awaited.includes(one)
      ? []
      : [{ key: buildKey({ ...one, service: after.service }), lane: 'slack' as const, dueAt }],
  );
}

/** What was said of servers that nobody stands for is carried out when its time comes. */
export function ofStrays(before: Line, after: Line, now: number): readonly WakeUp[] {
  return after.strays
    .filter((group) => !before.strays.includes(group))
    .flatMap(({ word }) =>
      word
        ? [
            {
              key: lineKey(after.service),
              lane: 'world' as const,
              dueAt: Math.max(now, word.goesAt),
            },
          ]
        : [],
    );
}
