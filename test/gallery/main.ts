import { hasChromium, openChromium } from '../browser/chromium.ts';
import { drawGallery, galleryDir } from './draw.ts';
import { allPictures } from './pictures.ts';

if (!hasChromium) process.exit(1);
const browser = await openChromium();
const found = await drawGallery(browser, await allPictures());
await browser.close();
console.log(`${galleryDir}index.html`);
for (const fault of found) console.log(fault);
process.exitCode = found.length > 0 ? 1 : 0;
