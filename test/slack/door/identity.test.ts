import { WebClient } from '@slack/web-api';
import { afterEach, expect, it } from 'vitest';
import { identityOf, isForUs } from '../../../src/slack/door/identity.ts';
import { scriptedSlack } from '../../support/scripted-slack.ts';

let slack: Awaited<ReturnType<typeof scriptedSlack>> | undefined;
afterEach(() => slack?.close());

const self = {
  ok: true,
  team_id: 'T0ACME',
  user_id: 'U0DAVY',
  bot_id: 'B0DAVY',
  url: 'https://acme.slack.com/',
};
const ofOtherApp = { api_app_id: 'A0OTHER', team_id: 'T0ACME' };

it('asks for the id of its app again after a failed look, and keeps what it knows', async () => {
  const state = { now: 0, hasApp: false, away: false };
  slack = await scriptedSlack((method) => {
    if (state.away) return { ok: false, error: 'internal_error' };
    if (method === 'auth.test') return self;
    return state.hasApp
      ? { ok: true, bot: { app_id: 'A0DAVY' } }
      : { ok: false, error: 'ratelimited' };
  });
  const client = new WebClient('xoxb-davy', {
    slackApiUrl: slack.account.apiUrl,
    retryConfig: { retries: 0 },
  });
  const identity = identityOf(client, () => state.now);
  expect(isForUs(ofOtherApp, await identity.get())).toBe(true);
  const asked = () => slack?.calls.length ?? 0;
  const before = asked();
  await identity.get();
  expect(asked()).toBe(before);
  state.now += 60_000;
  state.away = true;
  expect(await identity.get()).toMatchObject({ team: 'T0ACME', app: null });
  state.now += 60_000;
  state.away = false;
  state.hasApp = true;
  expect(isForUs(ofOtherApp, await identity.get())).toBe(false);
  const whole = asked();
  state.now += 600_000;
  expect((await identity.get()).app).toBe('A0DAVY');
  expect(asked()).toBe(whole);
});
