import { periodAt } from '../../src/summary/period.ts';
import { summaryOf } from '../../src/summary/summary.ts';
import type { HomeFacts, LedEntry } from '../../src/views/home/home-facts.ts';
import { books, wentBack, wentLive } from '../support/books.ts';
import { build, plan, prerelease, release } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { tom } from '../support/people.ts';
import { countdown } from '../support/release-parts.ts';
import { boardService } from '../support/thread-samples.ts';
import { worded } from '../../src/release/state/worded.ts';

const nasty = 'x‮ <!channel> *b* `c` ' + 'long '.repeat(90);
const week = summaryOf(
  books([...wentLive('board', '1'), wentBack('web', '2')]),
  periodAt('week', noon, 'UTC'),
  null,
  noon,
);
const asks = prerelease({ kind: 'waiting', since: noon - 20 * minute });
const migrating = {
  kind: 'migrating',
  since: noon,
  batch: 1,
  movedAt: null,
  watchedMs: 0,
} as const;
const running = [
  release(migrating, { id: 'rel_RUN', service: 'api' }),
  prerelease(
    { kind: 'soaking', since: noon },
    {
      id: 'rel_SOAK',
      service: 'mail',
      hold: { by: tom, since: noon, until: noon + 60 * minute, reason: 'slow query' },
    },
  ),
];
const paged = release(migrating, { id: 'rel_BAD', service: 'cart', countdown: countdown() });

const board: LedEntry = {
  service: boardService,
  people: { whiteboard: ['U0ANA', 'U0TOM'], accounts: ['U0ANA'] },
  leads: true,
  freeze: null,
  lock: null,
  mayUnlock: false,
};

/** An ordinary day. */
export const facts: HomeFacts = {
  person: 'U0ANA',
  now: noon,
  greeted: true,
  asks: [],
  calls: [],
  running: [],
  week: null,
  led: [],
  services: [
    { name: 'board', live: build('1.41.0'), inLine: ['1.42.0'], liveCount: 6, rolledBack: 1 },
    { name: 'web', live: null, inLine: [], liveCount: 0, rolledBack: 0 },
  ],
};

/** Every state of the tab. */
export const tabs: Readonly<Record<string, HomeFacts>> = {
  'first visit': { ...facts, greeted: false, services: [] },
  'first visit of an approver': { ...facts, greeted: false, asks: [asks] },
  'nothing waiting': facts,
  approver: {
    ...facts,
    asks: [asks, prerelease({ kind: 'waiting', since: noon }, { id: 'rel_2', by: null })],
    running,
  },
  'on-call': {
    ...facts,
    calls: [
      paged,
      release({
        kind: 'stuck',
        since: noon,
        because: worded('old servers cannot be destroyed'),
        from: migrating,
      }),
    ],
    running,
  },
  lead: { ...facts, led: [board] },
  'lead of a frozen service': {
    ...facts,
    led: [
      {
        ...board,
        freeze: {
          since: noon,
          until: noon + 600 * minute,
          reason: 'holiday sale',
          by: tom,
          asks: [],
        },
      },
    ],
  },
  admin: {
    ...facts,
    services: [],
    led: [
      {
        ...board,
        leads: false,
        people: { whiteboard: ['U0ANA'], accounts: [] },
        lock: {
          reason: worded('board 1.42.0 was rolled back: new errors 24, max 0'),
          since: noon,
          release: 'rel_1',
        },
        mayUnlock: true,
      },
      {
        ...board,
        service: {
          ...boardService,
          name: 'web',
          changelogChannel: null,
          oncall: null,
          plan: () => ({ ...plan, automatic: true, postponesMax: 0 }),
        },
      },
    ],
  },
  manager: { ...facts, week },
  everything: {
    ...facts,
    asks: Array.from({ length: 12 }, (_, i) => ({ ...asks, id: `rel_${i}` })),
    calls: [paged],
    running: Array.from({ length: 30 }, (_, i) => ({ ...running[0]!, id: `rel_r${i}` })),
    week,
    led: Array.from({ length: 12 }, (_, i) => ({
      ...board,
      service: { ...boardService, name: `service-${i}` },
    })),
    services: Array.from({ length: 40 }, (_, i) => ({
      ...facts.services[0]!,
      name: `service-${i}`,
    })),
  },
  'strange words': {
    ...facts,
    asks: [{ ...asks, build: build(nasty), by: { id: 'U0X', name: nasty } }],
    calls: [{ ...paged, build: build(nasty), countdown: countdown({ because: worded(nasty) }) }],
    running: [
      {
        ...running[1]!,
        build: build(nasty),
        hold: { by: { id: 'U0X', name: nasty }, since: noon, until: noon, reason: nasty },
      },
    ],
    services: [{ ...facts.services[0]!, live: build(nasty), inLine: [nasty, nasty] }],
    led: [
      {
        ...board,
        service: { ...boardService, name: nasty },
        lock: { reason: worded(nasty), since: noon, release: 'rel_1' },
      },
      {
        ...board,
        freeze: {
          since: noon,
          until: noon,
          reason: nasty,
          by: { id: 'U0X', name: nasty },
          asks: [],
        },
      },
    ],
  },
};
