import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Picture } from '../../playground/page/picture.ts';
import { startSlack } from '../../playground/slack/start.ts';
import { playgroundWorkspace } from '../../playground/slack/workspace.ts';
import { minute, noon } from '../support/noon.ts';

/** Where the pictures go; nothing in it is kept in the repository. */
export const galleryDir = fileURLToPath(new URL('../../artefacts/gallery/', import.meta.url));

const pageDir = fileURLToPath(new URL('../../playground/page/', import.meta.url));
const sizes = [
  { size: 'desktop', width: 900 },
  { size: 'phone', width: 400 },
] as const;
const sheetMax = 1_900;

/**
 * Draws every picture at two widths in two colours, keeps what it looks like, and answers what
 * somebody would complain of. Both widths are drawn at once.
 */
export async function drawGallery(
  browser: Browser,
  pictures: readonly Picture[],
  keeps: (look: string) => boolean = () => true,
): Promise<readonly string[]> {
  prepare();
  const found = await Promise.all(
    sizes.map((one) => onThePage(browser, (page) => drawSize(page, pictures, one, keeps))),
  );
  return found.flat();
}

async function drawSize(
  page: Page,
  pictures: readonly Picture[],
  { size, width }: (typeof sizes)[number],
  keeps: (look: string) => boolean,
): Promise<readonly string[]> {
  const found: string[] = [];
  const hear = (scheme: string, faults: unknown) =>
    found.push(...named(faults, pictures).map((fault) => `${size} ${scheme}: ${fault}`));
  page.on('pageerror', (error) => found.push(`the page failed: ${error.message}`));
  await page.setViewportSize({ width, height: sheetMax });
  await page.emulateMedia({ colorScheme: 'light' });
  await show(page, pictures);
  hear('light', await inspect(page, 'all'));
  await page.evaluate(
    "document.querySelectorAll('details').forEach((node) => { node.open = true; })",
  );
  hear('light', await inspect(page, 'all'));
  if (keeps(`${size}-light`)) await keepSheets(page, pictures, `${size}-light`);
  await page.emulateMedia({ colorScheme: 'dark' });
  hear('dark', await inspect(page, 'ink'));
  if (keeps(`${size}-dark`)) await keepSheets(page, pictures, `${size}-dark`);
  if (size === 'phone') await keepIndex(page, pictures);
  return found;
}

/** What would be complained of if the page were broken like this. */
export function complaintsWith(
  browser: Browser,
  pictures: readonly Picture[],
  style: string,
  program: string,
): Promise<readonly string[]> {
  return onThePage(browser, async (page) => {
    await show(page, pictures);
    await page.evaluate(
      "document.head.append(Object.assign(document.createElement('style'), { textContent: " +
        `${JSON.stringify(style)} })); ${program}`,
    );
    return named(await inspect(page, 'all'), pictures);
  });
}

