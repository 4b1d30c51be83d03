import { isOpen, type Release } from '../../src/release/state/release.ts';
import type { Decided, Known, Oracle } from './oracle.ts';
import { checkAsked } from './oracle-asked.ts';
import { heardOf, noPages } from './oracle-pages.ts';
import { checkSeveral } from './oracle-several.ts';
import { checkShares } from './oracle-shares.ts';
import { service } from './world.ts';
import { becauseWords } from '../../src/texts/because-words.ts';

/** Clocks of looks and of records differ by what a call takes. */
const slackMs = 15_000;

type Moved = Extract<Decided['decision'], { readonly kind: 'moved' }>;

/** What must hold of every decision, at the moment it is recorded. */
export function checkDecision(oracle: Oracle, told: Decided): void {
  const { about, event, decision } = told;
  if (about.delivery !== undefined) countOnce(oracle, about.delivery);
  if (decision.kind === 'refused') return;
  if (about.claim && about.claim.fence < oracle.newest(about.claim))
    oracle.broken(
      4,
      `${event.kind} recorded with fence ${about.claim.fence} for ${about.claim.key}, ` +
        `${oracle.newest(about.claim)} was lent since`,
    );
  if (decision.release) learn(oracle, decision.release, told);
  const look = oracle.known.get(about.release ?? '')?.looks.at(-1);
  if (look && event.kind === 'measured') look.told = true;
  heardOf(oracle, told);
  oracle.jobs.decided(told);
  oracle.singles.decided(told);
  oracle.promised.decided(told);
  oracle.left.decided(told);
  oracle.reminded.decided(told);
  oracle.restless.decided(told);
  checkShares.decided(oracle, told);
  if (decision.kind === 'measured-only') return;
  if ('rev' in event && told.release && event.rev !== told.release.rev)
    oracle.broken(13, `${event.kind} counts, and was a click on an older question`);
  const one = oracle.known.get(decision.release?.id ?? '');
  if (one) one.movedAt = oracle.now();
  const after = decision.release
    ? `${decision.release.id} ${told.release?.phase.kind} → ${decision.release.phase.kind}`
    : '';
  oracle.note(
    `recorded ${event.kind}${'by' in event && event.by ? ` by ${event.by.id}` : ''} ${after}` +
      (decision.born ? ` born ${decision.born.id}` : ''),
  );
  checkSeveral(oracle, told);
  if (decision.born) checkBorn(oracle, told, decision.born);
  if (event.kind === 'observed' && decision.line.live !== told.line.live)
    checkLive(oracle, decision);
  if (decision.release && told.release) checkForward(oracle, told.release, decision.release);
}

function countOnce(oracle: Oracle, delivery: string): void {
  const times = (oracle.decided.get(delivery) ?? 0) + 1;
  oracle.decided.set(delivery, times);
  if (times > 1) oracle.broken(13, `delivery ${delivery} was decided ${times} times`);
}

function learn(oracle: Oracle, release: Release, { release: before }: Decided): void {
  const one = oracle.known.get(release.id);
  if (!one) return;
  one.release = release;
  if (before && before.phase.kind !== 'rolling-back' && release.phase.kind === 'rolling-back') {
    one.turnedAt = oracle.now();
    one.awayWhenTurned = usersOf(oracle, release);
  }
  if (before && isOpen(before) && !isOpen(release)) one.endedAt = oracle.now();
  if (
    before?.phase.kind === 'rolling-back' &&
    isOpen(release) &&
    release.phase.kind !== 'rolling-back'
  )
    oracle.broken(9, `${release.id} left its rollback for ${release.phase.kind}`);
  if (before?.phase.kind === 'stuck' && release.phase.kind === 'launching')
    Object.assign(one, { killed: false });
}

/** Users that are on the servers of a release now; at night the traffic that would come there. */
export function usersOf(oracle: Oracle, release: Release): number {
  const { boxes, steering } = oracle.world.cloud;
  const own = boxes.filter(
    (box) => box.release === release.id && box.version === release.build.version,
  );
  if (steering) return steering.shareOf((id) => own.some((box) => box.id === id));
  return own.reduce((sum, box) => sum + box.users, 0);
}

function checkBorn(oracle: Oracle, told: Decided, born: Release): void {
  const known: Known = {
    release: born,
    bornAt: oracle.now(),
    movedAt: oracle.now(),
    turnedAt: null,
    unread: null,
    endedAt: null,
    firstWayBack: null,
    killed: false,
    looks: [],
    half: null,
    awayWhenTurned: 0,
    late: false,
    homelessAt: 0,
    pages: noPages(),
  };
  oracle.known.set(born.id, known);
  if (born.kind !== 'return' && told.line.lock)
    oracle.broken(5, `${born.id} starts while the line is locked`);
  if (born.kind !== 'return' && told.line.freeze && told.line.freeze.until > told.event.at)
    oracle.broken(5, `${born.id} starts while the line is frozen`);
  for (const other of told.others.concat(told.release ?? [])) {
    if (
      born.kind !== 'prerelease' &&
      other.kind !== 'prerelease' &&
      other.phase.kind !== 'announcing'
    )
      oracle.broken(5, `${born.id} starts while ${other.id} moves`);
    if (
      born.kind !== 'return' &&
      other.phase.kind === 'rolling-back' &&
      other.phase.end === 'rolled-back'
    )
      oracle.broken(5, `${born.id} starts while ${other.id} rolls back`);
  }
  if (born.kind === 'prerelease') return;
  // What a list left out then is counted before its users move.
  if (oracle.now() > oracle.world.cloud.liedUntil() + slackMs)
    checkCapacity(oracle, born, told.line.live?.version);
  if (born.kind === 'return') return checkWayBack(oracle, told, born);
  const pre = told.release;
  if (!pre) return oracle.broken(8, `${born.id} starts out of nothing`);
  if (born.build.image !== pre.build.image || born.plan.hash !== pre.plan.hash)
    oracle.broken(8, `${born.id} is not what was tried`);
  checkApproved(oracle, pre);
  checkAsked(oracle, pre, told.line);
  checkSoaked(oracle, pre);
}

