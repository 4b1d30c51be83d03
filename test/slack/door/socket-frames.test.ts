import { constantFrom, jsonValue, nat, oneof, record, sample, string } from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { davyAtTheDoor } from '../../support/davy-at-the-door.ts';
import { eventually } from '../../support/until.ts';

let bot: Awaited<ReturnType<typeof davyAtTheDoor>>;
beforeEach(async () => {
  bot = await davyAtTheDoor('socket');
});
afterEach(() => bot.stop());

describe('whatever comes over the socket and poses as something else', () => {
  it('ends nothing, and does nothing twice', async () => {
    const kinds =
      'hello disconnect events_api slash_commands interactive options app_rate_limited error ' +
      'ws_message slack_event close connected disconnected reconnecting __proto__ constructor';
    const kind = constantFrom(...kinds.split(' '));
    const odd = oneof(
      jsonValue({ maxDepth: 2 }),
      kind.map((type) => ({ type })),
    );
    const payload = oneof(
      odd,
      record({ type: kind, event: odd, team_id: odd, minute_rate_limited: nat() }),
    );
    const frame = record(
      { type: kind, payload, envelope_id: odd, retry_attempt: odd },
      { requiredKeys: [] },
    );
    // A true hello or goodbye may come at any time, and is no attack.
    const bad = oneof(
      jsonValue().map((value) => JSON.stringify(value)),
      frame.filter(({ type }) => type !== 'disconnect').map((value) => JSON.stringify(value)),
      string(),
    );
    expect((await bot.slack.slash('/release', 'services')).status).toBe(200);
    for (const text of ['null', '{"type":"app_rate_limited"}', ...sample(bad, 400)])
      bot.slack.links.garble(text);
    bot.slack.links.garble(`{"type":"interactive","payload":${'['.repeat(50_000)}`);
    // The stand-in ends a link on which something was acknowledged that it never sent.
    await eventually(async () =>
      expect(await bot.slack.slash('/release', 'services', { trigger_id: 'again' })).toMatchObject({
        status: 200,
      }),
    );
    expect(bot.inbox.rows.size).toBe(2);
    await eventually(() => expect(bot.slack.said()).toHaveLength(2));
  });
});
