import { setTimeout as sleep } from 'node:timers/promises';
import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import type { Reporting } from '../../src/engine/reports/reporting.ts';
import type { WorkerContext } from '../../src/engine/worker-context.ts';
import { makeTell } from '../../src/engine/tell.ts';
import { work } from '../../src/engine/work.ts';
import { releaseId } from '../../src/slack/answer/release-id.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import type { Content, Noticeboard } from '../../src/ports/noticeboard.ts';
import type { Jobs } from '../../src/ports/jobs.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { RollbackOrders } from '../../src/ports/rollback-orders.ts';
import type { Fleet, Order, Stray } from '../../src/ports/fleet.ts';
import type { Server } from '../../src/release/state/servers.ts';
import type { Services } from '../../src/service/service.ts';
import { statusCard } from '../../src/views/service/status-card.ts';
import { serviceMessagesOf } from '../../src/views/service/service-messages.ts';
import { homeTab } from '../../src/views/home/home.ts';
import { runMessages } from '../../src/views/jobs/run.ts';
import { messagesOf } from '../../src/views/messages.ts';
import { changesBetween } from '../../src/views/changes/changelog.ts';
import { directMessage } from '../../src/views/home/dm.ts';
import { testMessage } from '../../src/views/service/test-message.ts';
import { reportCanvas } from '../../src/views/report/report-canvas.ts';
import { reportMessage } from '../../src/views/report/report.ts';
import { boardService } from './thread-samples.ts';
import { texts } from '../../src/texts/texts.ts';

/** What somebody saw in Slack. */
export type Posted = {
  readonly channel: string;
  readonly thread: string | null;
  readonly broadcast: boolean;
  readonly key: string;
  readonly ts: string;
  content: Content;
  edits: number;
  /** What it said when it was posted: an edit calls nobody. */ readonly first: Content;
};

/** A workspace without canvases. */
const noReports: Reporting['reports'] = {
  create: async () => 'none-here',
  edit: async () => 'none-here',
  open: async () => undefined,
  address: async (id) => id,
};

/**
 * The lanes' work over a ledger of maps and a board that remembers; time stands still until it is
 * told.
 */
