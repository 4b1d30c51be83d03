import { readdirSync, statSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Picture } from '../../playground/page/picture.ts';
import { complaintsWith, drawGallery, galleryDir } from '../gallery/draw.ts';
import { allPictures } from '../gallery/pictures.ts';
import { hasChromium, openChromium } from './chromium.ts';

const slow = 240_000;

describe.skipIf(!hasChromium)('every message in every state', () => {
  let browser: Browser;
  let pictures: readonly Picture[];

  beforeAll(async () => {
    [browser, pictures] = await Promise.all([openChromium(), allPictures()]);
  }, slow);

  afterAll(() => browser?.close());

  it(
    'can be read on a desktop and on a phone, in light and dark',
    async () => {
      expect(pictures.length).toBeGreaterThan(100);
      // All four looks are looked at; painting is what takes long, so that only `npm run gallery`
      // keeps them.
      expect(await drawGallery(browser, pictures, () => false)).toEqual([]);
    },
    slow,
  );

  it(
    'is kept as a picture where somebody wants to look',
    async () => {
      expect(
        await drawGallery(
          browser,
          pictures.filter(({ kind }) => kind === 'card').slice(0, 2),
          (look) => look === 'phone-dark',
        ),
      ).toEqual([]);
      expect(readdirSync(galleryDir)).toEqual(['card-1-phone-dark.png', 'index.html']);
      expect(statSync(`${galleryDir}card-1-phone-dark.png`).size).toBeGreaterThan(10_000);
    },
    slow,
  );

  it(
    'is looked at by something that is content with a good message',
    async () => {
      expect(
        await complaintsWith(
          browser,
          pictures.filter(({ kind }) => kind === 'card').slice(0, 1),
          '',
          '',
        ),
      ).toEqual([]);
    },
    slow,
  );

  it.each([
    ['wider than its column', '.blocks .header { width: 1200px; }'],
    ['cut', '.blocks .header { overflow: hidden; white-space: nowrap; width: 40px; }'],
    ['lies over', '.blocks > * { margin-top: -30px; }'],
    ['too faint', '.context { color: #ccc; }'],
    [
      'without a name',
      '',
      "document.querySelectorAll('.press').forEach((node) => { node.textContent = ''; " +
        "node.removeAttribute('aria-label'); })",
    ],
  ])(
    'is looked at by something that notices what is "%s"',
    async (fault, style, program = '') => {
      const [first] = pictures.filter(({ kind }) => kind === 'card');
      const found = await complaintsWith(browser, first ? [first] : [], style, program);
      expect(found.filter((one) => one.includes(fault)).length).toBeGreaterThan(0);
    },
    slow,
  );
});
