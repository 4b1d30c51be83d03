import { createServer } from 'node:net';
import { expect, it } from 'vitest';
import { newClock } from '../../../playground/aws/clock.ts';
import type { HostCalls } from '../../../playground/aws/machines/host-calls.ts';
import { lookAfter, newRun, type Run } from '../../../playground/aws/machines/look-after.ts';

/** A host whose servers run, and what it and its balancer were told, in order. */
function aHost() {
  const told: string[] = [];
  const running = new Set<string>();
  const calls: HostCalls = {
    launch: async (token) => {
      running.add(token);
      return { id: token, state: 'running', address: `127.0.0.1:${running.size}` };
    },
    list: async () =>
      [...running].map((id, i) => ({ id, state: 'running', address: `127.0.0.1:${i + 1}` })),
    end: async (id) => void told.push(`end ${id}`),
    admit: async (id, _address, admits) => void told.push(`${admits ? 'open' : 'shut'} ${id}`),
    letGo: async (id) => void told.push(`let go ${id}`),
    weigh: async (weights) => void told.push(`weigh ${JSON.stringify(weights)}`),
    answers: async () => 'well',
  };
  return { calls, told };
}

it('shares users out so that somebody always serves, and ends who gets none', async () => {
  const { calls, told } = aHost();
  const clock = newClock(0);
  const imageTags = new Map([['playground:image', 'img-1']]);
  const runs = new Map<string, Run>(
    ['old', 'new'].map((id) => [
      id,
      newRun({ id, imageTags, privateIp: '' }, 1, createServer(), clock.now()),
    ]),
  );
  const shared = { steering: [{ id: 'old', share: 1_000 }], weights: '' };
  await lookAfter(calls, runs, shared, clock);
  expect(told.splice(0)).toEqual(['open old/1', 'weigh {"old/1":10000}']);

  // A rule that sends all elsewhere, and the order to end who had it, since the last look.
  shared.steering = [{ id: 'new', share: 1_000 }];
  await lookAfter(calls, runs, shared, clock);
  expect(told.splice(0)).toEqual(['open new/1', 'weigh {"old/1":0,"new/1":10000}', 'shut old/1']);
  shared.steering = [{ id: 'old', share: 1_000 }];
  const run = runs.get('new');
  if (run) run.isWanted = false;
  await lookAfter(calls, runs, shared, clock);
  expect(told).toEqual(['open old/1', 'weigh {"old/1":10000,"new/1":0}', 'end new/1']);
});
