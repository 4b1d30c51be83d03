import { UpstreamError } from '../../ports/errors.ts';
import type { Claim } from '../../ports/ledger.ts';
import type { Ports } from '../../ports/ports.ts';
import type { RegisteredBuild } from '../../release/state/build.ts';
import type { Compared } from '../../changes/changelog.ts';
import { isOpen } from '../../release/state/release.ts';
import type { ThreadFacts } from '../../views/thread-facts.ts';
import { beforeCall, inReal, type WorkerContext } from '../worker-context.ts';

type Means = Pick<Ports, 'ledger' | 'source'>;

/**
 * What `to` brings where `from` (by default what is live) serves now: read once from the history,
 * and kept.
 */
export async function compare(
  { ledger, source }: Means,
  service: string,
  to: RegisteredBuild,
  from?: RegisteredBuild | null,
): Promise<Compared> {
  const before = from ?? (await ledger.line(service)).live;
  if (!before) return { kind: 'none', why: 'nothing-live' };
  if (before.version === to.version) return { kind: 'none', why: 'is-live' };
  const known = await ledger.changelog(service, before.version, to.version);
  if (known?.from.commit === before.commit && known.to.commit === to.commit)
    return { kind: 'known', log: known };
  const repository = source(service);
  if (!repository) return { kind: 'none', why: 'no-source' };
  try {
    const log = { ...(await repository.changes(before, to)), service };
    await ledger.saveChangelog(log);
    return { kind: 'known', log };
  } catch (cause) {
    if (!(cause instanceof UpstreamError)) throw cause;
    return { kind: 'unread', because: cause.message };
  }
}

/** A repository that did not answer is asked again this soon (real ms). */
const againMs = 20_000;
/**
 * Whoever went live without a changelog gets none later than this (clock ms): by then it is
 * history.
 */
const lateMs = 3_600_000;

/**
 * The story with what changes in it. Nothing waits for a repository that does not answer: the story
 * is told without, and again later.
 */
export async function withChanges(
  context: WorkerContext,
  claim: Claim,
  facts: ThreadFacts,
): Promise<{ readonly story: ThreadFacts; readonly dueAt: number | null }> {
  const { service } = facts.build;
  if (facts.changelog || !isAsked(facts) || context.ports.source(service) === null)
    return { story: facts, dueAt: null };
  await beforeCall(context, claim, 'compare');
  const compared = await compare(
    context.ports,
    service,
    facts.build,
    (facts.release ?? facts.prerelease)?.target,
  );
  if (compared.kind === 'known')
    return { story: { ...facts, changelog: compared.log }, dueAt: null };
  if (compared.kind === 'none') return { story: facts, dueAt: null };
  return {
    story: { ...facts, unread: compared.because },
    dueAt: inReal(context.ports.clock, againMs),
  };
}

/** A way back brings nothing new, and what ended needs no words any more. */
function isAsked({ prerelease, release, now }: ThreadFacts): boolean {
  if (release?.kind === 'return') return false;
  const last = release ?? prerelease;
  return !last || isOpen(last) || (last.phase.kind === 'live' && now - last.phase.at < lateMs);
}
