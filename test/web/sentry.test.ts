import { describe, expect, it } from 'vitest';
import type { WakeUp } from '../../src/ports/work.ts';
import { sentryDoor } from '../../src/web/sentry.ts';
import { prerelease } from '../support/a-release.ts';
import { noon } from '../support/noon.ts';
import { macOf } from '../support/webhook.ts';

const secret = 'sentry-secret';

/** Two services that soak, each with a project of its own, and Sentry at the door. */
function watched(secretOrNone: string | null = secret) {
  let now = noon;
  const wakes: WakeUp[] = [];
  const door = sentryDoor({
    secret: secretOrNone,
    clock: { now: () => now },
    projects: new Map([
      ['board', 'board-server'],
      ['web', 'web-front'],
    ]),
    ledger: {
      open: async (service) => [
        { ...prerelease({ kind: 'soaking', since: noon }), id: `rel_${service}` },
      ],
      wake: async (wishes) => void wakes.push(...wishes),
    },
  });
  const send = async (said: unknown, signature?: string) => {
    const body = JSON.stringify(said);
    const answer = await door.request('/sentry', {
      method: 'POST',
      body,
      headers: {
        'sentry-hook-resource': 'issue',
        'sentry-hook-signature': signature ?? macOf(secret, body),
      },
    });
    return answer.status;
  };
  return { send, wakes, pass: (ms: number) => (now += ms), now: () => now };
}

const issue = (slug: string) => ({
  action: 'created',
  data: { issue: { id: '1', project: { id: '7', slug } } },
});

describe('a webhook of Sentry', () => {
  it('has what it speaks of looked at now, and nothing else', async () => {
    const { send, wakes, pass, now } = watched();
    expect(await send(issue('board-server'))).toBe(200);
    expect(wakes).toEqual([{ key: 'rel_board', lane: 'watch', dueAt: noon }]);
    await send({ data: { metric_alert: { projects: ['web-front', 'else'] } } });
    expect(wakes.slice(1)).toEqual([{ key: 'rel_web', lane: 'watch', dueAt: noon }]);
    pass(10_000);
    // An alert on an issue names its project by number only.
    await send({ action: 'triggered', data: { event: { project: 7 }, triggered_rule: 'x' } });
    expect(wakes.slice(2).map(({ key, dueAt }) => [key, dueAt])).toEqual([
      ['rel_board', now()],
      ['rel_web', now()],
    ]);
  });

  it('is one hint in a flood, and none for a project that nobody watches', async () => {
    const { send, wakes, pass } = watched();
    for (let nth = 0; nth < 50; nth += 1) await send(issue('board-server'));
    expect(wakes).toHaveLength(1);
    pass(9_999);
    await send(issue('board-server'));
    expect(wakes).toHaveLength(1);
    pass(1);
    await send(issue('board-server'));
    expect(wakes).toHaveLength(2);
    await send(issue('billing'));
    expect(wakes).toHaveLength(2);
  });

  it('is not taken unsigned, or without a secret', async () => {
    const { send, wakes } = watched();
    for (const wrong of ['', 'x', macOf('other', JSON.stringify(issue('board-server')))])
      expect(await send(issue('board-server'), wrong)).toBe(401);
    expect(await watched(null).send(issue('board-server'))).toBe(503);
    expect(wakes).toEqual([]);
  });
});
