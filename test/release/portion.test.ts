import { expect, it } from 'vitest';
import { nextStep } from '../../src/release/servers/next-step.ts';
import { plan, release } from '../support/a-release.ts';
import { observed } from '../support/events.ts';
import { given } from '../support/given.ts';
import { noon } from '../support/noon.ts';
import { moving, news, olds, one } from './way-of-servers.ts';

const few = { ...plan, ways: { ...plan.ways, atOnce: 3 } };

it('names no more servers at once than fit one call, and the next look does the rest', () => {
  const going = release(
    { kind: 'migrating', since: noon, batch: 3, movedAt: null, watchedMs: 0 },
    { plan: few },
  );
  const open = olds(5);
  expect(nextStep(moving, going, [...open, ...news(4)], noon)).toEqual({
    kind: 'close',
    ids: ['o0', 'o1', 'o2'],
  });
  const half = open.map((one, slot) => (slot < 3 ? { ...one, admits: false } : one));
  expect(nextStep(moving, going, [...half, ...news(4)], noon)).toEqual({
    kind: 'close',
    ids: ['o3', 'o4'],
  });
  const shut = olds(5, { admits: false });
  expect(nextStep(moving, going, [...shut, ...news(4)], noon)).toMatchObject({
    kind: 'migrate',
    moves: [{ id: 'o0' }, { id: 'o1' }, { id: 'o2' }],
  });
});

it('shuts all of them at once where the balancer can say it of all only', () => {
  const together = { ...few, ways: { ...few.ways, shutsTogether: true } as const };
  const going = release(
    { kind: 'migrating', since: noon, batch: 3, movedAt: null, watchedMs: 0 },
    { plan: together },
  );
  const step = nextStep(moving, going, [...olds(5), ...news(4)], noon);
  expect(step).toEqual({ kind: 'close', ids: olds(5).map(({ id }) => id) });
  const shut = olds(5, { admits: false });
  expect(nextStep(moving, going, [...shut, ...news(4)], noon)).toMatchObject({
    kind: 'migrate',
    moves: [{ id: 'o0' }, { id: 'o1' }, { id: 'o2' }],
  });
});

it('gives all orders at once where one call starts an order', () => {
  const whole = { ...few, ways: { ...few.ways, startsOrders: true } as const };
  const starting = release({ kind: 'launching', since: noon }, { plan: whole });
  const orders = [
    { base: 0, n: 3 },
    { base: 3, n: 3 },
    { base: 6, n: 3 },
    { base: 9, n: 1 },
  ];
  const ten = { ...starting, capacity: 10 };
  const { release: ordered } = given(ten, { line: moving }).after(observed(noon, olds(10)));
  expect(ordered.orders).toMatchObject(orders);
  // The room is counted in orders: three fit, and the next look does the rest.
  const step = nextStep(moving, ordered, olds(10), noon);
  expect(step).toMatchObject({ kind: 'launch', orders: orders.slice(0, 3) });
  expect(step).not.toMatchObject({ orders });
});

it('orders no more servers at once than fit one call', () => {
  const starting = release({ kind: 'launching', since: noon }, { plan: few });
  const { release: ordered } = given(starting, { line: moving }).after(observed(noon, olds(4)));
  const orders = [
    { base: 0, n: 3 },
    { base: 3, n: 1 },
  ];
  expect(ordered.orders).toMatchObject(orders);
  const first = { kind: 'launch', orders: [orders[0]] };
  expect(nextStep(moving, ordered, olds(4), noon)).toMatchObject(first);
  const three = [...olds(4), ...news(3, { state: 'starting' })];
  const { release: next } = given(ordered, { line: moving }).after(observed(noon, three));
  const second = { kind: 'launch', orders: [orders[1]] };
  expect(nextStep(moving, next, three, noon)).toMatchObject(second);
});

it('comes to each of many, though the first of them do not obey', () => {
  const back = one({ plan: few });
  const deaf = [...olds(9, { admits: false }), ...news(4, { users: 10 })];
  const asked = new Set(
    Array.from({ length: 120 }, (_, look) => {
      const step = nextStep(moving, back, deaf, noon + 30_000 * look);
      return step?.kind === 'admit' ? step.ids : [];
    }).flat(),
  );
  expect([...asked].toSorted()).toEqual(olds(9).map(({ id }) => id));
});
