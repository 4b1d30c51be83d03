import { createHmac } from 'node:crypto';
import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { signatureCheck } from '../../src/slack/door/signature.ts';
import { mayAnswer } from '../../src/slack/answer/speak.ts';
import { davyAtTheDoor } from '../support/davy-at-the-door.ts';
import { eventually } from '../support/until.ts';

const form = 'application/x-www-form-urlencoded';
const slash = new URLSearchParams({
  command: '/release',
  text: 'help',
  user_id: 'U0PRIYA',
  user_name: 'priya',
  team_id: 'T0ACME',
  api_app_id: 'A0DAVY',
  channel_id: 'C0RELEASES',
  response_url: 'https://hooks.slack.com/commands/1',
  trigger_id: 't',
}).toString();
const seconds = () => Math.floor(Date.now() / 1000);

let bot: Awaited<ReturnType<typeof davyAtTheDoor>>;
beforeEach(async () => {
  bot = await davyAtTheDoor();
});
afterEach(() => bot.stop());

/** What Slack would have signed then. */
function signatureAt(at: string | number, written = (hex: string) => hex): string {
  const hmac = createHmac('sha256', 'shhh').update(`v0:${at}:${slash}`);
  return `v0=${written(hmac.digest('hex'))}`;
}

describe('a request is not believed', () => {
  it.each([
    ['when it is 301 s old', { at: seconds() - 301 }],
    ['when it is 5 minutes ahead', { at: seconds() + 330 }],
    ['with a wrong signature', { signature: `v0=${'0'.repeat(64)}` }],
    ['with a signature of another version', { signature: `v1=${'0'.repeat(64)}` }],
    [
      'with an upper-case signature',
      {
        signature: signatureAt(seconds(), (hex) => hex.toUpperCase()),
      },
    ],
    ['without a signature', { signature: '' }],
  ])('%s', async (_, more) => {
    expect((await bot.slack.send(slash, form, more)).status).toBe(401);
    expect(bot.inbox.rows.size).toBe(0);
    expect(bot.logged.filter(({ level }) => level === 'warn')).toHaveLength(1);
    expect(JSON.stringify(bot.logged)).not.toContain('shhh');
  });

  it('and the log says which secret makes Slack itself look forged', async () => {
    await bot.slack.send(slash, form, { signature: `v0=${'0'.repeat(64)}` });
    expect(JSON.stringify(bot.logged)).toContain('SLACK_SIGNING_SECRET');
    await bot.slack.send(slash, form, { at: seconds() - 301 });
    expect(JSON.stringify(bot.logged.at(-1))).not.toContain('SLACK_SIGNING_SECRET');
  });

  it.each(['NaN', '1e9', '0x68fe', '-1', '', '12345678901234567890', '1795177320 '])(
    'with the time %j',
    (timestamp) => {
      const signatures = signatureCheck('shhh', () => Date.now());
      const signature = signatureAt(timestamp);
      expect(signatures.check({ signature, timestamp }, Buffer.from(slash))).toBe('bad-time');
    },
  );

  it('when its bytes were changed on the way', async () => {
    const signature = signatureAt(seconds());
    expect((await bot.slack.send(`${slash}&x=1`, form, { signature })).status).toBe(401);
  });

  it('with two signature headers', async () => {
    const at = String(seconds());
    const good = signatureAt(at);
    const headers = new Headers({ 'content-type': form, 'x-slack-request-timestamp': at });
    headers.append('x-slack-signature', good);
    headers.append('x-slack-signature', good);
    expect(
      (
        await fetch(`${bot.slack.state.davy}/slack/events`, {
          method: 'POST',
          body: slash,
          headers,
        })
      ).status,
    ).toBe(401);
  });

  it('an empty signing secret does not even start', () => {
    expect(() => signatureCheck('  ', Date.now)).toThrow(/anybody could sign/);
  });
});

describe('a look at the certificate', () => {
  it('is answered 200, signed or not, and nothing follows', async () => {
    const answer = await fetch(`${bot.slack.state.davy}/slack/events`, {
      method: 'POST',
      headers: { 'content-type': form },
      body: 'ssl_check=1&token=x',
    });
    expect(answer.status).toBe(200);
    expect((await bot.slack.send(`${slash}&ssl_check=1`, form, { signature: '' })).status).toBe(
      401,
    );
    expect(bot.inbox.rows.size).toBe(0);
  });
});

describe('the same bytes again', () => {
  it('have no second effect', async () => {
    const at = seconds();
    expect((await bot.slack.send(slash, form, { at })).status).toBe(200);
    expect((await bot.slack.send(slash, form, { at })).status).toBe(200);
    expect(bot.inbox.rows.size).toBe(1);
  });

  it('are taken when the first time was not saved', async () => {
    bot.inbox.state.hangs = true;
    const at = seconds();
    expect((await bot.slack.send(slash, form, { at })).text).toContain('Not saved');
    bot.inbox.state.hangs = false;
    expect((await bot.slack.send(slash, form, { at })).text).toBe('');
    expect(bot.inbox.rows.size).toBe(1);
    for (const commit of bot.inbox.state.late) commit();
  });

  it('are forgotten after ten minutes, when their time is over anyway', () => {
    let now = Date.now();
    const signatures = signatureCheck('shhh', () => now);
    const timestamp = String(seconds());
    const signature = signatureAt(timestamp);
    signatures.remember(signature);
    expect(signatures.check({ signature, timestamp }, Buffer.from(slash))).toBe('replayed');
    now += 601_000;
    expect(signatures.check({ signature, timestamp }, Buffer.from(slash))).toBe('bad-time');
  });
});

