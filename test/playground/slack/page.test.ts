import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, openChromium } from '../../browser/chromium.ts';
import { aBolt, aSlack } from './a-slack.ts';

const words = (text: string) => ({ type: 'plain_text', text });
const card = [
  { type: 'header', text: words('board 2.0.0 is ready') },
  {
    type: 'section',
    text: {
      type: 'mrkdwn',
      text:
        '<@U0ANA> and <!subteam^S0ONCALL>, not &lt;!channel&gt; ' +
        '<script>alert(1)</script>, <!date^1795177320^{time}|then>',
    },
  },
  {
    type: 'plan',
    title: 'Step 1 of 2',
    tasks: [
      { task_id: 'a', title: 'Launched', status: 'complete' },
      { task_id: 'b', title: 'Joining', status: 'in_progress' },
    ],
  },
  {
    type: 'table',
    rows: [
      ['Check', 'Before', 'Now', 'The limit that was set', 'Result'],
      ['Latency', '400', '410', 'at most 500 milliseconds', 'Pass'],
    ].map((row) => row.map((text) => ({ type: 'raw_text', text }))),
  },
  {
    type: 'data_visualization',
    title: 'Users moved',
    chart: {
      type: 'area',
      series: [
        {
          name: 'moved',
          data: [
            { label: '0', value: 0 },
            { label: '5', value: 9 },
          ],
        },
      ],
      axis_config: { categories: ['0', '5'], x_label: 'Seconds' },
    },
  },
  {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: 'go',
        style: 'primary',
        text: words('Start It'),
        value: 'r.1',
        confirm: {
          title: words('Start now?'),
          text: words('Users move.'),
          confirm: words('Start'),
          deny: words('Wait'),
        },
      },
    ],
  },
];

describe.skipIf(!hasChromium)('the page', () => {
  let slack: Awaited<ReturnType<typeof aSlack>>;
  let bolt: Awaited<ReturnType<typeof aBolt>>;
  let browser: Browser;
  const troubles: string[] = [];

  const open = async (path: string, width = 1280): Promise<Page> => {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    page.on('pageerror', (error) => troubles.push(error.message));
    page.on('console', (message) => message.type() === 'error' && troubles.push(message.text()));
    await page.goto(`${slack.url}${path}`);
    return page;
  };

  beforeAll(async () => {
    slack = await aSlack();
    bolt = await aBolt(slack);
    bolt.app.command('/hello', async ({ ack, command, client }) => {
      await ack();
      const input = {
        type: 'input' as const,
        block_id: 'why',
        label: { type: 'plain_text' as const, text: 'Reason' },
        element: { type: 'plain_text_input' as const, action_id: 'v' },
      };
      const title = { type: 'plain_text' as const, text: 'Why?' };
      await client.views.open({
        trigger_id: command.trigger_id,
        view: {
          type: 'modal',
          callback_id: 'why',
          title,
          submit: { type: 'plain_text', text: 'Save' },
          blocks: [input],
        },
      });
    });
    bolt.app.view('why', async ({ ack, body, view }) => {
      await ack();
      await slack.post({
        text: `<@${body.user.id}> says ${view.state.values['why']?.['v']?.value}`,
      });
    });
    bolt.app.action('go', async ({ ack, respond }) => {
      await ack();
      await respond({ replace_original: true, text: 'It is going.' });
    });
    browser = await openChromium();
  });
  afterAll(async () => {
    await browser.close();
    await bolt.stop();
    await slack.close();
  });

  it('shows a message as its reader should see it, live, and nothing in it can run', async () => {
    const page = await open('/?as=ana');
    await slack.post({ text: 'board 2.0.0 is ready', blocks: card });
    const message = page.getByRole('article').last();
    await message.getByRole('heading', { name: 'board 2.0.0 is ready' }).waitFor();
    expect(await message.locator('.section').innerText()).toBe(
      '@Ana R. and @board-oncall, not <!channel> <script>alert(1)</script>, 12:22',
    );
    expect(await message.locator('.mention.mine').innerText()).toBe('@Ana R.');
    expect(await message.getByRole('progressbar').getAttribute('aria-valuenow')).toBe('1');
    expect(await message.getByRole('img', { name: 'Users moved' }).count()).toBe(1);
    await page.close();
  });

  it('asks before a click that matters, and shows what came of it', async () => {
    const page = await open('/?as=tom');
    await page.getByRole('button', { name: 'Start It' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Wait' }).click();
    await page.getByRole('button', { name: 'Start It' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByText('It is going.').waitFor();
    expect(await page.getByText('(edited)').count()).toBe(1);
    expect((await slack.of('delivered')).map((entry) => entry.delivery.about)).toEqual(['go']);
    await page.close();
  });

  it('opens a form from a typed command, holds it to its rules and sends it', async () => {
    const page = await open('/?as=priya');
    await page.getByRole('combobox').fill('/hello');
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog', { name: 'Why?' });
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Please complete this required field.').waitFor();
    await form.getByRole('textbox', { name: 'Reason' }).fill('because');
    await form.getByRole('button', { name: 'Save' }).click();
    await page.getByText('@Priya N. says because').waitFor();
    await form.waitFor({ state: 'detached' });
    expect(await slack.of('view-closed')).toHaveLength(1);
    await page.close();
  });

  it('counts what calls a person until they look, and lets one be somebody else', async () => {
    await slack.post({ channel: 'C0CHANGELOG', text: '<@U0MAX> look' });
    const page = await open('/?as=noor');
    expect(await page.getByRole('button', { name: /changelog/ }).innerText()).toContain(', 1 new');
    await page.getByRole('button', { name: /Switch person/ }).click();
    await page.getByRole('menuitemradio', { name: /Max M\./ }).click();
    await page.getByRole('button', { name: /changelog.*1 for you/s }).click();
    await page.getByText('@Max M. look').waitFor();
    await page.getByRole('button', { name: /for you/ }).waitFor({ state: 'detached' });
    await page.close();
  });

  it('fits a phone: a thread lies over the channel, wide tables scroll in themselves', async () => {
    const { ts } = await slack.post({ text: 'root' });
    await slack.post({ text: 'reply', thread_ts: ts, blocks: card });
    const page = await open('/?as=noor', 400);
    await page
      .getByRole('button', { name: /1 reply/ })
      .last()
      .click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    const table = thread.getByRole('region', { name: 'Table' });
    await table.waitFor();
    const box = "document.querySelector('.thread .table')";
    expect(
      await page.evaluate(
        `[document.documentElement.scrollWidth, ${box}.clientWidth < 400, ` +
          `${box}.scrollWidth > ${box}.clientWidth]`,
      ),
    ).toEqual([400, true, true]);
    await thread.getByRole('button', { name: 'Back to the channel' }).click();
    await thread.waitFor({ state: 'detached' });
    await page.close();
  });

  it('did all this without one error in the browser', () => {
    expect(troubles).toEqual([]);
  });
});
