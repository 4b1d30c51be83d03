import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { aBolt, aSlack } from './a-slack.ts';
import { button, modal } from './bolt-blocks.ts';
import { until } from '../../support/until.ts';

const releases = 'C0RELEASES';

describe('a Bolt app connected by its base URL', () => {
  let slack: Awaited<ReturnType<typeof aSlack>>;
  let bolt: Awaited<ReturnType<typeof aBolt>>;

  beforeEach(async () => {
    slack = await aSlack();
    bolt = await aBolt(slack);
  });
  afterEach(async () => {
    await bolt.stop();
    await slack.close();
  });

  it('hears a slash command, acks it and answers only the person who typed it', async () => {
    bolt.app.command('/hello', async ({ command, ack, respond }) => {
      await ack();
      await respond({
        response_type: 'ephemeral',
        text: `hello ${command.user_name}: ${command.text}`,
      });
    });
    expect(await slack.as('priya').type(releases, '/hello big world')).toMatchObject({ ok: true });
    const [whisper] = await until(async () => nonEmpty(await slack.of('whispered')));
    expect(whisper!.ephemeral).toMatchObject({
      to: 'U0PRIYA',
      channel: releases,
      text: 'hello priya: big world',
    });
    expect((await slack.as('ana').inbox()).entries).toEqual([]);
  });

  it('posts, edits and replies in a thread, and only new posts call people', async () => {
    const { ts } = await slack.post({
      text: 'on it <@U0ANA> and <!subteam^S0ONCALL>, not &lt;!channel&gt;',
    });
    await slack.client.chat.update({ channel: releases, ts: ts!, text: 'done <@U0TOM>' });
    await slack.post({ thread_ts: ts!, text: 'more', reply_broadcast: true });
    const [first, second] = await slack.of('posted');
    expect(first!.mentions).toEqual({ users: ['U0ANA'], groups: ['S0ONCALL'], rooms: [] });
    expect(second!.message).toMatchObject({ thread_ts: ts, broadcast: true });
    expect((await slack.of('edited'))[0]).toMatchObject({ ts, content: { text: 'done <@U0TOM>' } });
    expect((await slack.as('noor').inbox()).unread).toEqual({
      [releases]: { unread: 2, mentions: 1 },
    });
    expect((await slack.as('tom').inbox()).unread).toEqual({
      [releases]: { unread: 2, mentions: 0 },
    });
    await slack.as('noor').read({ channel: releases, ts: second!.message.ts });
    expect((await slack.as('noor').inbox()).unread).toEqual({});
  });

  it('hears the click of a button, with the message it stands in, and can replace it', async () => {
    bolt.app.action('go', async ({ ack, body, action, respond }) => {
      await ack();
      const { container, message } = body as unknown as {
        container: object;
        message: { text: string };
      };
      expect(container).toMatchObject({
        type: 'message',
        channel_id: releases,
        is_ephemeral: false,
      });
      await respond({
        replace_original: true,
        text: `${message.text} by ${body.user.id} with ${(action as { value: string }).value}`,
      });
    });
    const { ts } = await slack.post({ text: 'press', blocks: [button('go')] });
    expect(await slack.as('ana').click({ channel: releases, ts, action_id: 'go' })).toMatchObject({
      ok: true,
    });
    const [edit] = await until(async () => nonEmpty(await slack.of('edited')));
    expect(edit!.content.text).toBe('press by U0ANA with one.1');
    expect(await slack.as('ana').click({ channel: releases, ts, action_id: 'go' })).toMatchObject({
      ok: false,
      error: 'There is no such button here now. Buttons: none.',
    });
  });

  it('gets the click of a person who still sees an older version', async () => {
    const values: string[] = [];
    bolt.app.action('go', async ({ ack, action }) => {
      values.push((action as { value: string }).value);
      await ack();
    });
    const { ts } = await slack.post({ text: 'press', blocks: [button('go')] });
    const [{ seq } = { seq: 0 }] = await slack.of('posted');
    await slack.client.chat.update({
      channel: releases,
      ts: ts!,
      text: 'press',
      blocks: [button('go', { value: 'one.2' })],
    });
    await slack.as('ana').click({ channel: releases, ts, action_id: 'go', as_seen: seq });
    await slack.as('ana').click({ channel: releases, ts, action_id: 'go' });
    expect(values).toEqual(['one.1', 'one.2']);
  });

  it('is asked about a click only after the person confirmed it', async () => {
    let clicks = 0;
    bolt.app.action('go', async ({ ack }) => {
      clicks += 1;
      await ack();
    });
    const words = (text: string) => ({ type: 'plain_text' as const, text });
    const confirm = {
      title: words('Sure?'),
      text: words('It goes.'),
      confirm: words('Go'),
      deny: words('Stay'),
    };
    const { ts } = await slack.post({ text: 'press', blocks: [button('go', { confirm })] });
    expect(await slack.as('ana').click({ channel: releases, ts, label: 'Go On' })).toMatchObject({
      ok: false,
      error: expect.stringContaining('Sure?'),
    });
    expect(
      await slack.as('ana').click({ channel: releases, ts, label: 'Go On', confirmed: true }),
    ).toMatchObject({ ok: true });
    expect(clicks).toBe(1);
  });

  it('opens a form with a trigger once and within 3 s, and says what is wrong in it', async () => {
    const errors: unknown[] = [];
    bolt.app.command('/why', async ({ ack, client, command }) => {
      await client.views.open({ trigger_id: command.trigger_id, view: modal() });
      await client.views
        .open({ trigger_id: command.trigger_id, view: modal() })
        .catch((error) => errors.push(error.data.error));
      await client.views
        .open({ trigger_id: 'made.up', view: modal() })
        .catch((error) => errors.push(error.data.error));
      await ack();
    });
    bolt.app.view('why', async ({ ack, view }) => {
      const said = view.state.values['reason']?.['v']?.value ?? '';
      await (said === 'bad'
        ? ack({ response_action: 'errors', errors: { reason: 'Not that word.' } })
        : ack());
    });
    await slack.as('priya').type(releases, '/why');
    const [opened] = await slack.of('view-opened');
    const view_id = opened!.view.id;
    expect(errors).toEqual(['exchanged_trigger_id', 'invalid_trigger_id']);
    expect(await slack.as('ana').submit({ view_id, values: { reason: 'mine' } })).toMatchObject({
      ok: false,
    });
    expect(await slack.as('priya').submit({ view_id })).toMatchObject({
      errors: { reason: 'Please complete this required field.' },
    });
    expect(await slack.as('priya').submit({ view_id, values: { reason: 'bad' } })).toMatchObject({
      ok: false,
      errors: { reason: 'Not that word.' },
    });
    expect(
      await slack.as('priya').submit({ view_id, values: { reason: { v: 'good' } } }),
    ).toMatchObject({ ok: true });
    expect(await slack.of('view-closed')).toHaveLength(1);
  });

  it('hears that a form was closed only if it asked to', async () => {
    let closed = 0;
    bolt.app.command('/why', async ({ ack, client, command }) => {
      await ack();
      await client.views.open({
        trigger_id: command.trigger_id,
        view: modal(command.text === 'loud'),
      });
    });
    bolt.app.view({ callback_id: 'why', type: 'view_closed' }, async ({ ack }) => {
      closed += 1;
      await ack();
    });
    for (const [index, word] of ['quiet', 'loud'].entries()) {
      await slack.as('priya').type(releases, `/why ${word}`);
      const view = await until(async () => (await slack.of('view-opened'))[index]?.view);
      await slack.as('priya').close({ view_id: view.id });
    }
    expect(closed).toBe(1);
  });

  it('hears a mention in a thread, with the thread it is in', async () => {
    const heard: object[] = [];
    bolt.app.event('app_mention', async ({ event }) => {
      heard.push(event);
    });
    const { ts } = await slack.post({ text: 'a release' });
    await slack.as('priya').type(releases, '@Davy hold 15m <slow> query', ts);
    await until(() => heard.length > 0 || undefined);
    expect(heard[0]).toMatchObject({
      text: '<@U0DAVY> hold 15m &lt;slow&gt; query',
      thread_ts: ts,
      user: 'U0PRIYA',
    });
    expect(await slack.as('priya').type(releases, '/release status', ts)).toMatchObject({
      ok: false,
      error: expect.stringContaining('not supported in threads'),
    });
  });

  it('hears a mention again each time its message is edited, and that it was', async () => {
    const heard: object[] = [];
    bolt.app.event('app_mention', async ({ event }) => {
      heard.push(event);
    });
    const priya = slack.as('priya');
    const typed = await priya.type(releases, '@Davy unlock, all is well');
    const { ts } = z.object({ ts: z.string() }).parse(typed);
    expect(await slack.as('max').edit(releases, ts, '@Davy lock')).toMatchObject({ ok: false });
    expect(await priya.edit(releases, ts, '@Davy unlock, all is well again')).toMatchObject({
      ok: true,
    });
    await priya.edit(releases, ts, 'nothing');
    await until(() => heard.length > 1 || undefined);
    expect(heard).toMatchObject([
      { ts, event_ts: ts },
      { ts, text: '<@U0DAVY> unlock, all is well again', edited: { user: 'U0PRIYA' } },
    ]);
    expect(heard[0]).not.toHaveProperty('edited');
  });

  it('draws the Home tab when a person opens it', async () => {
    bolt.app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [{ type: 'divider' }] },
      });
    });
    await slack.as('max').openHome();
    const [home] = await until(async () => nonEmpty(await slack.of('home-published')));
    expect(home!.view).toMatchObject({ user: 'U0MAX', body: { type: 'home' } });
  });

  it('is given the same click twice when Slack repeats itself', async () => {
    const seen: (string | undefined)[] = [];
    bolt.app.action('go', async ({ ack, context }) => {
      seen.push(context['retryNum'] === undefined ? undefined : String(context['retryNum']));
      await ack();
    });
    const { ts } = await slack.post({ text: 'press', blocks: [button('go')] });
    await slack.fault({ kind: 'duplicate' });
    await slack.as('ana').click({ channel: releases, ts, action_id: 'go' });
    await slack.as('ana').click({ channel: releases, ts, action_id: 'go' });
    expect(seen).toEqual([undefined, '1', undefined]);
  });

  it('is not believed when it stays silent: the person is told after 3 s', async () => {
    bolt.app.command('/silent', async () => {});
    expect(await slack.as('priya').type(releases, '/silent')).toMatchObject({
      ok: false,
      error: '/silent failed with the error "operation_timeout"',
    });
    expect((await slack.of('whispered'))[0]!.ephemeral).toMatchObject({
      user: 'USLACKBOT',
      to: 'U0PRIYA',
    });
  });
});

describe('a Bolt app with another signing secret', () => {
  it('refuses what this Slack sends', async () => {
    const slack = await aSlack();
    const bolt = await aBolt(slack, 'another-secret');
    bolt.app.command('/hello', async ({ ack }) => ack('hi'));
    expect(await slack.as('priya').type(releases, '/hello')).toMatchObject({
      ok: false,
      error: '/hello failed with the error "http_service_error"',
    });
    expect((await slack.of('delivered'))[0]!.delivery.status).toBe(401);
    await bolt.stop();
    await slack.close();
  });
});

function nonEmpty<Item>(items: readonly Item[]): readonly Item[] | undefined {
  return items.length > 0 ? items : undefined;
}
