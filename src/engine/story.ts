import type { Ledger } from '../ports.ts';
import type { Build } from '../release/build.ts';
import type { Changelog } from '../release/changelog.ts';
import { isOpen, type Release } from '../release/release.ts';
import type { Story } from '../views/story.ts';
import type { Shop } from './shop.ts';

/** How many of a service's releases are searched for those of one build. */
const searched = 50;

/** All that became of a build, oldest first: what is drawn in its thread. Before anybody starts it, it is a story of its own. */
export async function storiesOf(shop: Shop, key: string): Promise<readonly Story[]> {
  const { ledger, clock } = shop.ports;
  const [, service, version] = key.split(/[:@]/);
  if (service === undefined || version === undefined) return [];
  const ofBuild = (await ledger.history(service, searched)).filter(({ build }) => build.version === version).toReversed();
  const carried = new Set(ofBuild.flatMap(({ carries }) => carries));
  const pairs = ofBuild.filter(({ id }) => !carried.has(id));
  if (pairs.length > 0) return Promise.all(pairs.map((found) => tell(shop, found)));
  const build = await ledger.build(service, version);
  const line = await ledger.line(service);
  if (!build) return [];
  const changelog = await storedChanges(ledger, line.live, build);
  return [{ line, service: shop.face(service), build, prerelease: null, release: null, history: [], changelog, unread: null, tickets: [], ...(await errorsOf(ledger, build)), now: clock.now() }];
}

/** Gathers what the messages of a release are drawn from. */
export async function storyOf(shop: Shop, key: string): Promise<Story | null> {
  const found = await shop.ports.ledger.release(key);
  return found && tell(shop, found);
}

async function tell(shop: Shop, found: Release): Promise<Story> {
  const { ledger, clock } = shop.ports;
  const now = clock.now();
  const { prerelease, release, goesWith } = await pairOf(ledger, found);
  const line = await ledger.line(found.service);
  const pair = [prerelease, release].filter((one) => one !== null);
  const measured = await Promise.all(pair.map(async ({ id, at }) => (await ledger.readings(id, at)).map((entry) => ({ ...entry, release: id }))));
  const history = measured.flat().sort((a, b) => a.at - b.at);
  const tickets = (await Promise.all(pair.map(({ id }) => ledger.ticketWork(id)))).flat();
  const changelog = await storedChanges(ledger, (release ?? found).target, found.build);
  return { line, service: shop.face(found.service), build: found.build, prerelease, release, history, changelog, unread: null, tickets, ...(await errorsOf(ledger, found.build)), now, ...(goesWith ? { goesWith } : {}), ...(await alongWith(ledger, release)) };
}

/** Only what was read before: nobody who draws a page waits for git. */
async function storedChanges(ledger: Ledger, from: Build | null, to: Build): Promise<Changelog | null> {
  return from && from.version !== to.version ? ledger.changelog(to.service, from.version, to.version) : null;
}

/** The errors of a build, and what was said of such errors. Most builds have none. */
async function errorsOf(ledger: Ledger, { service, version }: Build): Promise<Pick<Story, 'errors' | 'known'>> {
  const errors = await ledger.errors(service, version);
  return { errors, known: errors.length === 0 ? [] : await ledger.knownIssues(service) };
}

/** The versions a release carries besides its own. */
async function alongWith(ledger: Ledger, release: Release | null): Promise<Pick<Story, 'along'>> {
  const others = await Promise.all((release?.carries.slice(1) ?? []).map((id) => ledger.release(id)));
  const along = others.flatMap((other) => (other ? [other.build.version] : []));
  return along.length > 0 ? { along } : {};
}

/** A release goes on in the thread of the pre-release it comes from: the two are one story. Others it carries keep their own, and say with what they go out. */
async function pairOf(ledger: Ledger, found: Release): Promise<{ prerelease: Release | null; release: Release | null; goesWith: Release | null }> {
  if (found.kind === 'release') {
    const [first] = found.carries;
    return { prerelease: first === undefined ? null : await ledger.release(first), release: found, goesWith: null };
  }
  const all = await ledger.history(found.service, searched);
  const carrier = all.find((release) => release.carries.includes(found.id)) ?? null;
  const goes = carrier !== null && (isOpen(carrier) || carrier.phase.kind === 'live');
  return carrier?.carries[0] === found.id ? { prerelease: found, release: carrier, goesWith: null } : { prerelease: found, release: null, goesWith: goes ? carrier : null };
}
