import { hasChromium, openChromium } from '../browser/chromium.ts';
import { gallery } from '../views/gallery.ts';
import { drawGallery, galleryDir } from './draw.ts';
import { picturesOf } from './pictures.ts';

if (!hasChromium) process.exit(1);
const browser = await openChromium();
const found = await drawGallery(browser, picturesOf(gallery));
await browser.close();
console.log(`${galleryDir}index.html`);
for (const fault of found) console.log(fault);
process.exitCode = found.length > 0 ? 1 : 0;
