import { WebAPIPlatformError } from '@slack/web-api';
import { expect, it } from 'vitest';
import { mayPost } from '../../../src/slack/answer/may-post.ts';

const self = () => ({
  user: 'U0DAVY',
  team: 'T1',
  enterprise: null,
  app: 'A1',
  bot: 'B1',
  url: 'https://acme.slack.example/',
});

function asked(error: string | null) {
  const apiCall = async () => {
    if (error !== null) throw new WebAPIPlatformError({ ok: false, error });
    return { ok: true };
  };
  return mayPost({ apiCall }, 'C0RELEASES', self);
}

it.each([
  [null, 'yes'],
  ['cannot_dm_bot', 'yes'],
  ['not_in_channel', 'no'],
  ['user_not_in_channel', 'no'],
  ['channel_not_found', 'no'],
  ['is_archived', 'no'],
  ['restricted_action', 'no'],
  ['restricted_action_read_only_channel', 'no'],
  ['missing_scope', 'no'],
  ['internal_error', 'unknown'],
  ['service_unavailable', 'unknown'],
] as const)('what Slack says of a whisper to itself, %s, means %s', async (error, may) => {
  expect(await asked(error)).toBe(may);
});
