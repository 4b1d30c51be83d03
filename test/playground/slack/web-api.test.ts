import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aSlack } from './a-slack.ts';

describe('the Web API', () => {
  let slack: Awaited<ReturnType<typeof aSlack>>;

  beforeEach(async () => {
    slack = await aSlack();
  });
  afterEach(() => slack.close());

  const raw = async (method: string, init: RequestInit) => {
    const answer = await fetch(`${slack.apiUrl}${method}`, { method: 'POST', ...init });
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.json()) as Record<string, unknown>,
    };
  };
  const bearer = { authorization: 'Bearer xoxb-davy' };

  it('knows its callers by their token, in the header or in the form', async () => {
    expect((await raw('auth.test', {})).body).toEqual({ ok: false, error: 'not_authed' });
    expect(
      (await raw('auth.test', { headers: { authorization: 'Bearer xoxb-stolen' } })).body,
    ).toEqual({ ok: false, error: 'invalid_auth' });
    expect(
      (await raw('auth.test', { body: new URLSearchParams({ token: 'xoxb-davy' }) })).body,
    ).toMatchObject({ ok: true, user_id: 'U0DAVY', team_id: 'T0PLAYGROUND' });
  });

  it('takes forms and JSON alike, and says what is wrong with either', async () => {
    const json = { ...bearer, 'content-type': 'application/json; charset=utf-8' };
    expect(
      (
        await raw('chat.postMessage', {
          headers: json,
          body: JSON.stringify({ channel: 'C0RELEASES', text: 'as JSON' }),
        })
      ).body,
    ).toMatchObject({ ok: true });
    expect((await raw('chat.postMessage', { headers: json, body: '{"channel":' })).body).toEqual({
      ok: false,
      error: 'invalid_json',
    });
    expect((await raw('chat.postMessage', { headers: json, body: '[]' })).body).toEqual({
      ok: false,
      error: 'json_not_object',
    });
    expect(
      (
        await raw('chat.postMessage', {
          headers: bearer,
          body: new URLSearchParams({ channel: 'C0RELEASES', blocks: '{' }),
        })
      ).body,
    ).toMatchObject({ error: 'invalid_blocks_format' });
    expect((await raw('chat.whisper', { headers: bearer })).body).toMatchObject({
      error: 'unknown_method',
      req_method: 'chat.whisper',
    });
  });

  it('names the scope that is missing', async () => {
    await slack.close();
    slack = await aSlack({ scopes: ['chat:write'] });
    const { body, headers } = await raw('users.info', {
      headers: bearer,
      body: new URLSearchParams({ user: 'U0ANA' }),
    });
    expect(body).toEqual({
      ok: false,
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'chat:write',
    });
    expect(headers.get('x-oauth-scopes')).toBe('chat:write');
  });

  it('lets a bot speak only where it is, and only about what is there', async () => {
    const { ts } = await slack.post({ text: 'root' });
    await slack.as('priya').type('C0RELEASES', 'a person speaks');
    const person = (await slack.of('posted'))[1]!.message.ts;
    const refusals = {
      nowhere: await slack.refusal('chat.postMessage', { channel: 'C0NOWHERE', text: 'x' }),
      outside: await slack.refusal('chat.postMessage', { channel: 'C0RANDOM', text: 'x' }),
      silent: await slack.refusal('chat.postMessage', { channel: 'C0RELEASES', text: ' ' }),
      long: await slack.refusal('chat.postMessage', {
        channel: 'C0RELEASES',
        text: 'x'.repeat(40_001),
      }),
      noThread: await slack.refusal('chat.postMessage', {
        channel: 'C0RELEASES',
        text: 'x',
        thread_ts: '1700000000.000001',
      }),
      badThread: await slack.refusal('chat.postMessage', {
        channel: 'C0RELEASES',
        text: 'x',
        thread_ts: 'yesterday',
      }),
      metadata: await slack.refusal('chat.postMessage', {
        channel: 'C0RELEASES',
        text: 'x',
        metadata: { event_type: 'a' },
      }),
      notMine: await slack.refusal('chat.update', { channel: 'C0RELEASES', ts: person, text: 'x' }),
      gone: await slack.refusal('chat.update', {
        channel: 'C0RELEASES',
        ts: '1700000000.000001',
        text: 'x',
      }),
      notThere: await slack.refusal('chat.postEphemeral', {
        channel: 'C0CHANGELOG',
        user: 'U0GUS',
        text: 'x',
      }),
      history: await slack.refusal('conversations.history', { channel: 'C0RANDOM' }),
      reaction: await slack.refusal('reactions.add', {
        channel: 'C0RELEASES',
        timestamp: ts,
        name: 'not an emoji',
      }),
    };
    expect(refusals).toEqual({
      nowhere: 'channel_not_found',
      outside: 'not_in_channel',
      silent: 'no_text',
      long: 'msg_too_long',
      noThread: 'thread_not_found',
      badThread: 'invalid_thread_ts',
      metadata: 'invalid_metadata_format',
      notMine: 'cant_update_message',
      gone: 'message_not_found',
      notThere: 'user_not_in_channel',
      history: 'not_in_channel',
      reaction: 'invalid_name',
    });
    await slack.archive('C0RELEASES');
    expect(await slack.refusal('chat.postMessage', { channel: 'C0RELEASES', text: 'x' })).toBe(
      'is_archived',
    );
  });

  it('lets people bring the bot into a channel', async () => {
    await slack.as('priya').type('C0RANDOM', '/invite @Davy');
    expect(await slack.refusal('chat.postMessage', { channel: 'C0RANDOM', text: 'x' })).toBe(
      'no refusal',
    );
    await slack.as('priya').type('C0RANDOM', '/remove @Davy');
    expect(await slack.refusal('chat.postMessage', { channel: 'C0RANDOM', text: 'x' })).toBe(
      'not_in_channel',
    );
  });

  it('takes the blocks away when an edit has only words', async () => {
    const { ts } = await slack.post({ text: 'a', blocks: [{ type: 'divider' }] });
    await slack.client.chat.update({
      channel: 'C0RELEASES',
      ts: ts!,
      text: 'b',
      blocks: [{ type: 'divider', block_id: 'line' }],
    });
    const shown = async () =>
      (await slack.client.conversations.history({ channel: 'C0RELEASES' })).messages?.[0];
    expect(await shown()).toMatchObject({
      text: 'b',
      blocks: [{ type: 'divider', block_id: 'line' }],
    });
    expect(await shown()).not.toHaveProperty('edited');
    await slack.client.chat.update({ channel: 'C0RELEASES', ts: ts!, text: 'c' });
    expect(await shown()).toMatchObject({ text: 'c', edited: { user: 'U0DAVY' } });
    expect(await shown()).not.toHaveProperty('blocks');
  });

  it('gives back a thread, with the metadata only to those who may read it', async () => {
    const metadata = { event_type: 'card', event_payload: { id: 'r1' } };
    const { ts } = await slack.post({ text: 'root', metadata });
    for (const text of ['one', 'two', 'three']) await slack.post({ text, thread_ts: ts });
    const first = await slack.client.conversations.replies({
      channel: 'C0RELEASES',
      ts: ts!,
      limit: 2,
      include_all_metadata: true,
    });
    expect(first.messages).toMatchObject([
      { text: 'root', metadata, reply_count: 3 },
      { text: 'one', thread_ts: ts },
    ]);
    const second = await slack.client.conversations.replies({
      channel: 'C0RELEASES',
      ts: ts!,
      cursor: first.response_metadata!.next_cursor!,
    });
    expect(second.messages?.map((message) => message.text)).toEqual(['two', 'three']);
    expect(
      (await slack.client.conversations.history({ channel: 'C0RELEASES' })).messages?.[0],
    ).not.toHaveProperty('metadata');
    const link = await slack.client.chat.getPermalink({ channel: 'C0RELEASES', message_ts: ts! });
    expect(link.permalink).toBe(`${slack.url}/archives/C0RELEASES/p${ts!.replace('.', '')}`);
  });

  it('shows a bot whole, and by its own name only', async () => {
    const { bot } = await slack.client.bots.info({ bot: 'B0DAVY' });
    expect(bot).toMatchObject({
      id: 'B0DAVY',
      deleted: false,
      name: 'Davy',
      app_id: 'A0DAVY',
      user_id: 'U0DAVY',
    });
    expect(bot?.icons?.image_72).toContain('http');
    await slack.post({ text: 'x' });
    const said = await slack.client.conversations.history({ channel: 'C0RELEASES', limit: 1 });
    expect(said.messages?.[0]?.bot_profile).toEqual({ ...bot, team_id: 'T0PLAYGROUND' });
    await expect(slack.client.bots.info({ bot: 'B0NOBODY' })).rejects.toThrow('bot_not_found');
  });

  it('says who is who, and who belongs to which group', async () => {
    const { user } = await slack.client.users.info({ user: 'U0GUS', include_locale: true });
    expect(user).toMatchObject({
      real_name: 'Gus G.',
      tz: 'Asia/Tokyo',
      locale: 'en-US',
      is_restricted: true,
      is_ultra_restricted: false,
      deleted: false,
    });
    expect(await slack.refusal('users.info', { user: 'U0NOBODY' })).toBe('user_not_found');
    expect((await slack.client.usergroups.users.list({ usergroup: 'S0WHITE' })).users).toEqual([
      'U0ANA',
      'U0TOM',
    ]);
    const { channel } = await slack.client.conversations.info({
      channel: 'C0RANDOM',
      include_num_members: true,
    });
    expect(channel).toMatchObject({ name: 'random', is_member: false, num_members: 7 });
  });

  it('opens the one DM with a person, by their id too', async () => {
    const opened = await slack.client.conversations.open({ users: 'U0NOOR' });
    const { channel } = await slack.post({ channel: 'U0NOOR', text: 'for you' });
    expect(channel).toBe(opened.channel?.id);
    expect((await slack.as('noor').inbox()).unread).toEqual({
      [channel!]: { unread: 1, mentions: 1 },
    });
    expect((await slack.as('ana').inbox()).entries).toEqual([]);
  });

  it('lets no other web site act as the people here', async () => {
    const typed = (origin: string) =>
      fetch(`${slack.url}/_people/ana/type`, {
        method: 'POST',
        headers: { origin },
        body: JSON.stringify({ channel: 'C0RELEASES', text: 'x' }),
      });
    expect([(await typed('https://evil.example')).status, (await typed(slack.url)).status]).toEqual(
      [403, 200],
    );
  });

  it('refuses to change a view that somebody else changed first', async () => {
    const view = { type: 'home' as const, blocks: [{ type: 'divider' as const }] };
    const first = await slack.client.views.publish({ user_id: 'U0MAX', view });
    await slack.client.views.publish({ user_id: 'U0MAX', view, hash: first.view!.hash! });
    expect(
      await slack.refusal('views.publish', { user_id: 'U0MAX', view, hash: first.view!.hash }),
    ).toBe('hash_conflict');
  });
});
