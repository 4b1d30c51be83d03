import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import { work } from '../../src/engine/work.ts';
import type { WorkerContext } from '../../src/engine/worker-context.ts';
import type { Ports } from '../../src/ports/ports.ts';
import { lineKey } from '../../src/release/state/keys.ts';
import { moved } from '../../src/release/state/outcome.ts';
import { serviceMessagesOf } from '../../src/views/service/service-messages.ts';
import { messagesOf } from '../../src/views/messages.ts';
import { blocked, build } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { quietLog } from '../support/quiet-log.ts';
import { boardService } from '../support/thread-samples.ts';

const sandbox = 'board@sandbox';

/** The slack lane of a product with two lines, worked off until nothing is due. */
function slackLane() {
  const ledger = memoryLedger({ realTime: () => noon, sleep: async () => undefined });
  const cards = new Map<string, string>();
  const board: Ports['board'] = {
    async post({ channel, content, key }) {
      cards.set(key, content.text);
      return { channel, ts: key };
    },
    async update({ ts, content }) {
      cards.set(ts, content.text);
      return 'updated';
    },
    find: async () => 'none',
    below: async () => 'cannot-look',
    remove: async () => 'kept',
  };
  const context = {
    ports: {
      ledger,
      board,
      clock: { now: () => noon, wall: (at: number) => at },
      source: () => null,
    },
    log: quietLog,
    services: { board: boardService, [sandbox]: { ...boardService, name: sandbox } },
    draw: messagesOf,
    drawLine: serviceMessagesOf,
    at: () => undefined,
  } as unknown as WorkerContext;
  return {
    ledger,
    cards,
    async draw(key: string) {
      await ledger.wake([{ key, lane: 'slack', dueAt: noon }]);
      for (let claim = await ledger.claim(['slack'], noon); claim !== null;) {
        await work(context, claim);
        claim = await ledger.claim(['slack'], noon);
      }
    },
  };
}

describe('what one line goes back from', () => {
  it('stands on the cards of the others, as a warning', async () => {
    const { ledger, cards, ...lane } = slackLane();
    await ledger.addBuild(build());
    await ledger.decide(
      { service: 'board', release: null, event: { kind: 'time-passed', at: noon } },
      (line) => moved({ ...line, live: build('1.41.0') }, null),
      () => [],
    );
    await lane.draw(lineKey('board'));
    expect([...cards.keys()].toSorted()).toEqual([
      'build:board@1.42.0:card',
      'build:board@sandbox@1.42.0:card',
    ]);
    expect(cards.get('build:board@1.42.0:card')).toContain('board 1.42.0 is ready');
    await ledger.decide(
      { service: sandbox, release: null, event: { kind: 'time-passed', at: noon } },
      (line) =>
        moved({ ...line, live: build('1.41.0', { service: sandbox }), blocked: [blocked()] }, null),
      () => [],
    );
    await lane.draw(lineKey(sandbox));
    expect(cards.get('build:board@sandbox@1.42.0:card')).toContain('1.42.0 is blocked');
    expect(cards.get('build:board@1.42.0:card')).toContain(
      'board 1.42.0 is ready, but blocked on board@sandbox',
    );
  });
});
