import { describe, expect, it } from 'vitest';
import { memoryLedger } from '../../src/adapters/memory-ledger/open.ts';
import { makeTell } from '../../src/engine/tell.ts';
import { pagerDutyDoor } from '../../src/web/pagerduty.ts';
import { line, prerelease } from '../support/a-release.ts';
import { minute, noon } from '../support/noon.ts';
import { macOf } from '../support/webhook.ts';
import { worded } from '../../src/release/state/worded.ts';

const secret = 'pd-secret';
const now = noon + 5 * minute;
const clock = { now: () => now, wall: (at: number) => at };
const key = 'board:rel_PRE:stuck';
const ana = { id: 'PANA', type: 'user_reference', summary: 'Ana <Ruiz>', html_url: 'https://x' };

/** A pre-release that people were called for at noon, and PagerDuty at the door. */
async function called(secretOrNone: string | null = secret) {
  const ledger = memoryLedger({ realTime: () => now, sleep: () => Promise.resolve() });
  const born = prerelease(
    { kind: 'soaking', since: noon },
    {
      escalation: {
        number: 1,
        since: noon,
        page: {
          key,
          severity: 'critical',
          summary: { kind: 'stuck', name: 'board 1.42.0', because: worded('errors') },
        },
        againAt: null,
        ended: null,
      },
    },
  );
  await ledger.addBuild(born.build);
  await ledger.decide(
    { service: 'board', release: null, event: { kind: 'time-passed', at: noon } },
    () => ({ kind: 'moved', line: line({}), release: null, born, effects: [], supersedes: false }),
    () => [],
  );
  const tell = makeTell({ ledger, clock });
  const door = pagerDutyDoor({
    ledger,
    tell,
    clock,
    realNow: () => now,
    services: ['board'],
    secret: secretOrNone,
  });
  const send = async (body: string, signature = `v1=${macOf(secret, body)}`) => {
    const answer = await door.request('/pagerduty', {
      method: 'POST',
      body,
      headers: { 'x-pagerduty-signature': signature },
    });
    return { status: answer.status, said: await answer.json() };
  };
  /** An event as PagerDuty's webhooks (version 3) write it. */
  const event = (more: object = {}, incident: object = {}) =>
    JSON.stringify({
      event: {
        id: '01CH754SM17TWPE2V2H4VPBRO7',
        event_type: 'incident.acknowledged',
        resource_type: 'incident',
        occurred_at: new Date(now - minute).toISOString(),
        agent: ana,
        client: null,
        data: {
          id: 'PGR0VU2',
          type: 'incident',
          status: 'acknowledged',
          incident_key: key,
          ...incident,
        },
        ...more,
      },
    });
  const ended = async () => (await ledger.release('rel_PRE'))?.escalation?.ended ?? null;
  return { send, event, ended };
}

describe('what people do at PagerDuty', () => {
  it.each(['incident.acknowledged', 'incident.resolved'])('counts here: %s', async (event_type) => {
    const { send, event, ended } = await called();
    expect(await send(event({ event_type }))).toEqual({ status: 200, said: { counted: true } });
    expect(await ended()).toMatchObject({
      kind: 'answered',
      by: { id: 'pagerduty:PANA', name: 'Ana <Ruiz> (PagerDuty)' },
    });
    // Sent twice, as vendors do: the first answer stands.
    expect((await send(event({ event_type, agent: { ...ana, id: 'PBEN' } }))).said).toMatchObject({
      counted: false,
    });
    expect(await ended()).toMatchObject({ by: { id: 'pagerduty:PANA' } });
  });

  it.each([
    [
      "Davy's own end of the incident",
      { event_type: 'incident.resolved', agent: { id: 'PINT', type: 'service_reference' } },
      {},
    ],
    ['what nobody did', { agent: null }, {}],
    ['an incident that is called again', { event_type: 'incident.unacknowledged' }, {}],
    [
      'what was done before people were called',
      { occurred_at: new Date(noon - minute).toISOString() },
      {},
    ],
    ["somebody else's incident", {}, { incident_key: 'disk-full' }],
    ['an incident without a key', {}, { incident_key: null }],
    ['a page that is over', {}, { incident_key: 'board:rel_PRE' }],
    ['a release that is gone', {}, { incident_key: 'board:rel_OLD:stuck' }],
  ])('is no answer: %s', async (_what, more, incident) => {
    const { send, event, ended } = await called();
    expect(await send(event(more, incident))).toMatchObject({
      status: 200,
      said: { counted: false },
    });
    expect(await ended()).toBeNull();
  });

  it('is taken with any of two signatures, and with none that is not of these bytes', async () => {
    const { send, event, ended } = await called();
    const body = event();
    for (const wrong of [
      '',
      'v1=',
      `v1=${macOf('other', body)}`,
      macOf(secret, body),
      `v0=${macOf(secret, body)}`,
    ])
      expect((await send(body, wrong)).status).toBe(401);
    expect(await ended()).toBeNull();
    const both = `v1=${macOf('old', body)}, v1=${macOf(secret, body)}`;
    expect((await send(body, both)).said).toEqual({ counted: true });
  });

  it('is not taken without a secret, and a test message is no fault', async () => {
    const closed = await called(null);
    expect(await closed.send(closed.event())).toMatchObject({ status: 503 });
    const { send } = await called();
    for (const body of [
      '{"event":{"event_type":"pagey.ping"}}',
      'not json',
      '[]',
      '{"event":null}',
    ])
      expect(await send(body)).toMatchObject({ status: 200, said: { counted: false } });
  });
});
