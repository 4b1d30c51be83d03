import { createHmac } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openLinks } from '../../playground/slack/socket/links.ts';

/** What Slack was asked by Davy. */
export type Call = { readonly method: string; readonly body: Record<string, unknown> };

/**
 * The smallest Slack that Davy can be tested against: it signs what it sends and remembers what it
 * is asked.
 */
export async function slackOverHttp(secret: string, transport: 'http' | 'socket' = 'http') {
  const calls: Call[] = [];
  const links = openLinks('A0DAVY', () => Date.now());
  const state = { up: true, davy: '' };
  const server: Server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      if (!state.up) return void request.socket.destroy();
      const method = (request.url ?? '').replace(/^\/(api\/)?/, '');
      const body = (request.headers['content-type'] ?? '').includes('json')
        ? (JSON.parse(text || '{}') as Record<string, unknown>)
        : Object.fromEntries(new URLSearchParams(text));
      calls.push({ method, body });
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(
          JSON.stringify(
            method === 'apps.connections.open'
              ? { ok: true, url: `ws${origin.slice('http'.length)}/link/?ticket=${links.ticket()}` }
              : answerOf(method),
          ),
        );
    });
  });
  server.on('upgrade', (request, socket, head: Buffer) =>
    state.up ? links.upgrade(request, socket, head) : void socket.destroy(),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function send(
    raw: string,
    contentType: string,
    more: { readonly at?: number; readonly signature?: string; readonly path?: string } = {},
  ): Promise<{ status: number; text: string }> {
    if (transport === 'socket') return overLink(raw, contentType);
    const at = String(more.at ?? Math.floor(Date.now() / 1000));
    const signature =
      more.signature ??
      `v0=${createHmac('sha256', secret).update(`v0:${at}:${raw}`).digest('hex')}`;
    const answer = await fetch(`${state.davy}${more.path ?? '/slack/events'}`, {
      method: 'POST',
      body: raw,
      headers: {
        'content-type': contentType,
        'x-slack-signature': signature,
        'x-slack-request-timestamp': at,
      },
    });
    return { status: answer.status, text: await answer.text() };
  }
  async function overLink(
    raw: string,
    contentType: string,
  ): Promise<{ status: number; text: string }> {
    const form = new URLSearchParams(raw);
    const isEvent = contentType === 'application/json';
    const isCommand = !isEvent && form.has('command');
    const payload: unknown = isEvent
      ? JSON.parse(raw)
      : isCommand
        ? Object.fromEntries(form)
        : JSON.parse(form.get('payload') ?? '');
    const taken = await links.send({
      type: isEvent ? 'events_api' : isCommand ? 'slash_commands' : 'interactive',
      payload,
      accepts_response_payload: !isEvent,
    });
    return taken.kind === 'acknowledged'
      ? { status: 200, text: taken.payload === undefined ? '' : JSON.stringify(taken.payload) }
      : { status: 503, text: taken.kind };
  }

  const form = 'application/x-www-form-urlencoded';
  let triggers = 0;
  const sender = { api_app_id: 'A0DAVY', team: { id: 'T0ACME', domain: 'acme' } };

  return {
    calls,
    state,
    origin,
    links,
    apiUrl: `${origin}/api/`,
    send,
    slash: (command: string, text: string, more: Record<string, string> = {}) =>
      send(
        new URLSearchParams({
          command,
          text,
          user_id: 'U0PRIYA',
          user_name: 'priya',
          team_id: 'T0ACME',
          team_domain: 'acme',
          api_app_id: 'A0DAVY',
          channel_id: 'C0RELEASES',
          response_url: `${origin}/commands/1`,
          trigger_id: `t${++triggers}`,
          ...more,
        }).toString(),
        form,
      ),
    click: (
      action_id: string,
      value: string,
      container: Record<string, unknown>,
      more: Record<string, unknown> = {},
    ) =>
      send(
        new URLSearchParams({
          payload: JSON.stringify({
            type: 'block_actions',
            ...sender,
            user: { id: 'U0ANA', username: 'ana', team_id: 'T0ACME' },
            channel: { id: 'C0RELEASES', name: 'releases' },
            trigger_id: `t${++triggers}`,
            response_url: `${origin}/actions/1`,
            container: {
              type: 'message',
              channel_id: 'C0RELEASES',
              is_ephemeral: false,
              ...container,
            },
            actions: [
              { type: 'button', action_id, block_id: 'b', value, action_ts: `1.${triggers}` },
            ],
            ...more,
          }),
        }).toString(),
        form,
      ),
    shortcut: (
      callback_id: string,
      about: { readonly channel: { readonly id: string }; readonly message: object } | null = null,
    ) =>
      send(
        new URLSearchParams({
          payload: JSON.stringify({
            type: about ? 'message_action' : 'shortcut',
            ...sender,
            user: { id: 'U0ANA', username: 'ana' },
            trigger_id: `t${++triggers}`,
            callback_id,
            action_ts: '1.1',
            ...about,
          }),
        }).toString(),
        form,
      ),
    submit: (callback_id: string, metadata: object, typed: string | object) =>
      send(
        new URLSearchParams({
          payload: JSON.stringify({
            type: 'view_submission',
            ...sender,
            user: { id: 'U0ANA', username: 'ana' },
            trigger_id: `t${++triggers}`,
            view: {
              id: 'V1',
              type: 'modal',
              callback_id,
              private_metadata: JSON.stringify(metadata),
              hash: `${triggers}`,
              state: {
                values:
                  typeof typed === 'string'
                    ? { words: { words: { type: 'plain_text_input', value: typed } } }
                    : typed,
              },
            },
          }),
        }).toString(),
        form,
      ),
    /** Each message has a time of its own; `event` says what is different. */
    mention: (
      text: string,
      thread: string,
      more: Record<string, unknown> = {},
      event: Record<string, unknown> = {},
    ) =>
      send(
        JSON.stringify({
          type: 'event_callback',
          team_id: 'T0ACME',
          api_app_id: 'A0DAVY',
          event_id: `Ev${++triggers}`,
          event: {
            type: 'app_mention',
            user: 'U0ANA',
            text,
            ts: `9.${triggers}`,
            thread_ts: thread,
            channel: 'C0RELEASES',
            event_ts: `9.${triggers}`,
            ...event,
          },
          ...more,
        }),
        'application/json',
      ),
    /** What people heard; what Davy whispers to itself nobody hears. */
    said: () =>
      calls
        .filter(
          ({ method, body }) =>
            /^(commands|actions|chat)/.test(method) && body['user'] !== 'U0DAVY',
        )
        .map(({ body }) => (typeof body['text'] === 'string' ? body['text'] : '')),
    close: () =>
      new Promise<void>((resolve) => {
        links.close();
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function answerOf(method: string): object {
  if (method === 'auth.test')
    return {
      ok: true,
      url: 'https://acme.slack.example/',
      team: 'Acme',
      team_id: 'T0ACME',
      user: 'davy',
      user_id: 'U0DAVY',
      bot_id: 'B0DAVY',
    };
  if (method === 'bots.info') return { ok: true, bot: { id: 'B0DAVY', app_id: 'A0DAVY' } };
  return { ok: true };
}
