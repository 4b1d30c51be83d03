import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findingLine } from '../../src/doctor/finding.ts';
import { lookAtSlack } from '../../src/doctor/slack.ts';

let server: Server;
let scopes: string;
const answers: Record<string, (args: URLSearchParams) => object> = {
  'auth.test': () => ({ ok: true, user_id: 'U0DAVY', team: 'Acme' }),
  'chat.postEphemeral': (args) =>
    args.get('channel') === 'C0IN'
      ? { ok: true, message_ts: '1.1' }
      : {
          ok: false,
          error:
            {
              C0SELF: 'user_not_in_channel',
              C0READ: 'restricted_action_read_only_channel',
              C0FEW: 'restricted_action',
              C0BUSY: 'internal_error',
            }[args.get('channel') ?? ''] ?? 'not_in_channel',
        },
  'usergroups.users.list': (args) => ({
    ok: true,
    users: args.get('usergroup') === 'S0EMPTY' ? [] : ['U1', 'U2'],
  }),
  'apps.connections.open': () => ({ ok: false, error: 'not_allowed_token_type' }),
  'conversations.info': (args) =>
    args.get('channel') === 'C0SHARED'
      ? { ok: true, channel: { id: 'C0SHARED', name: 'releases', is_ext_shared: true } }
      : { ok: false, error: 'missing_scope' },
  'users.info': () => ({ ok: false, error: 'user_not_found' }),
};

beforeEach(async () => {
  scopes = 'commands,chat:write,app_mentions:read,usergroups:read,users:read';
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () =>
      response
        .writeHead(200, { 'x-oauth-scopes': scopes })
        .end(
          JSON.stringify(
            answers[(request.url ?? '').slice('/api/'.length)]?.(new URLSearchParams(text)),
          ),
        ),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(
  () =>
    new Promise<void>((resolve) => {
      server.closeAllConnections();
      server.close(() => resolve());
    }),
);

function look(channels: readonly string[], approvers: readonly string[]) {
  return lookAtSlack(
    {
      token: 'xoxb-1',
      apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
      fetch,
    },
    channels,
    approvers.map((id) => ({ id, as: 'on call for board' })),
    [],
  );
}

describe('the doctor, looking at Slack', () => {
  it('names channels that other organisations read', async () => {
    const lines = (await look(['C0IN', 'C0SHARED'], [])).map(findingLine);
    expect(lines.filter((one) => one.includes('another organisation'))).toEqual([
      '✓ note: C0SHARED (#releases) is shared with another organisation: its people read every ' +
        'card there, and Davy answers none of them',
    ]);
  });

  it('is content when all is well', async () => {
    const lines = (await look(['C0IN'], ['S0WHITE'])).map(findingLine);
    expect(lines).toEqual([
      '✓ Slack knows Davy in Acme',
      '✓ all scopes were granted',
      expect.stringMatching(/^✓ optional scopes not granted/),
      expect.stringMatching(/^✓ optional scope not granted: users:read.email/),
      expect.stringMatching(/^✓ optional scope not granted: canvases:write/),
      expect.stringMatching(/^✓ optional scope not granted: channels:read/),
      expect.stringMatching(/^✓ optional scope not granted: reactions:write/),
      '✓ Davy can post in C0IN',
      '✓ the group S0WHITE has 2 people',
    ]);
  });

  it.each([
    ['C0SELF', /^✗ Davy is not in C0SELF.*invite @Davy/s],
    ['C0READ', /^✗ channel C0READ: restricted_action_read_only_channel.*let Davy post/s],
    ['C0FEW', /^✗ channel C0FEW: restricted_action.*let Davy post/s],
    ['C0BUSY', /^✗ channel C0BUSY: internal_error/],
  ])('says no where Slack would not let Davy post: %s', async (channel, says) => {
    const lines = (await look([channel], [])).map(findingLine);
    expect(lines.at(-1)).toMatch(says);
  });

  it('tries the socket where an app-level token is set', async () => {
    const account = {
      token: 'xoxb-1',
      appToken: 'xapp-1',
      apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
      fetch,
    };
    expect((await lookAtSlack(account, [], [], [])).map(findingLine)).toContainEqual(
      expect.stringMatching(/^✗ Socket Mode: not_allowed_token_type.*connections:write/s),
    );
  });

  it('says what to do about each fault', async () => {
    scopes = 'commands,chat:write';
    const faults = (await look(['C0OUT'], ['S0EMPTY', 'U0GONE']))
      .filter((finding) => !finding.well)
      .map(findingLine);
    expect(faults).toEqual([
      '✗ missing scopes: app_mentions:read, usergroups:read, users:read\n' +
        '    Add them as in manifest.yml and install the app again',
      '✗ Davy is not in C0OUT\n    Type /invite @Davy there',
      '✗ the group S0EMPTY is empty (on call for board)\n' +
        '    Add people to it: an empty group means nobody',
      '✗ U0GONE: user_not_found\n    Check the id of the person in davy.yml',
    ]);
  });

  it('stops at the token when that is wrong, or when nobody answers', async () => {
    const [finding, ...more] = await lookAtSlack(
      { token: 'x', apiUrl: 'http://127.0.0.1:1/api/', fetch },
      ['C0IN'],
      [],
      [],
    );
    expect(finding).toMatchObject({
      well: false,
      todo: 'Check SLACK_API_URL and the network of this machine',
    });
    expect(more).toEqual([]);
  });
});
