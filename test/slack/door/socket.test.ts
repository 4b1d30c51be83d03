import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { davyAtTheDoor } from '../../support/davy-at-the-door.ts';
import { eventually } from '../../support/until.ts';

let bot: Awaited<ReturnType<typeof davyAtTheDoor>>;
beforeEach(async () => {
  bot = await davyAtTheDoor('socket');
});
afterEach(() => bot.stop());

describe('the socket', () => {
  it('acknowledges what is saved, and only then works on it', async () => {
    bot.inbox.state.hangs = true;
    const sent = bot.slack.slash('/prerelease', 'board 1.42.0');
    await eventually(() => expect(bot.inbox.state.late).toHaveLength(1));
    expect(bot.inbox.rows.size).toBe(0);
    expect(bot.desk.state.told).toEqual([]);
    bot.inbox.state.hangs = false;
    for (const commit of bot.inbox.state.late) commit();
    expect(await sent).toEqual({ status: 200, text: '' });
    await eventually(() => expect(bot.slack.said()).toHaveLength(1));
    expect(bot.desk.state.releases.size).toBe(1);
  });

  it('is opened again when Slack refreshes it, and whenever it breaks', async () => {
    for (const reason of ['refresh_requested', 'warning', 'cut'] as const) {
      expect((await bot.slack.slash('/release', 'services')).status).toBe(200);
      expect(bot.slack.links.end(reason)).toBe(1);
      // The old link may still be there, and be gone before the acknowledgement: the same words
      // count once.
      await eventually(async () =>
        expect(
          await bot.slack.slash('/release', 'services', { trigger_id: `after ${reason}` }),
        ).toMatchObject({ status: 200 }),
      );
    }
    await eventually(() => expect(bot.slack.said()).toHaveLength(6));
  });

  it('that breaks before the acknowledgement brings the words again; they count once', async () => {
    bot.inbox.state.hangs = true;
    const first = bot.slack.slash('/prerelease', 'board 1.42.0', { trigger_id: 'same' });
    await eventually(() => expect(bot.inbox.state.late).toHaveLength(1));
    bot.slack.links.end('cut');
    expect((await first).status).toBe(503);
    bot.inbox.state.hangs = false;
    for (const commit of bot.inbox.state.late) commit();
    expect(
      (await bot.slack.slash('/prerelease', 'board 1.42.0', { trigger_id: 'same' })).status,
    ).toBe(200);
    await eventually(() => expect(bot.slack.said()).toHaveLength(1));
    expect(bot.inbox.rows.size).toBe(1);
    expect(bot.desk.state.releases.size).toBe(1);
  });

  it('takes nothing from another workspace or app', async () => {
    expect(
      (await bot.slack.slash('/prerelease', 'board 1.42.0', { team_id: 'T0OTHER' })).status,
    ).toBe(200);
    expect(
      (await bot.slack.slash('/prerelease', 'board 1.42.0', { api_app_id: 'A0OTHER' })).status,
    ).toBe(200);
    expect(bot.inbox.rows.size).toBe(0);
    expect(
      bot.logged.filter(({ text }) => text === 'refused a delivery that is not for us'),
    ).toHaveLength(2);
  });

  it('leaves the HTTP door shut: without a secret nothing there is proven', async () => {
    const answer = await fetch(`${bot.slack.state.davy}/slack/events`, {
      method: 'POST',
      body: 'command=/rollback',
    });
    expect(answer.status).toBe(404);
  });

  it('ends nothing, whatever comes over it', async () => {
    expect((await bot.slack.slash('/release', 'services')).status).toBe(200);
    const rubbish = ['null', '7', '"x"', '{}', '[]', '{', '{"type":7}', '{"type":"events_api"}'];
    const nested = ['{"type":"events_api","payload":{}}', '{"type":"events_api","payload":null}'];
    const posing = '{"type":"events_api","payload":{"event":{"type":"ws_message"}}}';
    for (const text of [...rubbish, ...nested, posing]) bot.slack.links.garble(text);
    const again = await bot.slack.slash('/release', 'services', { trigger_id: 'again' });
    expect(again.status).toBe(200);
    const left = 'left out what is no envelope of Slack';
    await eventually(() =>
      expect(bot.logged.filter(({ text }) => text === left).length).toBeGreaterThan(9),
    );
  });

  it('is tried again while Slack is away, and ends nothing', async () => {
    bot.slack.state.up = false;
    bot.slack.links.end('cut');
    await eventually(() =>
      expect(
        bot.logged.some(({ text }) => text.startsWith('the socket to Slack did not open')),
      ).toBe(true),
    );
    bot.slack.state.up = true;
    await eventually(async () =>
      expect((await bot.slack.slash('/release', 'services')).status).toBe(200),
    );
  });
});
