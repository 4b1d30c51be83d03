import { afterEach, describe, expect, it } from 'vitest';
import { slackPresence } from '../../../src/adapters/slack/presence.ts';
import { scriptedSlack } from '../../support/scripted-slack.ts';
import { aSlack } from '../../playground/slack/a-slack.ts';
import { eventually } from '../../support/until.ts';

let close: (() => unknown) | undefined;
afterEach(() => close?.());

async function desk() {
  const state = { now: 1_000_000, answer: 'active', asked: 0 };
  const slack = await scriptedSlack((_method, args) => {
    state.asked += 1;
    if (state.answer === 'hang up') return 'hang up';
    return args['user'] === 'U0TOM'
      ? { ok: true, presence: 'away' }
      : { ok: true, presence: state.answer };
  });
  close = slack.close;
  return { state, presence: slackPresence({ ...slack.account, now: () => state.now }) };
}

describe('who is at their desk', () => {
  it('is what Slack says, and is believed for a minute', async () => {
    const { state, presence } = await desk();
    expect(await presence(['U0ANA', 'U0TOM', 'U0ANA'])).toEqual({ U0ANA: 'active', U0TOM: 'away' });
    await presence(['U0ANA', 'U0TOM']);
    expect(state.asked).toBe(2);
    state.now += 60_001;
    state.answer = 'away';
    expect(await presence(['U0ANA'])).toEqual({ U0ANA: 'away' });
  });

  it('is nobody while Slack is away, and Slack is left alone for a minute', async () => {
    const { state, presence } = await desk();
    state.answer = 'hang up';
    expect(await presence(['U0ANA'])).toEqual({});
    state.answer = 'active';
    expect(await presence(['U0ANA'])).toEqual({});
    expect(state.asked).toBe(1);
    state.now += 60_001;
    expect(await presence(['U0ANA'])).toEqual({ U0ANA: 'active' });
  });

  it('is nobody when Slack says something else', async () => {
    const { state, presence } = await desk();
    state.answer = 'dancing';
    expect(await presence(['U0ANA'])).toEqual({});
  });

  it('asks for ten people at most', async () => {
    const { state, presence } = await desk();
    await presence(Array.from({ length: 30 }, (_, i) => `U${i}`));
    expect(state.asked).toBe(10);
  });

  it('keeps nobody waiting: what comes late is there for the next who asks', async () => {
    const slack = await aSlack();
    close = slack.close;
    await slack.presence('U0ANA', 'away');
    await slack.fault({ kind: 'slow', method: 'users.getPresence', ms: 2_000 });
    const presence = slackPresence({
      token: 'xoxb-davy',
      apiUrl: slack.apiUrl,
      fetch,
      now: Date.now,
    });
    // Whoever waited for Slack would know.
    expect(await presence(['U0ANA'])).toEqual({});
    await eventually(async () => expect(await presence(['U0ANA'])).toEqual({ U0ANA: 'away' }));
  });
});

describe('the local Slack', () => {
  it('tells presence as Slack does: with the scope, and more only of the bot itself', async () => {
    const slack = await aSlack();
    close = slack.close;
    expect(await slack.client.apiCall('users.getPresence', { user: 'U0TOM' })).toMatchObject({
      ok: true,
      presence: 'active',
    });
    await slack.presence('U0TOM', 'away');
    expect(await slack.client.apiCall('users.getPresence', { user: 'U0TOM' })).toMatchObject({
      presence: 'away',
    });
    expect(await slack.client.apiCall('users.getPresence')).toMatchObject({
      presence: 'active',
      online: true,
    });
    expect(await slack.refusal('users.getPresence', { user: 'U0NOBODY' })).toBe('user_not_found');
    await slack.close();
    const without = await aSlack({ scopes: ['chat:write'] });
    close = without.close;
    expect(await without.refusal('users.getPresence', { user: 'U0TOM' })).toBe('missing_scope');
  });
});
