import { z } from 'zod';
import type { JobProgress } from '../../release/state/job-run.ts';

const Members = z.record(z.string(), z.unknown());

/** What stands at a JSON pointer (RFC 6901); undefined where nothing does. */
export function pointed(value: unknown, pointer: string): unknown {
  return pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>(within, value);
}

function within(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return /^(?:0|[1-9]\d*)$/.test(step) ? value[Number(step)] : undefined;
  const members = Members.safeParse(value).data;
  return members && Object.hasOwn(members, step) ? members[step] : undefined;
}

/** A name of dots alone would lead an address somewhere else. */
const Name = z.union([z.string().regex(/[^.]/), z.number()]).transform(String);
const Count = z.number().int().nonnegative();

/** What a place calls something: a text, or a number. */
export function nameAt(value: unknown, pointer: string): string | null {
  return Name.safeParse(pointed(value, pointer)).data ?? null;
}

/** A count; null where there is none. */
export function countAt(value: unknown, pointer: string | null): number | null {
  return pointer === null ? null : (Count.safeParse(pointed(value, pointer)).data ?? null);
}

/** Where an answer says how far a run is; null for what the place does not count. */
export type ProgressPointers = {
  readonly done: string;
  readonly of: string | null;
  readonly failed: string | null;
};

/** How far it is; null where nothing there is a count of what is done. */
export function progressAt(value: unknown, at: ProgressPointers): JobProgress | null {
  const done = countAt(value, at.done);
  return done === null
    ? null
    : { done, of: countAt(value, at.of), failed: countAt(value, at.failed) ?? 0 };
}
