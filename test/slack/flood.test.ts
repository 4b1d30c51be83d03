import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Inbound } from '../../src/slack/inbound.ts';
import { inbox } from '../../src/slack/inbox.ts';

const quiet = { info: () => undefined, warn: () => undefined, error: () => undefined, debug: () => undefined };

/** What keeps deliveries here: nothing is ever waited for, so every request is saved before the next one comes. */
function shelf() {
  const kept = new Map<string, { readonly id: string; readonly once: null; readonly body: unknown }>();
  return {
    kept,
    receive: async ({ id, body }: { readonly id: string; readonly body: unknown }) => Boolean(kept.set(id, { id, once: null, body })),
    claimDelivery: async () => null,
    claimDeliveryById: async (id: string) => kept.get(id) ?? null,
    answered: async (id: string) => void kept.delete(id),
  };
}

function opened(store: ReturnType<typeof shelf>, answered: string[]) {
  return inbox({ store, log: quiet, realNow: () => performance.now(), at: () => undefined, work: async (id) => void answered.push(id), isUrgent: (inbound) => 'command' in inbound && inbound.text.startsWith('hold') });
}

function typed(number: number, text = 'status'): Inbound {
  return { command: '/release', text, user_id: 'U1', user_name: 'ana', team_id: 'T1', api_app_id: 'A1', channel_id: 'C1', response_url: 'http://127.0.0.1/answers', trigger_id: `t${number}` };
}

describe('a flood of requests', () => {
  it('is acknowledged before it is answered, and answered to the last one once it is over', async () => {
    const store = shelf();
    const answered: string[] = [];
    const box = opened(store, answered);
    let whileItCame = 0;
    for (let number = 0; number < 500; number += 1) {
      await box.take(typed(number));
      box.begin(typed(number));
      await new Promise(setImmediate);
      whileItCame = answered.length;
    }
    expect(whileItCame).toBeLessThan(100);
    for (let tries = 0; answered.length < 500 && tries < 100; tries += 1) await sleep(50);
    expect(new Set(answered).size).toBe(500);
    expect(store.kept.size).toBe(0);
  });

  it('lets a word through that keeps users from harm', async () => {
    const answered: string[] = [];
    const box = opened(shelf(), answered);
    for (let number = 0; number < 300; number += 1) {
      await box.take(typed(number));
      box.begin(typed(number));
    }
    await box.take(typed(300, 'hold board'));
    box.begin(typed(300, 'hold board'));
    await new Promise(setImmediate);
    expect(answered).toContain('slash:t300');
    expect(answered.length).toBeLessThan(100);
  });

  it('is not what people at work are: each of them is answered at once', async () => {
    const answered: string[] = [];
    const box = opened(shelf(), answered);
    for (let number = 0; number < 40; number += 1) {
      await box.take(typed(number));
      box.begin(typed(number));
      await sleep(15);
      expect(answered).toHaveLength(number + 1);
    }
  });
});
