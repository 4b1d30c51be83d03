import { hasChromium, openChromium } from '../browser/chromium.ts';
import { drawGallery, galleryDir } from './draw.ts';
import { allPictures } from './pictures.ts';
import { wantsHelp } from '../../src/process/wants-help.ts';

if (wantsHelp(process.argv.slice(2))) {
  console.log(`Draws every message in every state, for desktop and phone, into artefacts/gallery/.

  npm run gallery [-- <kind> …]   only messages of these kinds
`);
  process.exit(0);
}

if (!hasChromium) process.exit(1);
// Kinds named on the command line are drawn alone: `node test/gallery/main.ts card soak`.
const kinds = process.argv.slice(2);
const all = await allPictures();
const pictures = all.filter(({ kind }) => kinds.length === 0 || kinds.includes(kind));
if (pictures.length === 0)
  throw new Error(
    `no message is of that kind; there are ${[...new Set(all.map(({ kind }) => kind))].join(', ')}`,
  );
const browser = await openChromium();
const found = await drawGallery(browser, pictures);
await browser.close();
console.log(`${galleryDir}index.html`);
for (const fault of found) console.log(fault);
process.exitCode = found.length > 0 ? 1 : 0;
