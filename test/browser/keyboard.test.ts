import type { App } from '@slack/bolt';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aBolt, aSlack } from '../playground/slack/a-slack.ts';
import { hasChromium, openChromium } from './chromium.ts';
import { nameless, tooWide, unreachable } from './places.ts';
import { sizes } from './sizes.ts';
import { until } from '../support/until.ts';

const words = (text: string) => ({ type: 'plain_text' as const, text });

/** The smallest app that opens a form, says something and asks before it acts. */
function listen(app: App): void {
  app.shortcut('prerelease', async ({ ack, shortcut, client }) => {
    await ack();
    const input = {
      type: 'input' as const,
      block_id: 'note',
      label: words('Note'),
      element: { type: 'plain_text_input' as const, action_id: 'note' },
    };
    await client.views.open({
      trigger_id: shortcut.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'form',
        title: words('Start a pre-release'),
        submit: words('Start'),
        blocks: [input],
      },
    });
  });
  app.view('form', async ({ ack }) => ack());
  app.shortcut('release actions', async ({ ack, shortcut, respond }) => {
    await ack();
    if (shortcut.type === 'message_action')
      await respond({ response_type: 'ephemeral', text: `about ${shortcut.message.ts}` });
  });
}

describe.skipIf(!hasChromium).each(sizes)('the page by keys, on a $name', (size) => {
  let browser: Browser;
  let slack: Awaited<ReturnType<typeof aSlack>>;
  let bolt: Awaited<ReturnType<typeof aBolt>>;
  let page: Page;

  beforeAll(async () => {
    slack = await aSlack({ manifestPath: 'manifest.yml' });
    bolt = await aBolt(slack);
    listen(bolt.app);
    await slack.post({ text: 'the first message' });
    await slack.post({ text: 'the second message' });
    browser = await openChromium();
    page = await (
      await browser.newContext({ viewport: size.viewport, reducedMotion: 'reduce' })
    ).newPage();
    await page.goto(`${slack.url}?as=priya`);
    await page.getByRole('combobox', { name: 'Message #releases' }).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await bolt?.stop();
    await slack?.close();
  });

  const focused = () =>
    page.evaluate(
      '(document.activeElement.getAttribute("aria-label") ?? document.activeElement.id ?? ' +
        'document.activeElement.tagName)',
    );

  /** Opens a menu and takes its first entry, each with Enter. */
  async function takesFirst(entry: RegExp): Promise<void> {
    await page.keyboard.press('Enter');
    await until(async () =>
      (await page
        .getByRole('menuitem', { name: entry })
        .evaluate((node) => node === node.ownerDocument.activeElement))
        ? true
        : undefined,
    );
    await page.keyboard.press('Enter');
  }

  it('opens a form from the plus, closes it with Escape, and goes on from there', async () => {
    await page.getByRole('button', { name: 'Shortcuts' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: /Start a pre-release/ }).waitFor();
    expect({
      wide: await tooWide(page),
      unreachable: await unreachable(page),
      nameless: await nameless(page),
    }).toEqual({ wide: [], unreachable: [], nameless: [] });
    await page.keyboard.press('Escape');
    expect(await focused()).toBe('Shortcuts');
    await takesFirst(/Start a pre-release/);
    await page.getByRole('dialog').waitFor();
    expect({ wide: await tooWide(page), nameless: await nameless(page) }).toEqual({
      wide: [],
      nameless: [],
    });
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await until(async () => ((await focused()) === 'Shortcuts' ? true : undefined));
  });

  it('sends a form with Enter, and says in the field what is missing', async () => {
    await page.getByRole('button', { name: 'Shortcuts' }).focus();
    await takesFirst(/Start a pre-release/);
    await page.getByLabel('Note').focus();
    await page.keyboard.press('Enter');
    await page.getByText('Please complete this required field.').waitFor();
    expect(await page.getByLabel('Note').getAttribute('aria-describedby')).toBe('field-note-note');
    // While a form is being sent, Enter sends it no second time.
    await page.locator('button[type=submit]:not([disabled])').waitFor();
    await page.getByLabel('Note').fill('by keys alone');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
  });

  it('walks from message to message with the arrows, to the menu of each', async () => {
    await page.getByRole('log', { name: 'Messages in releases' }).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('More message actions');
    await takesFirst(/Release actions/);
    const [first] = await slack.of('posted');
    await page.getByText(`about ${first?.message.ts ?? ''}`).waitFor();
  });
});