describe('another app or workspace, with a right signature', () => {
  const other = { team: { id: 'T0OTHER' } };
  it.each([
    ['a slash command', () => bot.slack.slash('/release', 'help', { team_id: 'T0OTHER' })],
    [
      'a slash command of another app',
      () => bot.slack.slash('/release', 'help', { api_app_id: 'A0OTHER' }),
    ],
    ['a click', () => bot.slack.click('release approve', 'rel_1.3', { message_ts: '1.1' }, other)],
    [
      'a click of another app',
      () =>
        bot.slack.click(
          'release approve',
          'rel_1.3',
          { message_ts: '1.1' },
          { api_app_id: 'A0OTHER' },
        ),
    ],
    [
      'a form',
      () =>
        bot.slack.send(
          new URLSearchParams({
            payload: JSON.stringify({ type: 'view_submission', api_app_id: 'A0DAVY', ...other }),
          }).toString(),
          form,
        ),
    ],
    ['an event', () => bot.slack.mention('<@U0DAVY> status', '1.1', { team_id: 'T0OTHER' })],
    [
      'a menu',
      () =>
        bot.slack.send(
          new URLSearchParams({
            payload: JSON.stringify({ type: 'block_suggestion', api_app_id: 'A0DAVY', ...other }),
          }).toString(),
          form,
        ),
    ],
  ])('is refused: %s', async (_, send) => {
    expect((await send()).status).toBe(401);
    expect(bot.inbox.rows.size).toBe(0);
  });
});

describe("what is not Slack's", () => {
  it('is ignored when its type is unknown, and changes no prototype', async () => {
    const odd = JSON.stringify({
      type: 'event_callback',
      team_id: 'T0ACME',
      api_app_id: 'A0DAVY',
      event: { type: 'message' },
      __proto__x: 1,
    }).replace('__proto__x', '__proto__');
    expect((await bot.slack.send(odd, 'application/json')).status).toBe(200);
    expect(
      (await bot.slack.click('constructor', '__proto__', { message_ts: '1.1', is_ephemeral: true }))
        .status,
    ).toBe(200);
    await eventually(() => expect(bot.slack.said()).toHaveLength(1));
    expect(bot.slack.said()[0]).toMatch(/^This button is from another version/);
  });

  it('is refused when it has two payloads, or is nested too deep', async () => {
    const payload = JSON.stringify({
      type: 'block_actions',
      team: { id: 'T0ACME' },
      api_app_id: 'A0DAVY',
    });
    expect(
      (
        await bot.slack.send(
          `payload=${encodeURIComponent(payload)}&payload=${encodeURIComponent(payload)}`,
          form,
        )
      ).status,
    ).toBe(401);
    expect(
      (await bot.slack.send(`${'['.repeat(10_000)}${']'.repeat(10_000)}`, 'application/json'))
        .status,
    ).toBe(401);
  });

  it('is cut off at 1 MB, while others are served', async () => {
    const huge = bot.slack.send('x'.repeat(5_000_000), form).catch(() => ({ status: 413 }));
    expect((await bot.slack.slash('/release', 'help')).status).toBe(200);
    expect((await huge).status).toBe(413);
  });

  it('is not waited for when it dawdles over its headers', async () => {
    const socket = connect(Number(new URL(bot.slack.state.davy).port), '127.0.0.1');
    socket.write('POST /slack/events HTTP/1.1\r\nHost: x\r\n');
    socket.on('error', () => undefined);
    expect((await bot.slack.slash('/release', 'help')).status).toBe(200);
    socket.destroy();
  });

  it('gets only a short plain challenge back, and only when signed', async () => {
    const challenge = (text: string) =>
      JSON.stringify({ type: 'url_verification', token: 'x', challenge: text });
    expect(await bot.slack.send(challenge('3eZbrw1aBm2rZgRNFdxV'), 'application/json')).toEqual({
      status: 200,
      text: '3eZbrw1aBm2rZgRNFdxV',
    });
    expect(
      (await bot.slack.send(challenge('<script>alert(1)</script>'), 'application/json')).text,
    ).toBe('');
    expect(
      (await bot.slack.send(challenge('abc'), 'application/json', { signature: 'v0=' })).status,
    ).toBe(401);
  });
});

describe('an address for an answer', () => {
  it.each([
    ['https://hooks.slack.com/actions/T0/1', true],
    ['http://127.0.0.1:4401/actions/1', true],
    ['http://hooks.slack.com/actions/T0/1', false],
    ['https://hooks.slack.com.evil.example/x', false],
    ['https://hooks.slack.com:8443/x', false],
    ['https://hooks.slack.com@evil.example/x', false],
    ['http://169.254.169.254/latest/meta-data', false],
    ['http://127.0.0.1:4402/actions/1', false],
    ['file:///etc/passwd', false],
    ['nonsense', false],
  ])('%s may be answered: %s', (url, may) => {
    expect(mayAnswer(url, 'http://127.0.0.1:4401/api/')).toBe(may);
  });
});

describe('while Slack does not say who we are', () => {
  it('nothing is taken, and Slack is asked to come again', async () => {
    bot.slack.state.up = false;
    await bot.restart();
    expect((await bot.slack.slash('/release', 'help')).status).toBe(503);
    bot.slack.state.up = true;
    await eventually(async () =>
      expect((await bot.slack.slash('/release', 'help')).status).toBe(200),
    );
  });
});
