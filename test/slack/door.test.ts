import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { texts } from '../../src/texts/texts.ts';
import { davyAtTheDoor } from '../support/davy-at-the-door.ts';
import { eventually } from '../support/until.ts';

const { editedMention, notSaved } = texts.replies.door;

const card = {
  subject: 'build:board@1.42.0',
  kind: 'card',
  channel: 'C0RELEASES',
  thread: null,
  ts: '1795177320.000100',
  hash: '',
};

describe.each(['http', 'socket'] as const)('by %s', (transport) => {
  let bot: Awaited<ReturnType<typeof davyAtTheDoor>>;
  beforeEach(async () => {
    bot = await davyAtTheDoor(transport);
  });
  afterEach(() => bot.stop());

  describe('a delivery of Slack', () => {
    it('is kept, acknowledged and answered', async () => {
      expect(await bot.slack.slash('/prerelease', 'board 1.42.0')).toEqual({
        status: 200,
        text: '',
      });
      await eventually(() =>
        expect(bot.slack.said()).toEqual([
          'Started. board 1.42.0: 1 server, soak 4 h. The thread shows how it goes.',
        ]),
      );
      await eventually(() =>
        expect([...bot.inbox.rows.values()]).toMatchObject([{ answered: true }]),
      );
      expect(bot.slack.calls.at(-1)?.body).toMatchObject({
        response_type: 'ephemeral',
        replace_original: false,
      });
    });

    it('is answered after a crash, and decided once', async () => {
      await bot.slack.slash('/prerelease', 'board 1.42.0');
      // Said comes before it is marked as answered: only then the crash can take the mark away.
      await eventually(() =>
        expect([...bot.inbox.rows.values()]).toMatchObject([{ answered: true }]),
      );
      for (const row of bot.inbox.rows.values()) row.answered = false;
      bot.inbox.returnLent();
      await bot.restart();
      await eventually(() => expect(bot.slack.said()).toHaveLength(2));
      expect(bot.desk.state.releases.size).toBe(1);
    });

    it('works even when Slack marks it as repeated', async () => {
      await bot.slack.slash('/prerelease', 'board 1.42.0', { trigger_id: 'same' });
      await bot.slack.slash('/prerelease', 'board 1.42.0', { trigger_id: 'same' });
      await eventually(() => expect(bot.slack.said()).toHaveLength(1));
      expect(bot.inbox.rows.size).toBe(1);
    });

    it('is called not saved when the database hangs, and nothing happens later', async () => {
      bot.inbox.state.hangs = true;
      const answer = await bot.slack.slash('/prerelease', 'board 1.42.0');
      expect(JSON.parse(answer.text)).toEqual({ response_type: 'ephemeral', text: notSaved });
      bot.inbox.state.hangs = false;
      for (const commit of bot.inbox.state.late) commit();
      await eventually(() =>
        expect([...bot.inbox.rows.values()]).toMatchObject([{ answered: true }]),
      );
      expect(bot.desk.state.releases.size).toBe(0);
      expect((await bot.slack.mention('<@U0DAVY> status', '1.1')).status).toBe(200);
    });

    it('says not saved to somebody who pressed a button or sent a form', async () => {
      bot.inbox.state.hangs = true;
      const [click, form, event] = await Promise.all([
        bot.slack.click('release approve', 'rel_1.3', { message_ts: card.ts }),
        bot.slack.submit(
          'release decline',
          { value: 'rel_1.3', channel: 'C0RELEASES', thread: null },
          'no',
        ),
        bot.slack.mention('<@U0DAVY> status', '1.1'),
      ]);
      expect(click.status).toBe(200);
      expect(JSON.parse(form.text)).toEqual({
        response_action: 'errors',
        errors: { words: notSaved },
      });
      expect(event.status).toBe(503);
      await eventually(() => expect(bot.slack.said()).toEqual([notSaved.replaceAll('`', '')]));
    });
  });

  describe('a click', () => {
    it('counts on the message Davy posted for it, and nowhere else', async () => {
      bot.desk.given({ kind: 'waiting', since: 0 });
      bot.desk.state.messages.set('rel_1', [
        { ...card, subject: 'rel_1', kind: 'approval', ts: '5.5' },
      ]);
      await bot.slack.click('release approve', 'rel_1.3', { message_ts: '6.6' });
      await eventually(() => expect(bot.slack.said()).toHaveLength(1));
      expect(bot.slack.said()[0]).toMatch(/^This message is out of date or a copy/);
      await bot.slack.click(
        'release approve',
        'rel_1.3',
        { message_ts: '5.5' },
        { channel: { id: 'C0OTHER' } },
      );
      await eventually(() => expect(bot.slack.said()).toHaveLength(2));
      expect(bot.desk.state.told).toEqual([]);
      await bot.slack.click('release approve', 'rel_1.3', { message_ts: '5.5' });
      await eventually(() =>
        expect(bot.slack.said().at(-1)).toBe('Your approval of board 1.42.0 is recorded.'),
      );
    });

    it('asks for patience on a message whose post was interrupted, changing nothing', async () => {
      bot.desk.given({ kind: 'waiting', since: 0 });
      bot.desk.state.messages.set('rel_1', [
        { ...card, subject: 'rel_1', kind: 'approval', ts: null },
      ]);
      await bot.slack.click('release approve', 'rel_1.3', { message_ts: '5.5' });
      await eventually(() =>
        expect(bot.slack.said()[0]).toMatch(
          /^Davy was interrupted while it posted this message .* Nothing changed\. Press again/,
        ),
      );
      expect(bot.desk.state.told).toEqual([]);
    });

    it('opens a form, whose words come back as the same command', async () => {
      bot.desk.given({ kind: 'waiting', since: 0 });
      bot.desk.state.messages.set('rel_1', [
        { ...card, subject: 'rel_1', kind: 'approval', ts: '5.5', thread: card.ts },
      ]);
      await bot.slack.click('release decline', 'rel_1.3', {
        message_ts: '5.5',
        thread_ts: card.ts,
      });
      await eventually(() =>
        expect(bot.slack.calls.some(({ method }) => method === 'views.open')).toBe(true),
      );
      const view = bot.slack.calls.find(({ method }) => method === 'views.open')?.body['view'];
      const { callback_id, private_metadata } = JSON.parse(String(view)) as {
        callback_id: string;
        private_metadata: string;
      };
      expect(callback_id).toBe('release decline');
      expect(
        (await bot.slack.submit(callback_id, JSON.parse(private_metadata) as object, 'shapes jump'))
          .text,
      ).toBe('');
      await eventually(() =>
        expect(bot.slack.said()).toEqual(['You declined board 1.42.0: shapes jump.']),
      );
      expect(bot.slack.calls.at(-1)).toMatchObject({
        method: 'chat.postEphemeral',
        body: { channel: 'C0RELEASES', user: 'U0ANA', thread_ts: card.ts },
      });
    });

    it('replaces the question only its reader saw, or takes it away', async () => {
      await bot.slack.click('rollback', 'board 1.41.1 strokes', {
        message_ts: '7.7',
        is_ephemeral: true,
      });
      await eventually(() =>
        expect(bot.slack.calls.at(-1)?.body).toMatchObject({ replace_original: true }),
      );
      await bot.slack.click('dismiss', 'dismiss', { message_ts: '7.7', is_ephemeral: true });
      await eventually(() =>
        expect(bot.slack.calls.at(-1)?.body).toEqual({ delete_original: true }),
      );
    });

    it('on a link says nothing', async () => {
      await bot.slack.click('link dashboard', '', { message_ts: '7.7' });
      await eventually(() =>
        expect([...bot.inbox.rows.values()]).toMatchObject([{ answered: true }]),
      );
      expect(bot.slack.said()).toEqual([]);
    });
  });

  describe('a mention in a thread', () => {
    it('speaks about the release of that thread', async () => {
      bot.desk.given({ kind: 'soaking', since: 0 });
      bot.desk.state.messages.set(card.subject, [card]);
      await bot.slack.mention('<@U0DAVY> hold 15m slow query', card.ts);
      await eventually(() => expect(bot.slack.said()).toHaveLength(1));
      expect(bot.slack.said()[0]).toMatch(/^board 1\.42\.0 is on hold/);
      expect(bot.slack.calls.at(-1)?.body).toMatchObject({ thread_ts: card.ts });
    });

    it('counts once, however often its message is edited', async () => {
      bot.desk.given({ kind: 'soaking', since: 0 });
      bot.desk.state.messages.set(card.subject, [card]);
      const written = { ts: '9.5', event_ts: '9.5' };
      await bot.slack.mention('<@U0DAVY> hold 15m slow query', card.ts, {}, written);
      await eventually(() => expect(bot.slack.said()).toHaveLength(1));
      const edited = { ts: '9.5', event_ts: '9.8', edited: { user: 'U0ANA', ts: '9.8' } };
      await bot.slack.mention('<@U0DAVY> stop all of it', card.ts, {}, edited);
      await bot.slack.slash('/release', 'help');
      await eventually(() => expect(bot.slack.said()).toHaveLength(2));
      expect(bot.slack.said()[0]).toMatch(/^board 1\.42\.0 is on hold/);
      expect(bot.inbox.rows.size).toBe(2);
    });

    it('that an edit made of a message is no order, and whoever wrote it hears so', async () => {
      bot.desk.given({ kind: 'soaking', since: 0 });
      bot.desk.state.messages.set(card.subject, [card]);
      const edited = { ts: '9.5', event_ts: '9.8', edited: { user: 'U0ANA', ts: '9.8' } };
      await bot.slack.mention('<@U0DAVY> hold 15m slow query', card.ts, {}, edited);
      await eventually(() => expect(bot.slack.said()).toEqual([editedMention]));
      expect(bot.slack.calls.at(-1)).toMatchObject({ method: 'chat.postEphemeral' });
    });
  });

  describe('an answer', () => {
    it('goes to Slack only, whatever address the request names', async () => {
      await bot.slack.slash('/release', 'help', { response_url: 'http://169.254.169.254/latest' });
      await eventually(() => expect(bot.slack.calls.at(-1)?.method).toBe('chat.postEphemeral'));
    });

    it('that fails because of the ledger is promised, not lost', async () => {
      bot.desk.state.line = null as never;
      await bot.slack.slash('/release', 'status board');
      await eventually(() => expect(bot.slack.said()).toHaveLength(1));
      expect(bot.slack.said()[0]).toMatch(/^Sent, but not confirmed yet/);
      expect([...bot.inbox.rows.values()]).toMatchObject([{ answered: false }]);
    });
  });
});
