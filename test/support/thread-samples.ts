import { mayByDefault } from '../../src/release/authority/may.ts';
import type { Reading } from '../../src/release/state/reading.ts';
import type { Service } from '../../src/service/service.ts';
import type { ThreadFacts } from '../../src/views/thread-facts.ts';
import { build, line, plan } from './a-release.ts';
import { minute, noon } from './noon.ts';
import { good } from './readings.ts';

/** What davy.yml says of board. */
export const boardService: Service = {
  name: 'board',
  channel: 'C0RELEASES',
  changelogChannel: 'C0CHANGELOG',
  images: null,
  oncall: 'S0ONCALL',
  dashboard: 'https://dash.example.com/board',
  teams: [
    { name: 'whiteboard', approvers: ['S0WHITE'], owns: ['server/board/**'] },
    { name: 'accounts', approvers: ['U0ANA', 'U0TOM'], owns: ['server/accounts/**'] },
  ],
  secondOncall: null,
  admins: [],
  statusPage: null,
  tickets: null,
  may: mayByDefault,
  jobs: {},
  reaper: { terminateAfterMs: null },
  mostServers: 4,
  plan: () => plan,
};

/** What was measured, a look every ten minutes, with the users who had moved by then. */
export function measurements(
  since: number,
  looks: number,
  readings: readonly Reading[] = good,
): ThreadFacts['history'] {
  return Array.from({ length: looks }, (_, i) => ({
    at: since + i * 10 * minute,
    readings: readings.map((one) => ({ ...one, sample: i * 400 })),
  }));
}

export function story(more: Partial<ThreadFacts> = {}): ThreadFacts {
  return {
    line: line(),
    service: boardService,
    build: build(),
    prerelease: null,
    release: null,
    history: [],
    changelog: null,
    unread: null,
    tickets: [],
    errors: [],
    known: [],
    now: noon + 30_000,
    ...more,
  };
}
