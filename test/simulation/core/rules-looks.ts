import type { Release } from '../../../src/release/state/release.ts';
import type { Server } from '../../../src/release/state/servers.ts';
import type { Book, Told } from './book.ts';

/** What whole numbers and even parts may make of a share. */
const near = 0.01;

/** What may follow from one look at the fleet, judged by what that look showed and nothing else. */
export function checkFleet(book: Book, told: Told): void {
  const { event, release, decision } = told;
  if (event.kind !== 'observed' || !release) return;
  remember(book, told, event.servers);
  if (decision.kind !== 'moved' || !decision.release) return;
  const after = decision.release;
  checkUnsure(book, release, after, event.servers);
  if (release.kind === 'prerelease') return;
  if (release.plan.ways.moves === 'traffic') checkCounted(book, release, after, event.servers);
  if (after.phase.kind === 'announcing') checkWhole(book, release, event.servers);
}

/** Whether a server is the release's own, as a look shows it. */
export function isMine({ id, build }: Release, one: Pick<Server, 'release' | 'version'>): boolean {
  return one.release === id && one.version === build.version;
}

/** Whether it is one that the release stands against. */
export function isTheirs(release: Release, one: Pick<Server, 'release' | 'version'>): boolean {
  if (isMine(release, one)) return false;
  return one.version === release.target?.version || release.carries.includes(one.release);
}

/** Whether a look shows something of either side that may be anything. */
export function isUnsureLook(release: Release, servers: readonly Server[]): boolean {
  // What nobody sees of bad servers holds up no way back, until they are to go.
  const counts = release.kind !== 'return' || release.phase.kind === 'retiring';
  return servers.some(
    (one) =>
      one.state === 'unknown' && (isMine(release, one) || (counts && isTheirs(release, one))),
  );
}

/** A release takes no phase by a look in which a server may be anything. */
function checkUnsure(
  book: Book,
  release: Release,
  after: Release,
  servers: readonly Server[],
): void {
  const { id, kind, phase } = release;
  const order = ['launching', 'verifying', 'migrating', 'watching', 'swapping', 'retiring'];
  const [from, to] = [order.indexOf(phase.kind), order.indexOf(after.phase.kind)];
  const goesOn = to > from || (phase.kind === 'retiring' && after.phase.kind === 'announcing');
  const isForward = kind !== 'prerelease' && from >= 0 && goesOn;
  if (isForward && isUnsureLook(release, servers))
    book.broken('unsure', `${id} goes from ${phase.kind} to ${after.phase.kind} by half a look`);
}

/** The most servers of the old side that a look showed open, until old ones go. */
function remember(book: Book, { release }: Told, servers: readonly Server[]): void {
  const shadow = release && book.of(release.id);
  if (!shadow || release.kind !== 'release' || release.phase.kind === 'retiring') return;
  const open = servers.filter(
    (one) => one.version === release.target?.version && one.joined && one.admits,
  );
  const ready = open.filter(
    ({ state, release: by }) => state === 'ready' && !isCarried(release, by),
  );
  shadow.most = Math.max(shadow.most, ready.length);
}

function isCarried({ carries }: Release, by: string): boolean {
  return carries.includes(by);
}

/** A fleet that grew while a release moved does not shrink with it. */
function checkWhole(book: Book, release: Release, servers: readonly Server[]): void {
  const shadow = book.of(release.id);
  const own = servers.filter((one) => isMine(release, one) && one.state === 'ready').length;
  if (shadow && own < shadow.most)
    book.broken('capacity', `${release.id} goes live with ${own} servers of ${shadow.most}`);
}

/** A share that was asked for counts when a look shows it, and old servers carry theirs still. */
function checkCounted(
  book: Book,
  release: Release,
  after: Release,
  servers: readonly Server[],
): void {
  const { phase, plan } = release;
  const shares = servers.filter((one) => isMine(release, one)).map(({ share }) => share);
  const gets = shares.reduce<number>((sum, share) => sum + (share ?? 0), 0);
  const say = (text: string) =>
    book.broken('read back', `${release.id} ${text}, and a look shows it ${gets}`);
  if (phase.kind === 'verifying' && after.phase.kind === 'migrating' && gets < near / 2)
    say('is verified');
  const counts =
    phase.kind === 'migrating' &&
    after.phase.kind === 'migrating' &&
    phase.movedAt === null &&
    after.phase.movedAt !== null;
  if (!counts) return;
  const isHome = (one: Server) => isTheirs(release, one) && !isCarried(release, one.release);
  const home = servers.filter((one) => isHome(one) && one.state !== 'leaving');
  const asked = (release.move?.batches ?? plan.batches)[phase.batch] ?? 1;
  // A way back that has more keeps it.
  const lacks = asked - gets;
  const isOff = release.kind === 'return' ? lacks : Math.abs(lacks);
  if (home.length > 0 && isOff > near + plan.ways.least) say(`counts a batch of ${asked}`);
  const isIdle = ({ state, share }: Server) => state === 'ready' && share === 0;
  if (release.kind === 'release' && asked < 1 && home.some(isIdle))
    say(`counts a batch of ${asked} while an old server carries nothing`);
}
