import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../../src/adapters/memory-ledger/open.ts';
import { keepErrors } from '../../../src/engine/watch/errors.ts';
import type { WorkerContext } from '../../../src/engine/worker-context.ts';
import { UpstreamError } from '../../../src/ports/errors.ts';
import type { ErrorTracker } from '../../../src/ports/error-tracker.ts';
import type { WatchQuestion } from '../../../src/ports/meter.ts';
import type { Changelog } from '../../../src/changes/changelog.ts';
import type { ErrorGroup } from '../../../src/release/state/reading.ts';
import { build, prerelease } from '../../support/a-release.ts';
import { noon } from '../../support/noon.ts';
import { issue, reading } from '../../support/readings.ts';
import { quietLog } from '../../support/quiet-log.ts';

const soaking = prerelease({ kind: 'soaking', since: noon });
const question: WatchQuestion = {
  service: 'board',
  version: '1.42.0',
  oldVersion: '1.41.0',
  since: 0,
  until: 1,
  users: 1,
  oldUsers: 1,
  exposure: null,
  known: [],
};
const log: Changelog = {
  service: 'board',
  from: { version: '1.41.0', commit: 'a' },
  to: { version: '1.42.0', commit: 'b' },
  removed: [],
  url: null,
  changes: [
    {
      commit: 'c1',
      title: 'Orders by region',
      author: { name: 'Marta K.', email: 'marta@example.com' },
      at: 1,
      group: 'feature',
      care: [],
      files: ['server/orders.ts'],
      tickets: [],
      pull: null,
    },
  ],
};

/** A watch lane with a ledger of maps: what it asks, and what it wishes for. */
async function lane(
  trace: ErrorTracker['trace'],
  byEmail: (email: string) => Promise<{ id: string; name: string } | null> = async () => null,
) {
  const asked: string[] = [];
  const ledger = memoryLedger({ realTime: () => 0, sleep: async () => undefined });
  await ledger.wake([{ key: 'rel_PRE', lane: 'watch', dueAt: 0 }]);
  const claim = await ledger.claim(['watch'], 1);
  const quiet = () => undefined;
  const none = (): never => {
    throw new Error('nobody asks for this here');
  };
  const context: WorkerContext = {
    ports: {
      clock: { now: () => noon, wall: (at) => at },
      ledger,
      fleet: none,
      meter: none,
      pager: none,
      jobs: none,
      deploys: () => null,
      news: null,
      rollbackOrders: none,
      source: none,
      tickets: none,
      errors: () => ({
        read: none,
        trace: (which, id) => {
          asked.push(id);
          return trace(which, id);
        },
      }),
      board: { post: none, update: none, find: none, below: none, remove: none },
      pageBoard: { post: none, update: none, find: none, below: none, remove: none },
      people: {
        roster: none,
        person: none,
        byEmail: (email) => {
          asked.push(email);
          return byEmail(email);
        },
        presence: async () => ({}),
      },
    },
    tell: none,
    log: quietLog,
    services: {},
    draw: none,
    drawLine: none,
    wording: { page: none, comment: none },
    drawRun: none,
    releaseId: none,
    at: quiet,
  };
  const look = (...issues: readonly ErrorGroup[]) =>
    keepErrors(
      context,
      claim!,
      soaking,
      question,
      [reading('new errors', issues.length, { issues })],
      noon,
    );
  const isDrawn = async () => (await ledger.claim(['slack'], noon)) !== null;
  return { ledger, look, asked, isDrawn };
}

const found = async () =>
  ({
    kind: 'traced',
    frames: [{ path: 'server/orders.ts', function: 'byRegion', line: 1 }],
  }) as const;
const many = (count: number) =>
  Array.from({ length: count }, (_, n): ErrorGroup => ({ ...issue, id: String(n), count: n }));

describe('errors after a look', () => {
  it('are kept with where they come from, and drawn at once', async () => {
    const { ledger, look, isDrawn } = await lane(found);
    await look(issue);
    expect(await ledger.errors('board', '1.42.0')).toMatchObject([
      { issue: { id: '1' }, trace: { kind: 'traced' } },
    ]);
    expect(await isDrawn()).toBe(true);
  });

  it('are asked for once, and a number that grew calls for no drawing of its own', async () => {
    const { ledger, look, asked, isDrawn } = await lane(found);
    await look(issue);
    await isDrawn();
    await look({ ...issue, count: 5_000 });
    expect(asked).toEqual(['1']);
    expect(await ledger.errors('board', '1.42.0')).toMatchObject([
      { issue: { count: 5_000 }, trace: { kind: 'traced' } },
    ]);
    expect(await isDrawn()).toBe(false);
  });

  it.each([
    new UpstreamError('Sentry', 'reading'),
    new UpstreamError('Sentry', 'reading', { cause: new Error('HTTP 429, try again after 60 s') }),
  ])(
    'are kept while Sentry does not say where they come from, which is asked at the next look',
    async (fault) => {
      let answers = false;
      const { ledger, look, asked } = await lane(async () => {
        if (!answers) throw fault;
        return found();
      });
      await look(issue);
      expect(await ledger.errors('board', '1.42.0')).toMatchObject([{ trace: null }]);
      answers = true;
      await look(issue);
      expect(await ledger.errors('board', '1.42.0')).toMatchObject([{ trace: { kind: 'traced' } }]);
      expect(asked).toEqual(['1', '1']);
    },
  );

  it('of sixty are all kept; asked for are only those told one by one, and the worst', async () => {
    const { ledger, look, asked } = await lane(found);
    await look(...many(60));
    await look(...many(60));
    expect(await ledger.errors('board', '1.42.0')).toHaveLength(60);
    expect(asked.toSorted()).toEqual(['0', '1', '2', '3', '4', '59']);
  });

  it('name the author of the likely change, where the directory knows them', async () => {
    const { ledger, look, asked } = await lane(found, async () => ({
      id: 'U0MARTA',
      name: 'Marta',
    }));
    await ledger.saveChangelog(log);
    await look(issue);
    expect(asked).toEqual(['1', 'marta@example.com']);
    expect(await ledger.errors('board', '1.42.0')).toMatchObject([{ author: { id: 'U0MARTA' } }]);
    await look(issue);
    expect(asked).toHaveLength(2);
  });

  it('blame nobody without a likely change, and survive a directory that is away', async () => {
    const quiet = await lane(found, async () => ({ id: 'U0MARTA', name: 'Marta' }));
    await quiet.look(issue);
    expect(quiet.asked).toEqual(['1']);
    const away = await lane(found, async () => {
      throw new UpstreamError('Slack', 'reading who somebody is');
    });
    await away.ledger.saveChangelog(log);
    await away.look(issue);
    expect(await away.ledger.errors('board', build().version)).toMatchObject([{ author: null }]);
  });
});