async function onThePage<T>(browser: Browser, look: (page: Page) => Promise<T>): Promise<T> {
  const slack = await startSlack({
    port: 0,
    workspace: playgroundWorkspace(),
    requestUrl: 'http://127.0.0.1:9/',
    signingSecret: 'shh',
    botToken: 'xoxb-playground',
  });
  const page = await browser.newPage({
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  // Dates are said as seen on that day: pictures of one state are the same on every other.
  await page.clock.setFixedTime(noon + 8 * 60 * minute);
  try {
    await page.goto(`${slack.url}/_page/gallery.html`);
    return await look(page);
  } finally {
    await page.close();
    await slack.close();
  }
}

async function show(page: Page, pictures: readonly Picture[]): Promise<void> {
  await inPage(
    page,
    "(pictures) => import('/_page/gallery.ts').then(({ showPictures }) => showPictures(pictures))",
    pictures,
  );
}

function inspect(page: Page, of: 'all' | 'ink'): Promise<unknown> {
  return inPage(
    page,
    "(of) => import('/_page/inspect.ts').then(({ complaints }) => complaints(of))",
    of,
  );
}

/** Functions of the page are given as text: here nobody knows a document. */
function inPage(page: Page, program: string, value?: unknown): Promise<unknown> {
  return page.evaluate(`(${program})(${JSON.stringify(value) ?? ''})`);
}

function named(faults: unknown, pictures: readonly Picture[]): readonly string[] {
  if (!Array.isArray(faults)) throw new Error(`the page answered ${JSON.stringify(faults)}`);
  return faults.map(String).map((fault) =>
    fault.replace(/^p\d+/, (id) => {
      const picture = pictures.find((one) => one.id === id);
      return `${id} ${picture?.kind ?? ''} (${picture?.states[0] ?? ''}, ${picture?.form ?? ''})`;
    }),
  );
}

function prepare(): void {
  rmSync(galleryDir, { recursive: true, force: true });
  mkdirSync(galleryDir, { recursive: true });
}

/** One picture file for as many messages of a kind as fit on it. */
async function keepSheets(page: Page, pictures: readonly Picture[], look: string): Promise<void> {
  const boxes = (await page.evaluate(
    `[...document.querySelectorAll('.picture-of')].map((node) => {
      const { x, y, width, height } = node.getBoundingClientRect();
      return { x, y: y + scrollY, width, height };
    })`,
  )) as readonly Box[];
  await page.bringToFront();
  const devtools = await page.context().newCDPSession(page);
  // Only what is on the screen is painted, and nothing is done to the page first: it is tall, and
  // whatever touches all of it takes long.
  for (const { name, clip } of sheetsOf(pictures, boxes)) {
    await page.evaluate(`scrollTo(0, ${clip.y})`);
    const { data } = await devtools.send('Page.captureScreenshot', {
      format: 'png',
      optimizeForSpeed: true,
      clip: { ...clip, scale: 1 },
    });
    writeFileSync(
      join(galleryDir, `${name.replaceAll(' ', '-')}-${look}.png`),
      Buffer.from(data, 'base64'),
    );
  }
}

type Box = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

function sheetsOf(
  pictures: readonly Picture[],
  boxes: readonly Box[],
): readonly { readonly name: string; readonly clip: Box }[] {
  const sheets: {
    kind: string;
    number: number;
    clip: { x: number; y: number; width: number; height: number };
  }[] = [];
  pictures.forEach(({ kind }, i) => {
    const box = boxes[i];
    const last = sheets.at(-1);
    if (!box) return;
    if (last?.kind === kind && last.clip.height + box.height <= sheetMax)
      last.clip.height += box.height;
    else sheets.push({ kind, number: last?.kind === kind ? last.number + 1 : 1, clip: { ...box } });
  });
  return sheets.map(({ kind, number, clip }) => ({ name: `${kind}-${number}`, clip }));
}

/**
 * A page of its own, without program or server: every message with its fallback line, in the
 * reader's own colours.
 */
async function keepIndex(page: Page, pictures: readonly Picture[]): Promise<void> {
  const lamp = readFileSync(join(pageDir, 'lamp.svg'));
  const drawn = String(await page.evaluate("document.getElementById('app').innerHTML")).replaceAll(
    ' src="/_page/lamp.svg"',
    ` src="data:image/svg+xml;base64,${lamp.toString('base64')}"`,
  );
  const style = ['frame', 'message', 'block', 'form', 'gallery']
    .map((name) => readFileSync(join(pageDir, `${name}.css`), 'utf8'))
    .join('\n');
  const kinds = [
    ...new Map(pictures.toReversed().map(({ kind, id }) => [kind, id] as const)),
  ].toReversed();
  const contents = kinds.map(([kind, id]) => `<a href="#${id}">${kind}</a>`).join(' · ');
  writeFileSync(
    join(galleryDir, 'index.html'),
    '<!doctype html><html lang="en"><meta charset="utf-8">' +
      '<meta name="viewport" content="width=device-width, initial-scale=1">' +
      `<title>Every message</title><style>${style}</style>` +
      `<p style="margin: 16px 12px">${contents}</p><main id="app">${drawn}</main></html>\n`,
  );
}
