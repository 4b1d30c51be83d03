import type { Locator, Page } from 'playwright-core';

/** The messages of the channel, newest last. */
export const channel = (page: Page): Locator =>
  page.getByRole('log', { name: 'Messages in releases' });

/** The thread that is open beside or over it. */
export const thread = (page: Page): Locator => page.getByRole('complementary', { name: 'Thread' });

/** A message by the words of its heading. */
export const message = (page: Page, within: Locator, heading: RegExp): Locator =>
  within.getByRole('article').filter({ has: page.getByRole('heading', { name: heading }) });

/** What only the person at the page can see. */
export const whispers = (within: Locator): Locator =>
  within.getByRole('article').filter({ hasText: 'Only visible to you' });

/** Whether somebody sees it without scrolling. */
export function inSight(it: Locator): Promise<boolean> {
  return it.evaluate(
    (node) =>
      node.getBoundingClientRect().top >= 0 &&
      node.getBoundingClientRect().bottom <= node.ownerDocument.defaultView.innerHeight,
  );
}

/**
 * Parts of the page that are wider than the room they have; a table scrolls in a box of its own.
 */
export async function tooWide(page: Page): Promise<readonly string[]> {
  const parts = 'html, main, .thread, .list, .inner, .message, .blocks, .composer, dialog, .menu';
  const found: unknown = await page.evaluate(`[...document.querySelectorAll('${parts}')]
    .filter((node) =>
      node.scrollWidth > node.clientWidth + 1 ||
      node.getBoundingClientRect().right > innerWidth + 1)
    .map((node) =>
      node.tagName + ' ' + node.className + ' ' + node.scrollWidth + ' of ' + node.clientWidth +
      ': ' + node.textContent.slice(0, 60))`);
  return Array.isArray(found) ? found.map(String) : [String(found)];
}

/** Things that can be pressed but that no key would reach. */
export async function unreachable(page: Page): Promise<readonly string[]> {
  const found: unknown =
    await page.evaluate(`[...document.querySelectorAll('button, a, summary, [role=button]')]
    .filter((node) => node.tabIndex < 0 || (node.tagName === 'A' && !node.hasAttribute('href')))
    .map((node) => node.outerHTML.slice(0, 120))`);
  return Array.isArray(found) ? found.map(String) : [String(found)];
}

/** Things that can be pressed and have no name to be read out. */
export async function nameless(page: Page): Promise<readonly string[]> {
  const found: unknown =
    await page.evaluate(`[...document.querySelectorAll('button, a, [role=button]')]
    .filter((node) =>
      (node.getAttribute('aria-label') ?? node.getAttribute('title') ?? node.textContent)
        .trim() === '')
    .map((node) => node.outerHTML.slice(0, 120))`);
  return Array.isArray(found) ? found.map(String) : [String(found)];
}
