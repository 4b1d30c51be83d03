import { expect, it } from 'vitest';
import { countByLabel } from '../../../src/adapters/prometheus/label-counts.ts';
import { refused } from '../../contracts/contract.ts';

const query = { query: 'board_users', label: 'instance' };

function prometheus(answer: () => Response) {
  return { url: 'http://prometheus', authorization: null, fetch: async () => answer() };
}

const vector = (...result: readonly (readonly [Record<string, string>, string])[]) =>
  prometheus(() =>
    Response.json({
      status: 'success',
      data: {
        resultType: 'vector',
        result: result.map(([metric, value]) => ({ metric, value: [1, value] })),
      },
    }),
  );

it('counts all series of one server together, and half a user as somebody', async () => {
  const counted = await countByLabel(
    vector(
      [{ instance: '10.0.0.1:9090', room: 'a' }, '3'],
      [{ instance: '10.0.0.1:9090', room: 'b' }, '4'],
      [{ instance: '10.0.0.2:9090' }, '0.2'],
      [{ instance: '10.0.0.3:9090' }, '0'],
    ),
    query,
    0,
  );
  expect(counted).toEqual(
    new Map([
      ['10.0.0.1:9090', 7],
      ['10.0.0.2:9090', 1],
      ['10.0.0.3:9090', 0],
    ]),
  );
});

it('counts nobody of whom it cannot say how many or where', async () => {
  const counted = await countByLabel(
    vector(
      [{ instance: '10.0.0.1:9090' }, '3'],
      [{ instance: '10.0.0.1:9090' }, 'NaN'],
      [{ job: 'board' }, '5'],
    ),
    query,
    0,
  );
  expect(counted).toEqual(new Map());
});

it.each([
  ['a query that is refused', () => Response.json({ status: 'error' }, { status: 400 })],
  ['a server that asks who we are', () => new Response('', { status: 401 })],
  ['one number for all', () => Response.json({ data: { resultType: 'scalar', result: [1, '2'] } })],
])('takes %s for no answer', async (_name, answer) => {
  expect((await refused(countByLabel(prometheus(answer), query, 0))).message).toMatch(/Prometheus/);
});
