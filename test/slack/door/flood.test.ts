import { describe, expect, it } from 'vitest';
import { commands } from '../../../commands/index.ts';
import { answerQueue } from '../../../src/slack/answer/answer-queue.ts';
import { floodGauge } from '../../../src/slack/door/flood.ts';
import { inbox } from '../../../src/slack/door/inbox.ts';
import { requestReader, type SlackRequest } from '../../../src/slack/match/request.ts';
import { until } from '../../support/until.ts';
import { quietLog } from '../../support/quiet-log.ts';

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

/** An inbox whose clock stands still between two requests, however busy this machine is. */
function opened(
  work: (id: string) => void | Promise<void>,
  store: ReturnType<typeof shelf> = shelf(),
) {
  const clock = { now: 1_000 };
  const box = inbox({
    store,
    log: quietLog,
    realNow: () => clock.now,
    at: () => undefined,
    read,
    work: async ({ id }) => work(id),
  });
  return { ...box, clock };
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
 * Brings these words one after the other, `apartMs` apart, each acknowledged before the next;
 * `between` is what else happens until then.
 */
async function brings(
  box: ReturnType<typeof opened>,
  count: number,
  apartMs: number,
  between: () => Promise<unknown> = async () => undefined,
): Promise<void> {
  for (let number = 0; number < count; number += 1) {
    await brought(box, typed(number));
    await between();
    box.clock.now += apartMs;
  }
}

async function brought(box: ReturnType<typeof opened>, request: SlackRequest): Promise<void> {
  await box.take(request);
  box.begin(request);
}

const aMoment = () => new Promise(setImmediate);

describe('a flood of requests', () => {
  it('is acknowledged before it is answered, and answered to the last one afterwards', async () => {
    const store = shelf();
    const answered: string[] = [];
    const box = opened((id) => void answered.push(id), store);
    await brings(box, 500, 2, aMoment);
    expect(answered.length).toBeLessThan(100);
    box.clock.now += 1_000;
    await until(() => answered.length >= 500);
    expect(new Set(answered).size).toBe(500);
    await until(() => store.kept.size === 0);
  });

  it('lets a word through that keeps users from harm', async () => {
    const answered: string[] = [];
    const box = opened((id) => void answered.push(id));
    await brings(box, 300, 1);
    await brought(box, typed(300, 'hold board'));
    await until(() => answered.includes('slash:t300'));
    expect(answered.length).toBeLessThan(100);
  });

  it('is not what people at work are: each is answered before the next one comes', async () => {
    const answered: string[] = [];
    let sent = 0;
    await brings(
      opened((id) => void answered.push(id)),
      40,
      15,
      async () => {
        sent += 1;
        await until(() => answered.length === sent);
      },
    );
    expect(sent).toBe(40);
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
    const box = opened((id) =>
      id === 'slash:t99' ? void answered.push(id) : new Promise<void>(() => undefined),
    );
    await brings(box, 12, 10, aMoment);
    await brought(box, typed(99, 'hold board'));
    await until(() => answered.length > 0);
    expect(answered).toEqual(['slash:t99']);
  });
});
