import { afterEach, beforeEach, expect, it } from 'vitest';
import { aBolt, aSlack } from './a-slack.ts';

const releases = 'C0RELEASES';
let slack: Awaited<ReturnType<typeof aSlack>>;
let bolt: Awaited<ReturnType<typeof aBolt>>;

beforeEach(async () => {
  slack = await aSlack({ manifestPath: 'manifest.yml' });
  bolt = await aBolt(slack);
});
afterEach(async () => {
  await bolt.stop();
  await slack.close();
});

const pick = async (user: string, body: object) =>
  (
    await fetch(`${slack.url}/_people/${user}/shortcut`, {
      method: 'POST',
      body: JSON.stringify(body),
    })
  ).json();

it('a global shortcut reaches the app with a trigger that opens a form', async () => {
  bolt.app.shortcut(
    { type: 'shortcut', callback_id: 'prerelease' },
    async ({ ack, shortcut, client }) => {
      await ack();
      await client.views.open({
        trigger_id: shortcut.trigger_id,
        view: {
          type: 'modal',
          title: { type: 'plain_text', text: 'Hi' },
          blocks: [{ type: 'divider' }],
        },
      });
    },
  );
  expect(await pick('priya', { callback_id: 'prerelease' })).toMatchObject({ ok: true });
  expect(await slack.of('view-opened')).toHaveLength(1);
});

it('a message shortcut brings its message along, and may answer there', async () => {
  const { ts } = await slack.post({ text: 'the card' });
  const reply = await slack.post({ text: 'in its thread', thread_ts: ts });
  bolt.app.shortcut(
    { type: 'message_action', callback_id: 'release actions' },
    async ({ ack, shortcut, respond }) => {
      await ack();
      if (shortcut.type === 'message_action')
        await respond({
          response_type: 'ephemeral',
          text: `about ${shortcut.message['thread_ts']}`,
        });
    },
  );
  expect(
    await pick('ana', { callback_id: 'release actions', channel: releases, ts: reply.ts }),
  ).toMatchObject({ ok: true });
  expect((await slack.of('whispered'))[0]?.ephemeral).toMatchObject({
    to: 'U0ANA',
    text: `about ${ts}`,
  });
});

it('refuses what the app does not offer, and messages nobody can see', async () => {
  expect(
    await pick('ana', { callback_id: 'prerelease', channel: releases, ts: '1.1' }),
  ).toMatchObject({ ok: false, error: 'The app has no such message shortcut.' });
  expect(
    await pick('ana', { callback_id: 'release actions', channel: releases, ts: '1.1' }),
  ).toMatchObject({ ok: false, error: 'There is no such message for you to act on.' });
});
