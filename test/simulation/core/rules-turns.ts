import { isOpen, type Release } from '../../../src/release/state/release.ts';
import { type Book, isAnsweredFor, type Told } from './book.ts';
import type { Promises } from './promises.ts';
import { hasTurned } from './rules-health.ts';

/** Phases in which a build is still tried, and CI can stop it. */
const tried = [
  'queued',
  'requested',
  'launching',
  'joining',
  'configuring',
  'soaking',
  'waiting',
  'approved',
];

/** How something ends follows from why it ends, and who else has to come back with it. */
export function checkEnds(book: Book, kept: Promises, told: Told): void {
  const { decision, event, release, line } = told;
  if (decision.kind !== 'moved' || !release) return;
  const after = decision.release;
  const phase = after?.phase;
  const end = phase?.kind === 'rolling-back' ? phase.end : phase?.kind;
  const turned = hasTurned(told) || (release.phase.kind === 'queued' && after && !isOpen(after));
  const should = turned ? endOf(book, kept, told) : null;
  if (should !== null && end !== should)
    book.broken('ends', `${release.id} ends as ${end} after ${event.kind}, and not as ${should}`);
  const is = kept.due.get(release.id);
  if (turned && is && event.kind === 'observed' && !is.end.includes(end ?? ''))
    book.broken('ends', `${release.id} ends as ${end}, although ${is.why}`);
  if (turned && release.kind === 'release' && end === 'rolled-back')
    for (const id of release.carries)
      kept.due.set(id, { why: `${release.id} took it home`, end: ['stopped', end], since: null });
  if (event.kind === 'rechecked') {
    const { kind } = release.phase.kind === 'stuck' ? release.phase.from : release.phase;
    const stops = release.kind === 'prerelease' && event.checks.failed > 0 && tried.includes(kind);
    if (stops && !turned)
      kept.due.set(release.id, {
        why: 'its checks failed',
        end: ['stopped', 'replaced', 'rolled-back'],
        since: null,
      });
    const free = !line.moving?.carries.includes(release.id) && !book.of(release.id)?.running;
    if (stops && free && !turned) book.broken('ends', `${release.id} goes on with failed checks`);
    const was = kept.due.get(release.id)?.why === 'its checks failed';
    if (was && event.checks.failed === 0) kept.due.delete(release.id);
  }
}

/** The end that follows from a word or a deadline, whatever Davy thinks of it. */
function endOf(
  book: Book,
  kept: Promises,
  { event, release, at }: Told,
): Release['phase']['kind'] | null {
  if (!release) return null;
  const { kind, phase } = release;
  const isFailed = book.line.failed.has(release.build.version);
  switch (event.kind) {
    case 'declined':
      return 'declined';
    case 'stopped':
      return 'stopped';
    case 'cancelled':
      return 'cancelled';
    case 'rollback-asked':
      if (!['queued', 'requested', 'launching'].includes(phase.kind)) return 'rolled-back';
      return kind === 'prerelease' ? 'stopped' : 'cancelled';
    case 'time-passed': {
      const since = 'since' in phase ? phase.since : at;
      const ttl = kept.asked.get(release.id)?.plan.approvalTtlMs ?? 0;
      return isFailed || (phase.kind === 'waiting' && at - since >= ttl) ? null : 'rolled-back';
    }
    case 'measured':
      return isFailed ? null : 'rolled-back';
    default:
      return null;
  }
}

/** Who may say what of the line, and when. */
export function checkOrdered(book: Book, told: Told): void {
  const { event, line, others, decision, at } = told;
  if (decision.kind !== 'moved') return;
  const say = (text: string) => book.broken('order', `${event.kind} counts ${text}`);
  if (event.kind === 'unlocked') {
    const back = others.find(
      (one) => one.phase.kind === 'rolling-back' && one.phase.end === 'rolled-back',
    );
    if (back) say(`while ${back.id} goes back`);
    const turns = others.find(
      (one) =>
        one.kind === 'prerelease' &&
        !['queued', 'rolling-back', 'stuck'].includes(one.phase.kind) &&
        book.line.blocked.has(one.build.version),
    );
    if (turns) say(`while ${turns.id}, which is blocked, serves users`);
    if (line.moving) say('while the line moves');
  }
  if (event.kind !== 'adopted' && event.kind !== 'frozen' && event.kind !== 'unfrozen') return;
  if (event.kind === 'adopted' && line.moving) say('while the line moves');
  if (event.by === null || event.roster === null) return;
  if (at - event.roster.at > 10 * 60_000) say(`on an old list of people`);
  const { id } = event.by;
  if (!Object.values(event.roster.teams).some((ids) => ids.includes(id)))
    say(`of ${id}, who speaks for nobody`);
}

/** What stays behind: blocks, ways back, soaks that begin anew, and steps under a hold. */
export function checkLeft(book: Book, kept: Promises, told: Told): void {
  const { decision, event, release, at } = told;
  if (decision.kind === 'refused') return;
  const { line } = decision;
  if (decision.kind === 'moved') {
    const more = line.blocked.find(({ version }) => !book.line.blocked.has(version));
    if (more) book.broken('block', `${more.version} is blocked, and nobody said so`);
    // Until a way back is through, everybody is on the build that it leaves.
    const isBack = release?.kind === 'return' && release.phase.kind === 'retiring';
    if (isBack && decision.release?.phase.kind === 'announcing')
      kept.left = told.line.live?.version ?? null;
    if (event.kind === 'adopted') kept.left = null;
  }
  if (line.live?.version !== kept.left && line.lastGood.some((one) => one.version === kept.left))
    book.broken('way back', `${kept.left} was left, and is offered as a way back`);
  const after = decision.release;
  const shadow = release && book.of(release.id);
  if (!release || !after || !shadow) return;
  const anew = after.target?.version !== release.target?.version || event.kind === 'retried';
  if (after.watch.creditedMs < release.watch.creditedMs && !anew)
    book.broken('soak', `the soak of ${release.id} begins anew at ${event.kind}`);
  const { plan, phase } = release;
  const waited = 'since' in phase ? at - phase.since : 0;
  const stays = phase.kind === 'waiting' && after.phase.kind === 'waiting';
  if (stays && waited > plan.approvalTtlMs + 60_000 && !isAnsweredFor(book, told, release.id))
    if (!shadow.running && (shadow.heldUntil ?? 0) < at && told.line.moving === null)
      book.broken('expired', `${release.id} waits for approval since ${waited} ms`);
  checkPaused(book, told, after);
}

/** Nobody goes a phase further under a hold or a page, whatever the world looks like. */
function checkPaused(book: Book, { release, at }: Told, after: Release): void {
  const shadow = release && book.of(release.id);
  if (!release || !shadow || after.phase.kind === release.phase.kind) return;
  const order = ['verifying', 'migrating', 'watching', 'swapping', 'retiring', 'announcing'];
  const [from, to] = [release, after].map(({ phase }) => order.indexOf(phase.kind));
  const held = (shadow.heldUntil ?? 0) > at || shadow.running !== null;
  if (held && from !== undefined && to !== undefined && from >= 0 && to > from)
    book.broken('pause', `${release.id} goes on to ${after.phase.kind} under a hold or a page`);
}
