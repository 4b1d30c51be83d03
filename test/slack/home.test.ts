import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { davyAtTheDoor } from '../support/davy-at-the-door.ts';
import { eventually } from '../support/until.ts';

let bot: Awaited<ReturnType<typeof davyAtTheDoor>>;
beforeEach(async () => {
  bot = await davyAtTheDoor();
});
afterEach(() => bot.stop());

const event = (tab: string, id = 'Ev1') =>
  bot.slack.send(
    JSON.stringify({
      type: 'event_callback',
      team_id: 'T0ACME',
      api_app_id: 'A0DAVY',
      event_id: id,
      event: { type: 'app_home_opened', user: 'U0ANA', channel: 'D0ANA', tab, event_ts: '1.1' },
    }),
    'application/json',
  );
const press = (action: string, value: string, type: 'home' | 'modal') =>
  bot.slack.click(
    action,
    value,
    { type: 'view', channel_id: undefined, view_id: 'V7' },
    { channel: undefined, response_url: undefined, view: { id: 'V7', type } },
  );
const views = () => bot.slack.calls.filter(({ method }) => method.startsWith('views.'));

describe('the Home tab', () => {
  it('is drawn when somebody opens it, and not for its other tab', async () => {
    expect((await event('home')).status).toBe(200);
    expect((await event('messages', 'Ev2')).status).toBe(200);
    await eventually(() => expect(bot.opened).toEqual(['U0ANA']));
    expect(bot.slack.said()).toEqual([]);
  });

  it('answers a press in front of itself', async () => {
    bot.desk.given({ kind: 'waiting', since: bot.desk.state.now });
    expect((await press('release review', 'rel_1.3', 'home')).status).toBe(200);
    await eventually(() => expect(views()).toHaveLength(1));
    expect(views()[0]).toMatchObject({ method: 'views.open' });
    const view = JSON.stringify(views()[0]?.body['view']);
    expect(view).toContain('to move *all users* from 1.41.2 to *1.42.0*');
    expect(view).toContain('Approve Release');
    expect(bot.slack.said()).toEqual([]);
  });

  it('answers what is pressed there in place, so that nothing can be pressed twice', async () => {
    bot.desk.given({ kind: 'waiting', since: bot.desk.state.now });
    await press('release approve', 'rel_1.3', 'modal');
    await eventually(() => expect(views()).toHaveLength(1));
    expect(views()[0]).toMatchObject({ method: 'views.update', body: { view_id: 'V7' } });
    expect(JSON.stringify(views()[0]?.body)).toContain(
      'Your approval of board 1.42.0 is recorded.',
    );
    expect(bot.desk.state.releases.get('rel_1')?.approvals).toHaveLength(1);
  });

  it('puts a form on top of what is open', async () => {
    bot.desk.given({ kind: 'waiting', since: bot.desk.state.now });
    await press('release decline', 'rel_1.3', 'modal');
    await press('release settings', '', 'home');
    await eventually(() =>
      expect(
        views()
          .map(({ method }) => method)
          .toSorted(),
      ).toEqual(['views.open', 'views.push']),
    );
  });

  it('says when a question was answered meanwhile', async () => {
    bot.desk.given({ kind: 'approved', since: bot.desk.state.now });
    await press('release review', 'rel_1.3', 'home');
    await eventually(() =>
      expect(JSON.stringify(views())).toContain(
        'was answered or replaced meanwhile. Nothing changed.',
      ),
    );
  });

  it('greets no more once that was dismissed', async () => {
    await press('release greeted', 'yes', 'home');
    await eventually(() =>
      expect(bot.desk.state.readers.get('U0ANA')).toMatchObject({ greeted: true }),
    );
    expect(views()).toEqual([]);
  });
});
