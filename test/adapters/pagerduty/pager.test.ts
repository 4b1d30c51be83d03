import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startPagerDuty } from '../../../playground/pagerduty/start.ts';
import { pagerDutyPager } from '../../../src/adapters/pagerduty/pager.ts';
import { escalatingPager } from '../../../src/vendors/escalating-pager.ts';
import type { Pager } from '../../../src/ports/pager.ts';
import { refused } from '../../contracts/contract.ts';

const second = 'f6e5d4c3b2a1f6e5d4c3b2a1f6e5d4c3';
const routingKey = 'a1b2c3d4e5f6a1b2c3d4e5f6a1b2c3d4';
let pagerDuty: Awaited<ReturnType<typeof startPagerDuty>>;
let pager: Pager;
beforeEach(async () => {
  pagerDuty = await startPagerDuty({ port: 0, routingKeys: [routingKey] });
  pager = pagerDutyPager({ url: pagerDuty.url, routingKey, fetch });
});
afterEach(() => pagerDuty.close());

const page = {
  service: 'board',
  key: 'board/r1/1',
  summary: 'board 1.42.0 is unhealthy',
  severity: 'critical',
  link: 'https://acme.slack.com/archives/C1/p1',
  again: false,
} as const;
const incidents = async (): Promise<unknown> =>
  (await fetch(`${pagerDuty.url}/_control/incidents`)).json();
const journal = async (): Promise<unknown> =>
  (await fetch(`${pagerDuty.url}/_control/journal`)).json();
const fault = (body: unknown) =>
  fetch(`${pagerDuty.url}/_control/faults`, { method: 'POST', body: JSON.stringify(body) });

describe('PagerDuty', () => {
  it('calls people with the words, the link and the severity of the page', async () => {
    await pager.page(page);
    expect(await journal()).toMatchObject([
      {
        event: {
          event_action: 'trigger',
          client_url: page.link,
          links: [{ href: page.link }],
          payload: {
            summary: page.summary,
            severity: 'critical',
            source: 'davy/board',
            custom_details: { service: 'board' },
          },
        },
      },
    ]);
  });

  it('calls the next in line when nobody answered, or the same again, and ends both', async () => {
    await pager.page({ ...page, again: true });
    expect(await incidents()).toMatchObject([{ triggers: 1 }]);
    const two = await startPagerDuty({ port: 0, routingKeys: [routingKey, second] });
    const [one, other] = [routingKey, second].map((key) =>
      pagerDutyPager({ url: two.url, routingKey: key, fetch }),
    );
    if (!one || !other) throw new Error('two pagers');
    const both = escalatingPager(one, other);
    await both.page(page);
    await both.page({ ...page, again: true });
    await both.resolve('board', page.key);
    const events: unknown = await (await fetch(`${two.url}/_control/journal`)).json();
    expect(events).toMatchObject([
      { event: { routing_key: routingKey, event_action: 'trigger' } },
      { event: { routing_key: second, event_action: 'trigger' } },
      { event: { routing_key: routingKey, event_action: 'resolve' } },
      { event: { routing_key: second, event_action: 'resolve' } },
    ]);
    await two.close();
  });

  it.each([
    [{ kind: 'too-many', retryAfterSeconds: 7 }, 'try again after 7 s'],
    [{ kind: 'status', status: 503 }, 'HTTP 503'],
    [{ kind: 'down' }, 'fetch failed'],
  ])('fails from outside when PagerDuty says %j', async (body, cause) => {
    await fault({ ...body, times: 1 });
    const error = await refused(pager.page(page));
    expect(String(error.cause)).toContain(cause);
    await pager.page(page);
    expect(await incidents()).toHaveLength(1);
  });

  it('says it is the key, not the network, that is refused, and hides the key', async () => {
    const wrong = pagerDutyPager({
      url: pagerDuty.url,
      routingKey: 'topsecretkey',
      fetch,
    });
    const error = await refused(wrong.page(page));
    expect(error.message).toContain(
      "check the routing key (Length of 'routing_key' is incorrect (should be 32 characters))",
    );
    expect(error.unknown).toBe(false);
    expect(JSON.stringify([error.message, error.stack, String(error.cause)])).not.toContain(
      'topsecretkey',
    );
  });

  it('does not believe an accepted event whose answer is garbage', async () => {
    const garbled = pagerDutyPager({
      url: pagerDuty.url,
      routingKey,
      fetch: () => Promise.resolve(new Response('{"sta', { status: 202 })),
    });
    expect((await refused(garbled.page(page))).message).toContain('paging for board');
  });
});
