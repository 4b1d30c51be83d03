import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { answerQueue } from '../../../src/slack/answer/answer-queue.ts';
import { floodGauge } from '../../../src/slack/door/flood.ts';
import { inbox } from '../../../src/slack/door/inbox.ts';
import { requestReader, type SlackRequest } from '../../../src/slack/match/request.ts';

const quiet = {
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  debug: () => undefined,
};

/**
 * What keeps deliveries here: nothing is ever waited for, so every request is saved before the next
 * one comes.
 */
function shelf() {
  const kept = new Map<
    string,
    { readonly id: string; readonly once: null; readonly body: unknown }
  >();
  return {
    kept,
    receive: async ({ id, body }: { readonly id: string; readonly body: unknown }) =>
      Boolean(kept.set(id, { id, once: null, body })),
    claimDelivery: async () => null,
    claimDeliveryById: async (id: string) => kept.get(id) ?? null,
    answered: async (id: string) => void kept.delete(id),
  };
}

const read = requestReader(commands);

function opened(store: ReturnType<typeof shelf>, answered: string[]) {
  return inbox({
    store,
    log: quiet,
    realNow: () => performance.now(),
    at: () => undefined,
    read,
    work: async ({ id }) => void answered.push(id),
  });
}

function typed(number: number, text = 'status'): SlackRequest {
  return read({
    command: '/release',
    text,
    user_id: 'U1',
    user_name: 'ana',
    team_id: 'T1',
    api_app_id: 'A1',
    channel_id: 'C1',
    response_url: 'http://127.0.0.1/answers',
    trigger_id: `t${number}`,
  })!;
}

/**
 * Brings these words one after the other, each acknowledged before the next; `between` is what
 * passes until then.
 */
async function brings(
  box: ReturnType<typeof opened>,
  count: number,
  between: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    await brought(box, typed(number));
    await between();
  }
}

async function brought(box: ReturnType<typeof opened>, request: SlackRequest): Promise<void> {
  await box.take(request);
  box.begin(request);
}

const aMoment = () => new Promise(setImmediate);

describe('a flood of requests', () => {
  it('is acknowledged before it is answered, and answered to the last one once it is over', async () => {
    const store = shelf();
    const answered: string[] = [];
    await brings(opened(store, answered), 500, aMoment);
    expect(answered.length).toBeLessThan(100);
    for (let tries = 0; answered.length < 500 && tries < 100; tries += 1) await sleep(50);
    expect(new Set(answered).size).toBe(500);
    expect(store.kept.size).toBe(0);
  });

  it('lets a word through that keeps users from harm', async () => {
    const answered: string[] = [];
    const box = opened(shelf(), answered);
    await brings(box, 300);
    await brought(box, typed(300, 'hold board'));
    await aMoment();
    expect(answered).toContain('slash:t300');
    expect(answered.length).toBeLessThan(100);
  });

  it('is not what people at work are: each of them is answered at once', async () => {
    const answered: string[] = [];
    let sent = 0;
    await brings(opened(shelf(), answered), 40, async () => {
      await sleep(15);
      expect(answered).toHaveLength((sent += 1));
    });
  });

  it('is over when the clock is set back', () => {
    let now = 3_600_000;
    const flood = floodGauge(() => now);
    for (let number = 0; number < 20; number += 1) flood.arrived();
    expect(flood.isFlood()).toBe(true);
    now = 0;
    expect(flood.isFlood()).toBe(false);
  });
});

describe('answers that wait', () => {
  it('do not stand still when the clock is set back in a flood', () => {
    let now = 3_600_000;
    const queue = answerQueue<string>({ isBusy: () => true, realNow: () => now });
    for (const delivery of ['a', 'b']) queue.add(delivery, false);
    expect(queue.next(0)).toBe('a');
    expect(queue.next(0)).toBeUndefined();
    now = 0;
    expect(queue.next(0)).toBe('b');
  });

  it('never hold up what keeps users from harm, however many of them hang', async () => {
    const answered: string[] = [];
    const hangs = async ({ id }: SlackRequest) =>
      id === 'slash:t99' ? void answered.push(id) : new Promise<void>(() => undefined);
    const box = inbox({
      store: shelf(),
      log: quiet,
      realNow: () => performance.now(),
      at: () => undefined,
      read,
      work: hangs,
    });
    await brings(box, 12, () => sleep(10));
    await brought(box, typed(99, 'hold board'));
    await sleep(10);
    expect(answered).toEqual(['slash:t99']);
  });
});
