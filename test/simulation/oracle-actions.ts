import type { Build } from '../../src/release/state/build.ts';
import { lateWindowMs, timing } from '../../src/time/timing.ts';
import { type Box, isLeaving } from './cloud.ts';
import type { Call, Known, Oracle } from './oracle.ts';

/** A call decided just before a rollback was recorded may still be on its way for so long. */
const onItsWayMs = timing.actWithinMs + timing.marginMs;
/** What a look cannot have shown yet is nobody's fault, until whatever went by it has arrived. */
const unseenMs = lateWindowMs(timing) + timing.marginMs;

/** What must hold of every call that changes the world. */
export const checkAction = { issued, performed, launched };

function issued(oracle: Oracle, call: Call): void {
  const { claim, kind } = call;
  if (!claim) return;
  if (claim.fence < oracle.newest(claim))
    oracle.broken(
      4,
      `${call.replica} calls ${kind} with fence ${claim.fence} for ${claim.key}, ` +
        `${oracle.newest(claim)} was lent since`,
    );
  const age = oracle.lookAge(claim);
  if (age > onItsWayMs)
    oracle.broken(18, `${call.replica} begins ${kind} for ${claim.key} by a look of ${age} ms ago`);
  const hasAsked = oracle.hasAsked(claim);
  const one = oracle.known.get(claim.key);
  if (!one) return;
  if (!hasAsked)
    oracle.broken(9, `${call.replica} calls ${kind} for ${claim.key} without asking for this call`);
  if (one.endedAt !== null && oracle.now() - one.endedAt > onItsWayMs)
    oracle.broken(9, `${kind} for ${claim.key}, which ended`);
  if (one.turnedAt === null) return;
  if (isForward(oracle, one, call)) {
    if (oracle.now() - one.turnedAt > onItsWayMs)
      oracle.broken(
        9,
        `${kind} ${call.ids.join(',')} for ${claim.key} after its rollback was recorded`,
      );
  } else if (kind !== 'swap') one.firstWayBack ??= oracle.now();
}

function isForward(oracle: Oracle, { release }: Known, { kind, ids, build }: Call): boolean {
  const mine = oracle.world.cloud.boxes.filter(
    (box) =>
      ids.includes(box.id) &&
      (box.version === release.build.version || release.carries.includes(box.release)),
  );
  switch (kind) {
    case 'launch':
    case 'prepare':
    case 'swap':
      return build?.version === release.build.version;
    case 'admit':
      return mine.length > 0;
    case 'close':
    case 'migrate':
    case 'retire':
    case 'unprotect': {
      const alive = (box: Box) => ids.includes(box.id) && !isLeaving(box);
      return mine.filter(alive).length < oracle.world.cloud.boxes.filter(alive).length;
    }
    default:
      return false;
  }
}

type Before = {
  readonly before: readonly Box[];
  readonly open: readonly Box[];
  readonly cut: readonly Box[];
};

function performed(oracle: Oracle, call: Call, { before, open, cut }: Before): void {
  const one = oracle.known.get(call.claim?.key ?? '');
  if (!one) return;
  const { cloud, plan } = oracle.world;
  if (call.kind === 'retire') {
    if (lowers(oracle, before, cloud.serving()))
      oracle.broken(
        1,
        `retire ${call.ids.join(',')} leaves ${counted(oracle, cloud.serving())} servers of ` +
          `${floorOf(oracle)}`,
      );
    for (const box of cut) checkRetired(oracle, one, box, plan.retireGraceMs);
  }
  if (call.kind === 'close' && lowers(oracle, open, cloud.open()))
    oracle.broken(
      1,
      `close ${call.ids.join(',')} leaves ${counted(oracle, cloud.open())} open servers ` +
        `of ${floorOf(oracle)} (${cloud.there().map(described).join(', ')})`,
    );
}

/** How many servers there were when the release that moves began; canaries never count. */
function floorOf(oracle: Oracle): number {
  return movingIn(oracle)?.capacity ?? 0;
}

function described({ id, version, state, admits }: Box): string {
  return `${id} ${version} ${state}${admits ? '' : ' closed'}`;
}

function movingIn({ known }: Oracle) {
  return [...known.values()].find(
    ({ release, endedAt }) => release.kind !== 'prerelease' && endedAt === null,
  )?.release;
}

function counted(oracle: Oracle, boxes: readonly Box[]): number {
  const fell = oracle.world.cloud.boxes.filter(
    (box) =>
      !boxes.includes(box) &&
      box.state !== 'leaving' &&
      box.joined &&
      oracle.now() - box.changedAt <= unseenMs &&
      box.changedAt > 0 &&
      box.state !== 'ready' &&
      box.state !== 'starting',
  );
  return [...boxes, ...fell].filter((box) => !isCanary(oracle, box)).length;
}

function isCanary(oracle: Oracle, box: Box): boolean {
  return (
    oracle.known.get(box.release)?.release.kind === 'prerelease' &&
    box.version !== movingIn(oracle)?.target?.version
  );
}

function lowers(oracle: Oracle, before: readonly Box[], after: readonly Box[]): boolean {
  const floor = floorOf(oracle);
  const count = counted(oracle, after);
  return count < floor && count < before.filter((box) => !isCanary(oracle, box)).length;
}

function checkRetired(oracle: Oracle, one: Known, box: Box, graceMs: number): void {
  const { release } = one;
  const name = `${box.id} (${box.version}) for ${release.id}`;
  const own = box.release === release.id && box.version === release.build.version;
  const carried = release.carries.includes(box.release);
  const old = box.version === release.target?.version && release.kind !== 'prerelease';
  if (one.turnedAt === null ? !(old || carried) : !(own || carried))
    oracle.broken(3, `retire of ${name}, which no plan names`);
  if (box.bareSince === null || oracle.now() - box.bareSince < graceMs - 1_000)
    oracle.broken(
      3,
      `retire of ${name} less than ${graceMs} ms after its protection was taken off`,
    );
  if (box.users > 0) oracle.broken(1, `retire of ${name} with ${box.users} users on it`);
}

function launched(oracle: Oracle, release: string, build: Build, made: readonly Box[]): void {
  const one = oracle.known.get(release);
  const { cloud, plan } = oracle.world;
  if (!one)
    return oracle.broken(16, `launch of ${build.version} for ${release}, which is not recorded`);
  if (one.release.phase.kind === 'queued')
    oracle.broken(5, `launch of ${build.version} for ${release}, which is in line`);
  const since = one.turnedAt === null ? null : oracle.now() - one.turnedAt;
  // One that left before the rollback was recorded arrives all the same.
  const images = [
    ...(since === null || since <= 2 * onItsWayMs ? [one.release.build.image] : []),
    ...(since === null ? [] : [one.release.target?.image]),
  ];
  const wanted = one.release.kind === 'prerelease' ? plan.servers : one.release.capacity;
  const alive = cloud.boxes.filter(
    (box) =>
      box.release === release &&
      box.version === build.version &&
      (box.state === 'starting' || box.state === 'ready'),
  );
  if (alive.length > wanted)
    oracle.broken(
      2,
      `${alive.length} servers of ${build.version} launched for ${release}, ${wanted} wanted`,
    );
  if (!images.includes(build.image)) oracle.broken(8, `launch of ${build.image} for ${release}`);
  if (one.killed && one.release.kind === 'prerelease')
    oracle.broken(
      18,
      `launch of ${made.map(({ id }) => id).join(',')} for ${release}, whose canary a person ` +
        'took away',
    );
}
