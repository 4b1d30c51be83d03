import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { boardSample } from '../../support/board-sample.ts';
import { until } from '../../support/until.ts';

let sample: Awaited<ReturnType<typeof boardSample>>;
beforeEach(async () => {
  sample = await boardSample();
});
afterEach(() => sample.close());

const target = (id: string, address: string, admits: boolean) =>
  sample.call('PUT', `${sample.balancer.adminUrl}/targets/${id}`, { address, admits });

describe('users of the whiteboard', () => {
  it('notice nothing when their boards are moved under their pens', async () => {
    const old = await sample.serve('old');
    const users = await sample.users({ boards: 8, drawEveryMs: 150 });
    await until(
      async () => (await users.summary()).connected >= 16 && (await users.summary()).sent > 100,
    );
    const fresh = await sample.serve('new', sample.imageOf('healthy'));
    await target(old.id, old.address, false);
    const { body } = await sample.call('POST', `http://${old.address}/drain`, { keep: 8 });
    expect(body).toMatchObject({ keep: 8 });
    expect(body.users - body.moving).toBeLessThanOrEqual(8);
    expect(
      (await sample.call('POST', `http://${old.address}/drain`, { keep: 8 })).body.users,
    ).toBeGreaterThanOrEqual(body.users - body.moving);
    await sample.call('POST', `http://${old.address}/drain`, { keep: 0 });
    await until(
      async () =>
        Object.keys((await users.summary()).byVersion).join() ===
        sample.repository.builds.find(({ image }) => image === sample.imageOf('healthy'))!.version,
    );
    const sent = (await users.summary()).sent;
    await until(async () => (await users.summary()).sent > sent + 100);
    const summary = await users.summary();
    expect(summary).toMatchObject({ failedRequests: 0, lostStrokes: 0, firstBadAtMs: null });
    expect(summary.reconnects).toBeGreaterThanOrEqual(16);
    expect(summary.slowestReconnectMs).toBeLessThan(2_000);
    const decision = await (await fetch(`http://${fresh.address}/metrics`)).text();
    const counted = (what: string) =>
      Number(new RegExp(`board_reconnects_${what}total\\{[^}]*\\} (\\d+)`).exec(decision)?.[1]);
    expect(counted('')).toBeGreaterThanOrEqual(16);
    expect([counted('failed_'), counted('slow_')]).toEqual([0, 0]);
    expect(Object.keys(summary.lastLeftAtMs)).toEqual([sample.repository.live.version]);
    expect(
      (await sample.call('GET', `${sample.balancer.adminUrl}/targets/${fresh.id}`)).body.users,
    ).toBeGreaterThanOrEqual(16);
  });

  it('lose strokes when the plug of their server is pulled', async () => {
    const old = await sample.serve('old');
    const users = await sample.users();
    await until(
      async () => (await users.summary()).connected >= 12 && (await users.summary()).sent > 50,
    );
    await sample.serve('new', sample.imageOf('healthy'));
    await sample.call('POST', `${sample.host().url}/_control/kill/${old.id}`);
    await until(async () => (await users.summary()).lostStrokes > 0);
    expect((await users.summary()).failedRequests).toBeGreaterThan(0);
    const { body: journal } = await sample.call('GET', `${users.url}/_control/journal`);
    const { body: targets } = await sample.call('GET', `${sample.balancer.adminUrl}/targets`);
    const decision = await Promise.all(
      targets
        .filter(({ id }: { id: string }) => id !== old.id)
        .map(async ({ address }: { address: string }) =>
          (await fetch(`http://${address}/metrics`)).text(),
        ),
    );
    expect(
      Number(/board_reconnects_failed_total\{[^}]*\} (\d+)/.exec(decision.join())?.[1]),
    ).toBeGreaterThan(0);
    expect(journal.find(({ kind }: { kind: string }) => kind === 'lost').why).toMatch(
      /acknowledged|in time/,
    );
  });

  it('stay where they are when no other server takes them', async () => {
    const only = await sample.serve('only');
    const users = await sample.users({ boards: 3 });
    await until(async () => (await users.summary()).connected >= 6);
    await sample.call('POST', `http://${only.address}/drain`, { keep: 0 });
    const sent = (await users.summary()).sent;
    await until(async () => (await users.summary()).sent > sent + 20);
    expect(await users.summary()).toMatchObject({
      failedRequests: 0,
      lostStrokes: 0,
      reconnects: 0,
    });
  });

  it('are counted anew after a reset, those who are there too', async () => {
    await sample.serve('only');
    const users = await sample.users({ boards: 3 });
    await until(
      async () => (await users.summary()).connected >= 6 && (await users.summary()).sent > 20,
    );
    const { body } = await sample.call('POST', `${users.url}/_control/reset`);
    expect(body).toMatchObject({ sent: 0, received: 0, failedRequests: 0 });
    expect(body.total).toBeGreaterThanOrEqual(6);
  });
});
