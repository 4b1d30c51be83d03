import { z } from 'zod';
import { type May, mayByDefault } from '../../release/authority/may.ts';
import type { Power } from '../../release/state/standing.ts';
import { Approver } from './team.ts';

const Words = z.enum(['anyone', 'teams', 'on-call'], {
  error: 'write teams, on-call, anyone, or the id of a person (U…) or a user group (S…)',
});
const Grant = z.union([Words, Approver], {
  error: 'write teams, on-call, anyone, or the id of a person (U…) or a user group (S…)',
});
const Grants = z
  .array(Grant, { error: 'write a list, such as [teams, on-call]' })
  .min(1, { error: 'an empty list means nobody ever may: leave the line out, or write who may' })
  .readonly();

/** The powers as davy.yml calls them. Who answers a page is whoever was called for it. */
const keys = {
  prerelease: 'prerelease',
  start: 'start',
  cancel: 'cancel',
  hold: 'hold',
  resume: 'resume',
  faster: 'faster',
  unlock: 'unlock',
  retry: 'retry',
  roll_back: 'roll-back',
  done_by_hand: 'done-by-hand',
  freeze: 'freeze',
  run: 'run',
} as const satisfies Readonly<Record<string, Power>>;

/** Who may do what; what is not said is as it is by default. */
export const MayEntry = z
  .strictObject({
    prerelease: Grants.optional(),
    start: Grants.optional(),
    cancel: Grants.optional(),
    hold: Grants.optional(),
    resume: Grants.optional(),
    faster: Grants.optional(),
    unlock: Grants.optional(),
    retry: Grants.optional(),
    roll_back: Grants.optional(),
    done_by_hand: Grants.optional(),
    freeze: Grants.optional(),
    run: Grants.optional(),
  })
  .readonly();

/** The defaults, and what davy.yml says instead. */
export function mayOf(said: z.output<typeof MayEntry> | undefined): May {
  const written = Object.entries(said ?? {}).flatMap(([key, who]) =>
    isKey(key) && who !== undefined ? [[keys[key], [...who, ...held(key)]] as const] : [],
  );
  return { ...mayByDefault, ...Object.fromEntries(written) };
}

/** The powers that davy.yml opens to anyone although they are not by default. */
export function openedToAnyone(said: z.output<typeof MayEntry> | undefined): readonly string[] {
  return Object.entries(said ?? {}).flatMap(([key, who]) =>
    isKey(key) && who?.includes('anyone') && !mayByDefault[keys[key]].includes('anyone')
      ? [key]
      : [],
  );
}

/** Whoever holds something may always let it go again. */
function held(key: keyof typeof keys): readonly string[] {
  return key === 'resume' ? ['holder'] : [];
}

function isKey(key: string): key is keyof typeof keys {
  return Object.hasOwn(keys, key);
}
