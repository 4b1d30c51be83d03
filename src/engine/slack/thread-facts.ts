import { ofService } from '../../service/service.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Build, RegisteredBuild } from '../../release/state/build.ts';
import type { Changelog } from '../../changes/changelog.ts';
import { whoDidWhat } from './who-did-what.ts';
import { moveOf } from '../../release/migration/move.ts';
import { blockedElsewhere } from '../../release/state/line.ts';
import { siblingsOf } from '../../release/state/line-name.ts';
import { hasOwnThread } from '../../release/start/released-with.ts';
import type { Release } from '../../release/state/release.ts';
import type { ThreadFacts } from '../../views/thread-facts.ts';
import type { WorkerContext } from '../worker-context.ts';
import { buildKey, readKey } from '../../release/state/keys.ts';

/** How many of a service's releases are searched for those of one build. */
const searched = 50;

/** So many looks are drawn from: far more than a chart has points, far fewer than three days. */
const readingsDrawn = 200;

/**
 * All that became of a build, oldest first: what is drawn in its thread. Before anybody starts it,
 * it is a story of its own. A release with its own thread is one story there.
 */
export async function threadsOf(
  context: WorkerContext,
  key: string,
): Promise<readonly ThreadFacts[]> {
  const { ledger, clock } = context.ports;
  const about = readKey(key);
  if (about?.kind !== 'build') return [(await threadFactsOf(context, key)) ?? []].flat();
  const { service, version } = about;
  const ofBuild = (await ledger.history(service, searched))
    .filter((release) => release.build.version === version && !hasOwnThread(release))
    .toReversed();
  const carried = new Set(ofBuild.flatMap(({ carries }) => carries));
  const pairs = ofBuild.filter(({ id }) => !carried.has(id));
  if (pairs.length > 0) return Promise.all(pairs.map((found) => tell(context, found)));
  const build = await ledger.build(service, version);
  const line = await ledger.line(service);
  if (!build) return [];
  const siblings = siblingsOf(service, Object.keys(context.services));
  const others = await Promise.all(siblings.map((name) => ledger.line(name)));
  const changelog = await storedChanges(ledger, line.live, build);
  return [
    {
      line,
      service: ofService(context.services, service),
      build,
      prerelease: null,
      release: null,
      history: [],
      changelog,
      unread: null,
      tickets: [],
      ...(await errorsOf(ledger, build)),
      elsewhere: blockedElsewhere(others, build),
      now: clock.now(),
    },
  ];
}

/** Gathers what the messages of a release are drawn from. */
export async function threadFactsOf(
  context: WorkerContext,
  key: string,
): Promise<ThreadFacts | null> {
  const found = await context.ports.ledger.release(key);
  return found && tell(context, found);
}

async function tell(context: WorkerContext, found: Release): Promise<ThreadFacts> {
  const { ledger, clock } = context.ports;
  const now = clock.now();
  const { prerelease, release, carrier } = await pairOf(ledger, found);
  const line = await ledger.line(found.service);
  const pair = [prerelease, release].filter((one) => one !== null);
  const measured = await Promise.all(
    pair.map(async (one) =>
      (await ledger.readings(one.id, drawnFrom(one))).map((entry) => ({
        ...entry,
        release: one.id,
      })),
    ),
  );
  const history = measured.flat().sort((a, b) => a.at - b.at);
  const tickets = (await Promise.all(pair.map(({ id }) => ledger.ticketWork(id)))).flat();
  const changelog = await storedChanges(ledger, (release ?? found).target, found.build);
  return {
    line,
    service: ofService(context.services, found.service),
    build: found.build,
    prerelease,
    release,
    history,
    changelog,
    unread: null,
    tickets,
    ...(await errorsOf(ledger, found.build)),
    ...(await whoDidWhat(ledger, pair)),
    now,
    ...(carrier && prerelease ? { goesWith: await goesWith(context, carrier, prerelease) } : {}),
    ...(release && hasOwnThread(release) ? { carries: await carriedBy(context, release) } : {}),
  };
}

/** Charts show the whole time in a few points; the table shows how each batch ended. */
function drawnFrom(release: Release) {
  const upTo = moveOf(release).done.map(({ until }) => until);
  return { since: release.at, most: readingsDrawn, upTo };
}

/** Only what was read before: nobody who draws a page waits for git. */
async function storedChanges(
  ledger: Ledger,
  from: Build | null,
  to: RegisteredBuild,
): Promise<Changelog | null> {
  return from && from.version !== to.version
    ? ledger.changelog(to.service, from.version, to.version)
    : null;
}

/** The errors of a build, and what was said of such errors. Most builds have none. */
async function errorsOf(
  ledger: Ledger,
  { service, version }: RegisteredBuild,
): Promise<Pick<ThreadFacts, 'errors' | 'known'>> {
  const errors = await ledger.errors(service, version);
  return { errors, known: errors.length === 0 ? [] : await ledger.knownIssues(service) };
}

/**
 * A release goes on in the thread of the pre-release it comes from: the two are one story. One that
 * carries several is a story of its own, and each of theirs says where it goes on.
 */
async function pairOf(
  ledger: Ledger,
  found: Release,
): Promise<{ prerelease: Release | null; release: Release | null; carrier: Release | null }> {
  if (found.kind === 'release' && hasOwnThread(found))
    return { prerelease: null, release: found, carrier: null };
  const [first] = found.carries;
  const prerelease =
    found.kind === 'prerelease' ? found : first === undefined ? null : await ledger.release(first);
  const latest =
    (await ledger.history(found.service, searched)).find(
      (release) => prerelease !== null && release.carries.includes(prerelease.id),
    ) ?? null;
  const carrier = latest && hasOwnThread(latest) ? latest : null;
  return {
    prerelease,
    release: found.kind !== 'prerelease' ? found : carrier ? null : latest,
    carrier,
  };
}

/** A release with a thread of its own, as one of those it carries tells of it. */
async function goesWith(
  context: WorkerContext,
  release: Release,
  { id }: Release,
): Promise<NonNullable<ThreadFacts['goesWith']>> {
  const all = await Promise.all(release.carries.map((one) => context.ports.ledger.release(one)));
  return {
    release,
    others: all.flatMap((one) => (one && one.id !== id ? [one.build.version] : [])),
    thread: await wayTo(context, release.id),
  };
}

/** Every pre-release that goes out with it, and the way to its thread. */
async function carriedBy(
  context: WorkerContext,
  release: Release,
): Promise<NonNullable<ThreadFacts['carries']>> {
  const all = await Promise.all(release.carries.map((id) => context.ports.ledger.release(id)));
  return Promise.all(
    all
      .filter((one) => one !== null)
      .map(async ({ build, at }) => ({
        version: build.version,
        at,
        url: (await wayTo(context, buildKey(build)))?.url ?? null,
      })),
  );
}

/** The address of the card at the top of a thread; null before it is posted. */
async function wayTo(
  { ports: { ledger }, reporting }: WorkerContext,
  key: string,
): Promise<{ readonly url: string | null } | null> {
  const card = (await ledger.messages(key)).find(({ kind }) => kind === 'card');
  return card && card.ts !== null
    ? { url: reporting?.link({ channel: card.channel, ts: card.ts }) ?? null }
    : null;
}
