import type { Because } from '../../src/release/state/because.ts';
import type { Phase, RollingBack } from '../../src/release/state/phase.ts';
import { noon } from './noon.ts';
import { worded } from '../../src/release/state/worded.ts';

type Of<Kind extends Phase['kind']> = Extract<Phase, { readonly kind: Kind }>;

/** Just turned round, because of errors and on nobody's word. */
export function rollingBack(more: Partial<RollingBack> = {}): RollingBack {
  return {
    kind: 'rolling-back',
    since: noon,
    because: worded('errors'),
    by: null,
    end: 'rolled-back',
    usersBackAt: null,
    unprotectedAt: null,
    calmSince: null,
    ...more,
  };
}

/** The first batch is about to move. */
export function migrating(more: Partial<Of<'migrating'>> = {}): Of<'migrating'> {
  return { kind: 'migrating', since: noon, batch: 0, movedAt: null, watchedMs: 0, ...more };
}

/** Waits for a person, who was paged; it can be tried again from where it was. */
export function stuck(
  from: Phase,
  because: Because = worded('no server became ready'),
): Of<'stuck'> {
  return { kind: 'stuck', since: noon, because, from };
}
