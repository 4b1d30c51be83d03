import { startJira } from '../../playground/jira/start.ts';
import { jiraTickets } from '../../src/adapters/jira/tickets.ts';
import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import type { WorkerContext } from '../../src/engine/worker-context.ts';
import { makeTell } from '../../src/engine/tell.ts';
import { work } from '../../src/engine/work.ts';
import type { Change, Changelog } from '../../src/changes/changelog.ts';
import type { Effect } from '../../src/release/state/decision.ts';
import type { Release } from '../../src/release/state/release.ts';
import { change as anyChange } from './changelogs.ts';
import { build, line } from './a-release.ts';
import { noon } from './noon.ts';
import { boardService } from './thread-samples.ts';
import { quietLog } from './quiet-log.ts';
import { texts } from '../../src/texts/texts.ts';

/** What happened in Jira, as its own journal tells it. */
export type News = {
  readonly kind: string;
  readonly key?: string;
  readonly body?: string;
  readonly name?: string;
  readonly path?: string;
  readonly to?: string;
};
type Kind = Extract<Effect, { lane: 'tickets' }>['kind'];

/** One change that names these tickets. */
export function change(
  tickets: readonly string[],
  title = `Do it (${tickets.join(', ')})`,
): Change {
  return anyChange(title, { tickets });
}

/** The tickets lane over a real HTTP Jira and a ledger of maps, with a clock that tests turn. */
export async function ticketDesk(
  changes: readonly Change[],
  removed: readonly Change[] = [],
  done = 'Done',
) {
  const jira = await startJira({
    port: 0,
    email: 'd@example.com',
    token: 't',
    projects: [
      { key: 'BRD', name: 'Board' },
      { key: 'ACC', name: 'Accounts' },
    ],
  });
  const time = { now: noon };
  const clock = { now: () => time.now, wall: (at: number) => at };
  const ledger = memoryLedger({ realTime: () => time.now, sleep: async () => undefined });
  const dies = { at: '', left: 0 };
  const log: Changelog = {
    service: 'board',
    from: { version: '1.41.0', commit: build('1.41.0').commit },
    to: { version: '1.42.0', commit: build().commit },
    changes,
    removed,
    url: null,
  };
  const unused = () => {
    throw new Error('the tickets lane asks for tickets only');
  };
  const lost = { left: 0 };
  const lossy: typeof fetch = async (url, init) => {
    const answer = await fetch(url, init);
    if (init?.method === 'GET' || (lost.left -= 1) < 0) return answer;
    throw new TypeError('the answer was lost');
  };
  const port = jiraTickets({ url: jira.url, email: 'd@example.com', token: 't', fetch: lossy });
  const context: WorkerContext = {
    ports: {
      clock,
      ledger,
      fleet: unused,
      errors: unused,
      meter: unused,
      pager: unused,
      jobs: unused,
      deploys: () => null,
      news: null,
      rollbackOrders: () => null,
      board: { post: unused, update: unused, find: unused, below: unused, remove: unused },
      pageBoard: { post: unused, update: unused, find: unused, below: unused, remove: unused },
      people: { roster: unused, person: unused, byEmail: unused, presence: async () => ({}) },
      source: () => ({
        changes: async (from, to) => ({ ...log, from, to }),
        contains: unused,
        within: unused,
        containsAny: unused,
      }),
      tickets: () => port,
    },
    tell: makeTell({ ledger, clock }),
    log: quietLog,
    draw: () => [],
    drawLine: () => [],
    wording: { page: texts.pageSummary, comment: texts.ticketComment },
    drawRun: () => [],
    office: { timezone: 'UTC', from: 0, to: 1_440, days: [], holidays: [] },
    releaseId: (seed) => seed,
    services: {
      board: {
        ...boardService,
        tickets: {
          url: jira.url,
          projects: ['BRD', 'ACC'],
          done,
          fixVersion: 'board {version}',
        },
      },
    },
    at: (point) => {
      if (point === dies.at && (dies.left -= 1) === 0) throw new Error('died');
    },
  };
  const control = (path: string, body: unknown) =>
    fetch(`${jira.url}/_control/${path}`, { method: 'POST', body: JSON.stringify(body) });
  const self = {
    ledger,
    time,
    shop: context,
    close: () => jira.close(),
    issues: (list: readonly object[]) => control('issues', list),
    fault: (fault: object) => control('faults', fault),
    /** The next so many orders happen, and nobody hears of it. */
    loseAnswers: (orders: number) => Object.assign(lost, { left: orders }),
    clearFaults: () => fetch(`${jira.url}/_control/faults`, { method: 'DELETE' }),
    /**
     * Dies the nth time this point is passed; whoever is next takes over when the lease has ended.
     */
    dieAt: (at: string, nth = 1) => Object.assign(dies, { at, left: nth }),
    async news(): Promise<readonly News[]> {
      const all = (await (await fetch(`${jira.url}/_control/journal`)).json()) as readonly News[];
      return all.filter(({ kind }) => !['project', 'issue', 'read'].includes(kind));
    },
    async order(release: Release, kind: Kind) {
      const known = await ledger.release(release.id);
      await ledger.decide(
        {
          service: 'board',
          release: known ? release.id : null,
          event: { kind: 'time-passed', at: time.now },
        },
        () => ({
          kind: 'moved',
          line: line(),
          release: known,
          born: known ? null : release,
          effects: [{ lane: 'tickets', kind }],
          supersedes: false,
        }),
        () => [{ key: release.id, lane: 'tickets', dueAt: time.now }],
      );
    },
    /** Does one piece of work, if some is due. */
    async turn(): Promise<boolean> {
      const claim = await ledger.claim(['tickets'], time.now);
      if (!claim) return false;
      await work(context, claim).catch((cause: unknown) => {
        if (String(cause) !== 'Error: died') throw cause;
      });
      return true;
    },
    /** Works until nothing is due for so long. */
    async workOff(seconds = 60) {
      for (const end = time.now + seconds * 1_000; time.now < end;)
        if (!(await self.turn())) time.now += 500;
    },
    works: (release: Release) => ledger.ticketWork(release.id),
  };
  return self;
}