/** As many servers as serve: those that came since as well. */
function checkCapacity(oracle: Oracle, { id, capacity }: Release, live?: string): void {
  const stable = oracle.world.cloud
    .serving()
    .filter((box) => box.version === live && oracle.now() - box.changedAt > slackMs);
  if (stable.length > capacity)
    oracle.broken(1, `${id} brings ${capacity} servers, ${stable.length} serve`);
}

/** A return goes to a build that served everybody, and never to the one just left. */
function checkWayBack(oracle: Oracle, { line }: Decided, born: Release): void {
  const bar = line.blocked.find(({ version }) => version === born.build.version);
  if (bar)
    oracle.broken(9, `${born.id} returns to ${born.build.version}: ${becauseWords(bar.because)}`);
}

/**
 * Counts people and their standing from the directory's own book, not from what Davy read of it.
 */
function checkApproved(oracle: Oracle, pre: Release): void {
  if (pre.plan.automatic) return;
  const { directory } = oracle.world;
  if (pre.plan.signOff.length === 0) oracle.broken(6, `${pre.id} starts, and nobody was asked`);
  for (const { team, approvals } of pre.plan.signOff) {
    const people = new Set(
      pre.approvals
        .filter(
          (given) =>
            given.team === team && oracle.now() - given.at <= pre.plan.approvalTtlMs + slackMs,
        )
        .map((given) => given.by.id),
    );
    for (const owner of [pre.by, ...pre.owners]) people.delete(owner?.id ?? '');
    const entitled = [...people].filter((id) => directory.stoodFor(team, id, slackMs));
    if (entitled.length < approvals)
      oracle.broken(
        6,
        `${pre.id} starts with ${entitled.length} of ${approvals} of ${team} ` +
          `(said yes: ${[...people].join(', ')}; asked by ${pre.by?.id})`,
      );
  }
}

/** The watched and healthy time, from what the sources really answered and Davy learned. */
function checkSoaked(oracle: Oracle, pre: Release): void {
  const looks = (oracle.known.get(pre.id)?.looks ?? []).filter(({ told }) => told);
  const most = 2 * pre.plan.lookEveryMs;
  const watched = looks.reduce(
    (sum, look, index) =>
      sum + (look.good && index > 0 ? Math.min(look.at - looks[index - 1]!.at, most) : 0),
    0,
  );
  if (watched < pre.plan.soakMs - slackMs)
    oracle.broken(11, `${pre.id} soaked ${watched} ms of ${pre.plan.soakMs} in good health`);
  if (oracle.now() - (oracle.known.get(pre.id)?.bornAt ?? 0) < pre.plan.soakMs)
    oracle.broken(12, `${pre.id} went on before its soak could be over`);
}

/** Nothing goes a phase further on anything but fresh health. */
function checkForward(oracle: Oracle, before: Release, after: Release): void {
  if (after.kind !== 'release') return;
  if (before.phase.kind === 'verifying' && after.phase.kind === 'migrating')
    checkCapacity(oracle, after, after.target?.version);
  const [from, to] = [stageOf(before), stageOf(after)];
  if (from === null || to === null || to <= from) return;
  const last = oracle.known.get(after.id)?.looks.at(-1);
  const fresh = last && oracle.now() - last.at <= 4 * after.plan.lookEveryMs + slackMs;
  if (!last?.good || !fresh)
    oracle.broken(
      11,
      `${after.id} goes from ${before.phase.kind} to ${after.phase.kind} without fresh health`,
    );
}

function stageOf({ phase }: Release): number | null {
  const order = ['verifying', 'migrating', 'watching', 'swapping', 'retiring'].indexOf(phase.kind);
  return order < 0 ? null : order * 10 + (phase.kind === 'migrating' ? phase.batch : 0);
}

/** A build is live only when it carries the fleet and nothing of the old one is left behind. */
function checkLive(oracle: Oracle, { line, release }: Moved): void {
  const { cloud } = oracle.world;
  const serving = cloud.boxes.filter(
    (box) =>
      box.version === line.live?.version &&
      (box.state === 'ready' || oracle.now() - box.changedAt < slackMs),
  );
  if (release && serving.length < release.capacity)
    oracle.broken(
      1,
      `${service} ${line.live?.version} is live with ${serving.length} of ` +
        `${release.capacity} servers`,
    );
  const left = cloud.boxes.filter(
    (box) =>
      box.version === release?.target?.version && box.state !== 'gone' && box.state !== 'leaving',
  );
  if (left.length > 0)
    oracle.broken(
      2,
      `${service} ${line.live?.version} is live, and ${left.map(({ id }) => id).join(',')} ` +
        `of ${release?.target?.version} are left behind`,
    );
}
