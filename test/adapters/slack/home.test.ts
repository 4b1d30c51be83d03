import { afterEach, describe, expect, it } from 'vitest';
import { slackHome } from '../../../src/adapters/slack/home.ts';
import { homeTab } from '../../../src/views/home/home.ts';
import { noon } from '../../support/noon.ts';
import { aSlack } from '../../playground/slack/a-slack.ts';
import { scriptedSlack } from '../../support/scripted-slack.ts';

const content = homeTab({
  person: 'U0ANA',
  now: noon,
  greeted: true,
  asks: [],
  calls: [],
  running: [],
  week: null,
  led: [],
  services: [{ name: 'board', live: null, inLine: [], liveCount: 1, rolledBack: 0 }],
});

let close: () => unknown = () => undefined;
afterEach(() => close());

async function local(options: Parameters<typeof aSlack>[0] = {}) {
  const slack = await aSlack(options);
  close = () => slack.close();
  const blocks = async () =>
    (await slack.of('home-published')).at(-1)?.view.body.blocks.map(({ type }) => type) ?? [];
  return {
    slack,
    blocks,
    publish: slackHome({ token: 'xoxb-davy', apiUrl: slack.apiUrl, fetch: globalThis.fetch }),
  };
}

describe('a Home tab', () => {
  it('is published to the person it is for', async () => {
    const { slack, blocks, publish } = await local();
    await publish('U0ANA', content);
    expect(await blocks()).toContain('table');
    expect((await slack.of('home-published')).map(({ view }) => view.user)).toEqual(['U0ANA']);
  });

  it('is published in the classic form where Slack does not know the newer one', async () => {
    const { slack, blocks, publish } = await local();
    await slack.switchTo({ newBlocks: false });
    await publish('U0ANA', content);
    expect(await blocks()).not.toContain('table');
    expect(await blocks()).toContain('rich_text');
  });

  it('of somebody who left is nobody’s trouble', async () => {
    const { publish } = await local();
    await expect(publish('U0NOBODY', content)).resolves.toBeUndefined();
  });

  it('that cannot be published is an outside fault, which is tried again', async () => {
    const slack = await scriptedSlack(() => ({ ok: false, error: 'internal_error' }));
    close = () => slack.close();
    await expect(slackHome(slack.account)('U0ANA', content)).rejects.toMatchObject({
      name: 'UpstreamError',
    });
  });
});
