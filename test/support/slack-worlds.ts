import { playgroundWorkspace } from '../../playground/slack/workspace.ts';
import { slackCanvases } from '../../src/adapters/slack/canvases.ts';
import { slackHome } from '../../src/adapters/slack/home.ts';
import { slackNoticeboard } from '../../src/adapters/slack/noticeboard.ts';
import { slackPeople } from '../../src/adapters/slack/people.ts';
import type { HomeTabsWorld } from '../contracts/home-tabs-laws.ts';
import type { NoticeboardWorld } from '../contracts/noticeboard-laws.ts';
import type { PeopleWorld } from '../contracts/people-laws.ts';
import type { ReportsWorld } from '../contracts/reports-laws.ts';
import { aSlack } from '../playground/slack/a-slack.ts';
import { troubledWay } from './troubled-way.ts';

const channel = 'C0RELEASES';

async function workspace(options: Parameters<typeof aSlack>[0] = {}) {
  const slack = await aSlack(options);
  const way = troubledWay();
  const account = { token: 'xoxb-davy', apiUrl: slack.apiUrl, fetch: way.fetch };
  return { slack, way: { ...way, close: slack.close }, account };
}

/** Slack as a board; `retries` as the two boards of Davy have them. */
export async function slackBoardWorld(retries: number): Promise<NoticeboardWorld> {
  const { slack, way, account } = await workspace();
  return {
    ...way,
    board: slackNoticeboard({ ...account, retries, now: Date.now }),
    channel,
    async thread(ts) {
      const { messages = [] } = await slack.client.conversations.replies({ channel, ts });
      return messages.map((one) => ({ ts: one.ts ?? '', text: one.text ?? '' }));
    },
    remove: (ts) => slack.client.chat.delete({ channel, ts }),
  };
}

/** Slack's canvases as the place for reports. */
export async function slackReportsWorld(): Promise<ReportsWorld> {
  const { slack, way, account } = await workspace({ scopes: ['chat:write', 'canvases:write'] });
  return {
    ...way,
    reports: slackCanvases(account),
    channel,
    read: async (address) => (await fetch(address)).text(),
    show: (address) => slack.post({ text: `The report: ${address}` }),
  };
}

/** Slack's Home tabs. */
export async function slackHomeWorld(): Promise<HomeTabsWorld> {
  const { slack, way, account } = await workspace();
  return {
    ...way,
    publish: slackHome(account),
    person: 'U0ANA',
    somebodyElse: 'U0TOM',
    left: 'U0NOBODY',
    async seenBy(person) {
      const shown = await slack.of('home-published');
      const newest = shown.findLast(({ view }) => view.user === person);
      return newest ? JSON.stringify(newest.view.body.blocks) : null;
    },
  };
}

/** Slack as the directory. */
export async function slackPeopleWorld(): Promise<PeopleWorld> {
  const { way, account } = await workspace();
  const afresh = () => slackPeople({ ...account, now: Date.now });
  const { people, groups } = playgroundWorkspace();
  const known = (id: string) => {
    const found = people.find((person) => person.id === id);
    const { real_name: name = '', email = '', tz: zone = '' } = found ?? {};
    return { id, name, email, zone };
  };
  const white = groups.find(({ id }) => id === 'S0WHITE');
  return {
    ...way,
    people: afresh(),
    afresh,
    group: { id: 'S0WHITE', members: white?.users ?? [] },
    noGroup: 'S0NONE',
    member: known('U0ANA'),
    guest: known('U0GUS'),
    nobody: 'U0NOBODY',
  };
}
