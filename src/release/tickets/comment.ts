/**
 * # src/release/tickets
 *
 * Decides what is done with the tickets of a release, and what is tried again.
 */

import type { Because } from '../state/because.ts';
import { nameOf } from '../state/outcome.ts';
import type { Release } from '../state/release.ts';
import { worded } from '../state/worded.ts';
import type { TicketWork } from './work.ts';

/** What people who only have the ticket are told. `at` is clock ms. */
export type TicketComment =
  | {
      readonly kind: 'live';
      readonly name: string;
      readonly at: number;
      readonly version: string | null;
    }
  /** `left`: what users left. `back`: the version they are on now, null where nobody knows it. */
  | {
      readonly kind: 'back';
      readonly left: string;
      readonly back: string | null;
      readonly at: number;
      readonly because: Because | null;
    };

/** What is said on a ticket when its release has ended. */
export function commentOf(work: TicketWork, release: Release): TicketComment {
  const { phase, kind, service, build, target, note } = release;
  const at = 'at' in phase ? phase.at : work.since;
  if (work.stage === 'live')
    return { kind: 'live', name: nameOf(release), at, version: work.version };
  const left = kind === 'return' ? `${service} ${target?.version ?? ''}`.trim() : nameOf(release);
  const back = kind === 'return' ? build.version : (target?.version ?? null);
  const because = 'because' in phase ? phase.because : note === '' ? null : worded(note);
  return { kind: 'back', left, back, at, because };
}

/** What a comment of Davy's is known by: one for each release and stage. */
export function markerOf({ release, stage }: TicketWork): string {
  return `Davy ${release} ${stage}`;
}
