import type { Asked } from '../match/match.ts';

const windowMs = 60_000;
/** More than anybody means in a minute, and less than what would keep others waiting. */
const most = 30;
const peopleKept = 1_000;

/**
 * What becomes of one more wish of one person: done, refused with the one answer of this minute, or
 * refused without words.
 */
export type RequestPace =
  | { readonly kind: 'go' }
  | { readonly kind: 'told'; readonly freeInMs: number }
  | { readonly kind: 'silent' };

/**
 * Counts what each person asks in a minute: one who asks too much is told once, and nobody else
 * waits for it.
 */
export function requestPace(realNow: () => number): (user: string) => RequestPace {
  const people = new Map<
    string,
    { readonly times: readonly number[]; readonly toldUntil: number }
  >();
  return (user) => {
    const now = realNow();
    const known = people.get(user) ?? { times: [], toldUntil: 0 };
    const times = known.times.filter((at) => now - at < windowMs);
    people.delete(user);
    if (times.length < most) {
      people.set(user, { times: [...times, now], toldUntil: 0 });
      const oldest = people.keys().next();
      if (people.size > peopleKept && oldest.done !== true) people.delete(oldest.value);
      return { kind: 'go' };
    }
    const freeInMs = windowMs - (now - (times[0] ?? now));
    people.set(user, {
      times,
      toldUntil: known.toldUntil > now ? known.toldUntil : now + freeInMs,
    });
    return known.toldUntil > now ? { kind: 'silent' } : { kind: 'told', freeInMs };
  };
}

/** Words that keep users from harm are never counted: in panic people press more than once. */
const never: readonly string[] = [
  'rollback',
  'release rollback',
  'release postpone',
  'release hold',
  'prerelease stop',
];

/** Whether what is asked may always be said, and is answered before everything else. */
export function isUrgent(asked: Asked): boolean {
  return asked.kind === 'command' && never.includes(asked.command.name);
}
