import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { noon } from '../support/noon.ts';
import { story } from '../support/thread-samples.ts';
import { ticketWork } from '../support/ticket-work.ts';
import { live, nasty, soaked } from './gallery-parts.ts';
import { worded } from '../../src/release/state/worded.ts';

/** What becomes of tickets before and after a build is live. */
export const ticketGallery: Readonly<Record<string, ThreadFacts>> = {
  'waiting with tickets that would fail': story({
    prerelease: soaked({ kind: 'waiting', since: noon }),
    tickets: [
      ticketWork('plan', [
        { kind: 'ready' },
        { kind: 'already' },
        {
          kind: 'failed',
          why: [worded('no way from Blocked to Done; from there it can go to In Progress')],
        },
        {
          kind: 'failed',
          why: [worded('Done asks for Resolution, which a person has to fill in')],
        },
      ]),
    ],
  }),
  'waiting with tickets that can all be finished': story({
    prerelease: soaked({ kind: 'waiting', since: noon }),
    tickets: [ticketWork('plan', [{ kind: 'ready' }, { kind: 'already' }])],
  }),
  'waiting while Jira does not answer': story({
    prerelease: soaked({ kind: 'waiting', since: noon }),
    tickets: [
      ticketWork('plan', [{ kind: 'open' }, { kind: 'open' }], {
        endedAt: null,
        silentSince: noon,
        silenceTold: true,
      }),
    ],
  }),
  'live while tickets are finished': live([
    ticketWork('live', [{ kind: 'moved' }, { kind: 'open' }], { endedAt: null }),
  ]),
  'live with all tickets finished': live([
    ticketWork('live', [{ kind: 'moved' }, { kind: 'already' }, { kind: 'moved' }]),
  ]),
  'live with tickets that failed': live([
    ticketWork(
      'live',
      [
        { kind: 'moved' },
        { kind: 'already' },
        { kind: 'failed', why: [worded(nasty)] },
        { kind: 'failed', why: [worded('Resolution is required.')] },
      ],
      {
        versions: [
          { project: 'BRD', outcome: { kind: 'released' } },
          { project: 'ACC', outcome: { kind: 'failed', why: [worded(nasty)] } },
        ],
      },
    ),
  ]),
  'live with a fix version that failed': live([
    ticketWork('live', [{ kind: 'moved' }], {
      versions: [
        {
          project: 'BRD',
          outcome: { kind: 'failed', why: [worded('a version with this name is archived')] },
        },
      ],
    }),
  ]),
  'live with sixty tickets that failed': live([
    ticketWork(
      'live',
      Array.from({ length: 60 }, () => ({ kind: 'failed' as const, why: [worded(nasty)] })),
    ),
  ]),
  'live while Jira does not answer': live([
    ticketWork('live', [{ kind: 'open' }], { endedAt: null, silentSince: noon, silenceTold: true }),
  ]),
};
