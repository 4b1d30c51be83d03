import { expect, it } from 'vitest';
import { play } from '../../playground/play.ts';
import { traffic } from '../../playground/stories/traffic.ts';

/**
 * A release whose traffic is steered, by Davy as its own process and a real balancer: what was
 * asked, and what the balancer counted. Its few readers take no other world's processors, so it
 * waits for no turn.
 */
it('gives each stage its share of the requests, and loses none', { timeout: 900_000 }, async () => {
  const told: string[] = [];
  const { ending, faults } = await play(traffic, {
    seed: 3,
    speed: 1,
    json: true,
    path: process.env['PATH'] ?? '',
    say: (text) => told.push(text),
  });
  expect({ faults, told }).toMatchObject({ faults: [] });
  expect(ending).toMatchObject({ ok: true, outcome: 'rolled back', traffic: { missing: 0 } });
  const asked = ending.traffic?.stages.map((stage) => stage.asked);
  expect(asked).toEqual([0.05, 0.1, 0.5, 1, 0]);
  for (const { told: weighed, asked: share, measured, requests } of ending.traffic?.stages ?? []) {
    expect(weighed).toBeCloseTo(share, 2);
    expect(Math.abs(measured - share)).toBeLessThanOrEqual(0.03);
    expect(requests).toBeGreaterThanOrEqual(5_000);
  }
  expect(ending.traffic?.failedRequests).toBe(0);
});
