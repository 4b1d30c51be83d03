/**
 * # src/release/tickets
 *
 * Decides what is done with the tickets of a release, and what is tried again.
 */

import { nameOf } from '../state/outcome.ts';
import type { Release } from '../state/release.ts';
import type { TicketWork } from './work.ts';

/**
 * What people who only have the ticket read. `out`: the version that users left and the one they
 * are on now.
 */
export function commentOf(work: TicketWork, release: Release): string {
  const at = 'at' in release.phase ? release.phase.at : work.since;
  const when = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  if (work.stage === 'live') {
    const fix = work.version === null ? '' : ` Fix version: ${work.version}.`;
    return `${nameOf(release)} has this change and is live for all users since ${when}.${fix}`;
  }
  const left =
    release.kind === 'return'
      ? `${release.service} ${release.target?.version ?? ''}`.trim()
      : nameOf(release);
  const back =
    release.kind === 'return'
      ? release.build.version
      : (release.target?.version ?? 'the version before');
  const because = 'because' in release.phase ? release.phase.because : release.note;
  const why = because === '' ? '' : `: ${because.slice(0, 300)}`;
  return (
    `${left}, which had this change, was rolled back at ${when}${why}. Users are on ${back}. ` +
    'Nothing else was changed here: whether this ticket is open again is for people to say.'
  );
}

/** What a comment of Davy's is known by: one for each release and stage. */
export function markerOf({ release, stage }: TicketWork): string {
  return `Davy ${release} ${stage}`;
}
