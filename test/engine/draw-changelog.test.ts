import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import type { WorkerContext } from '../../src/engine/worker-context.ts';
import { work } from '../../src/engine/work.ts';
import { UpstreamError } from '../../src/ports/errors.ts';
import type { Content } from '../../src/ports/noticeboard.ts';
import type { Ports } from '../../src/ports/ports.ts';
import type { Source } from '../../src/ports/source.ts';
import type { Release } from '../../src/release/state/release.ts';
import { messagesOf } from '../../src/views/messages.ts';
import { build, line, prerelease, release } from '../support/a-release.ts';
import { changelog } from '../support/changelogs.ts';
import { noon } from '../support/noon.ts';
import { boardService } from '../support/thread-samples.ts';
import { quietLog } from '../support/quiet-log.ts';

type Posted = { readonly channel: string; readonly thread: string | null; content: Content };

/** The slack lane over a board of maps; whatever else a shop has is not asked by it. */
async function slackLane(changes: Source['changes'], releases: readonly Release[]) {
  const state = { now: noon + 60_000 };
  const ledger = memoryLedger({ realTime: () => state.now, sleep: async () => undefined });
  const posted = new Map<string, Posted>();
  const board: Ports['board'] = {
    async post({ channel, thread, content, key }) {
      posted.set(key, { channel, thread, content });
      return { channel, ts: key };
    },
    async update({ ts, content }) {
      const post = posted.get(ts);
      if (post) post.content = content;
      return post ? 'updated' : 'gone';
    },
    find: async () => 'none',
    below: async () => 'cannot-look',
    remove: async () => 'kept',
  };
  const quiet = () => undefined;
  const context = {
    ports: {
      ledger,
      board,
      clock: { now: () => state.now, wall: (at: number) => at },
      source: () => ({
        changes,
        contains: async () => true,
        within: async () => [],
        containsAny: async () => true,
      }),
    },
    log: quietLog,
    services: { board: boardService },
    draw: messagesOf,
    at: quiet,
  } as unknown as WorkerContext;
  await ledger.addBuild(build());
  for (const one of releases)
    await ledger.decide(
      { service: 'board', release: null, event: { kind: 'time-passed', at: noon } },
      () => ({
        kind: 'moved',
        line: line(),
        release: null,
        born: one,
        effects: [],
        supersedes: false,
      }),
      () => [],
    );
  return {
    state,
    posted,
    async draw() {
      await ledger.wake([{ key: 'build:board@1.42.0', lane: 'slack', dueAt: state.now }]);
      const claim = await ledger.claim(['slack'], state.now);
      if (claim) await work(context, claim);
    },
    /** What is due within this time, done when it is due. */
    async later(ms: number) {
      state.now += ms;
      const claim = await ledger.claim(['slack'], state.now);
      if (claim) await work(context, claim);
      return claim !== null;
    },
    text: (kind: string) => [...posted].find(([key]) => key.endsWith(`:${kind}`))?.[1].content.text,
  };
}

describe('a thread, drawn', () => {
  it('says that the history cannot be read, goes on, and tells it there when it can', async () => {
    let answers = false;
    const lane = await slackLane(async () => {
      if (!answers) throw new UpstreamError('Git', 'fetching board: gone');
      return changelog();
    }, [prerelease({ kind: 'soaking', since: noon })]);
    await lane.draw();
    expect(lane.text('changelog')).toMatch(
      /could not be read.*Git failed while fetching board: gone/,
    );
    expect(lane.text('soak')).toBeDefined();
    const messages = lane.posted.size;
    answers = true;
    expect(await lane.later(1_000)).toBe(false);
    expect(await lane.later(30_000)).toBe(true);
    expect(lane.text('changelog')).toMatch(/^What changes in board 1\.42\.0: 7 changes/);
    expect(lane.posted.size).toBe(messages);
    expect(await lane.later(3_600_000)).toBe(false);
  });

  it('asks the repository once', async () => {
    let asked = 0;
    const lane = await slackLane(
      async (from, to) => {
        asked += 1;
        return changelog({
          from: { version: from.version, commit: from.commit },
          to: { version: to.version, commit: to.commit },
        });
      },
      [prerelease({ kind: 'soaking', since: noon })],
    );
    await lane.draw();
    await lane.draw();
    expect(asked).toBe(1);
  });

  it('tells what is live in the channel for changelogs', async () => {
    const lane = await slackLane(
      async () => changelog(),
      [release({ kind: 'live', at: noon }, { carries: [] })],
    );
    await lane.draw();
    expect(lane.posted.get('rel_ALL:changelog')).toMatchObject({
      channel: 'C0CHANGELOG',
      thread: null,
    });
    expect(lane.posted.get('rel_ALL:summary')).toMatchObject({
      channel: 'C0RELEASES',
      thread: 'build:board@1.42.0:card',
    });
  });
});
