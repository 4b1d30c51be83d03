import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import type { frontDesk } from './front-desk.ts';

/** The world of a desk becomes as it is in this story; no message stands anywhere yet. */
export function becomes(
  state: ReturnType<typeof frontDesk>['state'],
  { line, prerelease, release, now, errors, tickets, known, build }: ThreadFacts,
): void {
  Object.assign(state, {
    line,
    now,
    errors,
    known,
    ticketWork: tickets,
    builds: [build, ...(line.live ? [line.live] : [])],
    teams: ['whiteboard', 'accounts'],
    roster: {
      whiteboard: ['U0ANA', 'U0TOM'],
      accounts: ['U0ANA', 'U0TOM'],
      'on-call': ['U0NOOR'],
    },
  });
  state.images = new Set(state.builds.map(({ image }) => image));
  state.releases.clear();
  state.messages.clear();
  for (const one of [prerelease, release]) if (one) state.releases.set(one.id, one);
}
