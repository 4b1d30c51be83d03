import type { Ledger } from '../ports.ts';
import type { Release } from '../release/release.ts';
import type { Story } from '../views/story.ts';
import type { Shop } from './shop.ts';

/** How many of a service's releases are searched for those of one build. */
export const searched = 50;

/** Gathers what the messages of a release (or of a build nobody started yet) are drawn from. */
export async function storyOf(shop: Shop, key: string): Promise<Story | null> {
  const { ledger, clock } = shop.ports;
  const [word, service, version] = key.split(/[:@]/);
  const now = clock.now();
  if (word === 'build' && service !== undefined && version !== undefined) {
    const build = await ledger.build(service, version);
    const line = await ledger.line(service);
    return build && { line, service: shop.face(service), build, prerelease: null, release: null, history: [], now };
  }
  const found = await ledger.release(key);
  if (!found) return null;
  const { prerelease, release } = await pairOf(ledger, found);
  const line = await ledger.line(found.service);
  const pair = [prerelease, release].filter((one) => one !== null);
  const measured = await Promise.all(pair.map((one) => ledger.readings(one.id, one.at)));
  const history = measured.flat().sort((a, b) => a.at - b.at);
  return { line, service: shop.face(found.service), build: found.build, prerelease, release, history, now };
}

/** A release that carries one pre-release goes on in its thread: the two are one story. */
async function pairOf(ledger: Ledger, found: Release): Promise<{ prerelease: Release | null; release: Release | null }> {
  if (found.kind === 'release') {
    const carried = found.carries[0];
    return { prerelease: carried === undefined ? null : await ledger.release(carried), release: found };
  }
  const all = await ledger.history(found.service, searched);
  return { prerelease: found, release: all.find((release) => release.carries.includes(found.id)) ?? null };
}
