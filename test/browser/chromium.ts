import { accessSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const path = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/**
 * Whether there is a browser to look with; where there is none it is said loudly, and in CI nothing
 * is left out.
 */
export const hasChromium = found();

/**
 * Opens the browser that this machine's own packages brought, with nothing going to the network by
 * itself.
 */
export function openChromium(): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({
    executablePath: path,
    headless: true,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      ...quiet,
    ],
  });
}

function found(): boolean {
  try {
    accessSync(path);
    return true;
  } catch (cause) {
    if (process.env['CI'] === 'true')
      throw new Error(`There is no browser at ${path}, and in CI nothing is left out`, { cause });
    console.warn(
      'LEFT OUT: the playground in a browser; install chromium (apt-get install chromium) ' +
        `or set CHROMIUM, looked at ${path}`,
    );
    return false;
  }
}
