import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, Locator, Page } from 'playwright-core';
import type { Size } from './sizes.ts';

/** A machine may be shared and slow; nothing is waited for longer than this. */
export const patienceMs = 150_000;

const pictures = fileURLToPath(new URL('../../artefacts/browser/', import.meta.url));

/** Somebody who has the page open and knows only what it shows. */
export type Visitor = {
  readonly page: Page;
  readonly size: Size;
  /** Everything the browser itself complained of. */
  readonly complaints: readonly string[];
  becomes(name: string): Promise<void>;
  /** Types in the box of the channel, finishing the command with what is offered. */
  says(command: string, rest: string): Promise<void>;
  presses(button: Locator): Promise<void>;
  /** Keeps what the page looks like now, in both colours. */
  keeps(moment: string): Promise<void>;
  leaves(): Promise<void>;
};

/** Opens the page as a stranger does: at its address, as nobody in particular. */
export async function visit(browser: Browser, url: string, size: Size): Promise<Visitor> {
  mkdirSync(pictures, { recursive: true });
  const context = await browser.newContext({
    viewport: size.viewport,
    hasTouch: size.touch,
    isMobile: size.touch,
    reducedMotion: 'reduce',
    locale: 'en-GB',
  });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const complaints = listen(page);
  await page.goto(url);
  await page.getByRole('combobox', { name: 'Message #releases' }).waitFor();
  let kept = 0;
  const presses = async (button: Locator) => {
    await button.waitFor();
    await (size.touch ? button.tap() : reachByKeys(page, button));
  };
  return {
    page,
    size,
    complaints,
    presses,
    becomes: (name) => become(page, size, name),
    says: (command, rest) => say(page, command, rest),
    async keeps(moment) {
      kept += 1;
      const number = String(kept).padStart(2, '0');
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({
          path: `${pictures}${[size.name, number, moment, colorScheme].join('-')}.png`,
          animations: 'disabled',
        });
      }
      await page.emulateMedia({ colorScheme: 'light' });
    },
    leaves: () => context.close(),
  };
}

function listen(page: Page): readonly string[] {
  const complaints: string[] = [];
  page.on(
    'console',
    (said) =>
      ['error', 'warning'].includes(said.type()) &&
      complaints.push(`${said.type()}: ${said.text()}`),
  );
  page.on('pageerror', (error) => complaints.push(`thrown: ${error.message}`));
  return complaints;
}

async function become(page: Page, { touch }: Size, name: string): Promise<void> {
  if (touch) await page.getByRole('button', { name: 'Channels' }).tap();
  await page.getByRole('button', { name: 'Switch person' }).click();
  await page.getByRole('menuitemradio', { name }).click();
  if (touch) return;
  await page.getByRole('button', { name: 'Switch person' }).filter({ hasText: name }).waitFor();
}

/**
 * The slash and three letters are enough: Tab writes the rest of the word, the box then shows how
 * the command goes on.
 */
async function say(page: Page, command: string, rest: string): Promise<void> {
  const box = page.getByRole('combobox', { name: 'Message #releases' });
  await box.click();
  await box.pressSequentially(command.slice(0, 4));
  await page.getByRole('option', { name: command }).first().waitFor();
  await box.press('Tab');
  await page.getByRole('option').first().waitFor({ state: 'detached' });
  await box.pressSequentially(rest);
  await box.press('Enter');
}

/**
 * Walks to a button with Tab alone and presses Enter: what a mouse reaches, keys must reach too.
 */
async function reachByKeys(page: Page, button: Locator): Promise<void> {
  for (let steps = 0; steps < 150; steps += 1) {
    if (await button.evaluate((node) => node === node.ownerDocument.activeElement))
      return page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
  }
  throw new Error(`no number of Tabs leads to ${button.toString()}`);
}