export function aShop(
  now: number,
  more: {
    ledger?: Ledger;
    newsroom?: Partial<Reporting>;
    services?: Services;
    jobs?: Jobs;
    fleet?: Fleet;
    rollbackOrders?: RollbackOrders;
    /** Cards of services are drawn as well. */
    status?: boolean;
  } = {},
) {
  const ledger =
    more.ledger ??
    memoryLedger({
      realTime: () => performance.now(),
      sleep: (ms, enough) => sleep(ms, undefined, { signal: enough }),
    });
  const state = {
    now,
    posted: [] as Posted[],
    away: false,
    /** Messages of people below everything that Davy posted. */
    chatter: 0,
    made: 0,
    lost: 0,
    logged: [] as string[],
    homes: [] as { readonly person: string; readonly content: Content }[],
    servers: [] as readonly Server[],
    strays: [] as readonly Stray[],
    /** What was done to servers, and why the fleet does nothing. */
    done: [] as string[],
    refuses: null as string | null,
    outside: null as readonly string[] | null,
    presence: {} as Readonly<Record<string, 'active' | 'away'>>,
  };
  const clock = { now: () => state.now, wall: (at: number) => at };
  const board: Noticeboard = {
    async post({ channel, thread, broadcast, content, key }) {
      if (state.away) throw new UpstreamError('Slack', 'posting a message');
      const ts = `${(state.made += 1)}.0`;
      // A message to a person is answered with the conversation it went into.
      const place = channel.startsWith('U') ? `D${channel.slice(1)}` : channel;
      state.posted.push({
        channel: place,
        thread,
        broadcast,
        key,
        ts,
        content,
        edits: 0,
        first: content,
      });
      if (state.lost-- > 0)
        throw new UpstreamError('Slack', 'posting a message', { unknown: true });
      return { channel: place, ts };
    },
    async update({ channel, ts, content }) {
      const found = state.posted.find((one) => one.channel === channel && one.ts === ts);
      if (!found) return 'gone';
      found.content = content;
      found.edits += 1;
      return 'updated';
    },
    async below({ channel, ts, most }) {
      const here = state.posted.filter((one) => one.channel === channel && one.thread === null);
      const place = here.findIndex((one) => one.ts === ts);
      return Math.min(most, here.length - place - 1 + state.chatter);
    },
    async remove({ ts }) {
      const place = state.posted.findIndex((one) => one.ts === ts);
      if (place !== -1) state.posted.splice(place, 1);
      return 'removed';
    },
    async find({ key }) {
      const found = state.posted.find((one) => one.key === key);
      return found ? { ts: found.ts } : 'none';
    },
  };
  const say = (facts: object, text: string) =>
    void state.logged.push(`${text} ${JSON.stringify(facts)}`);
  const away = () => Promise.reject(new UpstreamError('nobody', 'asking'));
  const ports = {
    clock,
    ledger,
    board,
    pageBoard: board,
    source: () => null,
    people: {
      presence: async () => state.presence,
      roster: away,
      person: async (id: string) =>
        state.outside
          ? { id, name: id, standing: state.outside.includes(id) ? 'outside' : 'member' }
          : away(),
    },
    fleet: () =>
      more.fleet ?? {
        observe: async () => ({ servers: state.servers, singles: [] }),
        strays: async () => state.strays,
        retire: async (_: Order, ids: readonly string[], how: string) => {
          state.done.push(`${how} ${ids.join(' ')}`);
          if (state.refuses !== null) throw new UpstreamError('The fleet', state.refuses);
          if (state.lost-- > 0) throw new UpstreamError('The fleet', 'retiring', { unknown: true });
          state.servers = state.servers.filter(({ id }) => !ids.includes(id));
          state.strays = state.strays.filter(({ id }) => !ids.includes(id));
        },
        protect: async (_: Order, ids: readonly string[], on: boolean) => {
          state.done.push(`${on ? 'protect' : 'unprotect'} ${ids.join(' ')}`);
          state.servers = state.servers.map((one) =>
            ids.includes(one.id) ? { ...one, protected: on } : one,
          );
        },
        imageState: async () => 'ready',
      },
    pager: () => ({ page: async () => undefined, resolve: async () => undefined }),
    jobs: () => more.jobs,
    deploys: () => null,
    news: null,
    rollbackOrders: () => more.rollbackOrders ?? null,
  } as unknown as Ports;
  const reporting: Reporting = {
    calendar: {
      zone: 'Europe/Amsterdam',
      daily: 17 * 60,
      weekly: 9 * 60,
      monthly: null,
      days: [1, 2, 3, 4, 5],
      holidays: [],
    },
    channel: 'C0NEWS',
    draw: (summary, _, open) =>
      reportMessage(summary, { share: null, how: null, link: () => null, open }),
    drawReport: (summary) => reportCanvas(summary, () => null),
    reports: noReports,
    drawChanges: (log, service) => changesBetween(log, service, null),
    dm: directMessage,
    drawTest: testMessage,
    authors: async () => [],
    homes: {
      managers: ['U0MO'],
      admins: ['S0ADMINS'],
      draw: homeTab,
      publish: async (person, content) => void state.homes.push({ person, content }),
    },
    link: ({ channel, ts }) => `https://acme.slack.example/archives/${channel}/p${ts}`,
    ...more.newsroom,
  };
  const context: WorkerContext = {
    ports,
    tell: makeTell({ ledger, clock }),
    log: { debug: say, info: say, warn: say, error: say },
    releaseId,
    at: () => undefined,
    draw: messagesOf,
    drawLine: serviceMessagesOf,
    ...(more.status ? { drawStatus: statusCard } : {}),
    wording: { page: texts.pageSummary, comment: texts.ticketComment },
    drawRun: runMessages,
    reporting: reporting,
    services: more.services ?? { board: boardService, web: { ...boardService, name: 'web' } },
    office: {
      timezone: 'Europe/Amsterdam',
      from: 9 * 60,
      to: 17 * 60,
      days: [1, 2, 3, 4, 5],
      holidays: [],
    },
  };
  return {
    shop: context,
    state,
    ledger,
    /** Does what is due in these lanes, until nothing is. */
    async settle(
      lanes: Parameters<Ledger['claim']>[0] = ['slack', 'page'],
      most = 50,
    ): Promise<void> {
      for (let done = 0; done < most; done += 1) {
        const claim = await ledger.claim(lanes, state.now);
        if (!claim) return;
        await work(context, claim);
      }
    },
  };
}
