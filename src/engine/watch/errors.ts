import { UpstreamError } from '../../ports/errors.ts';
import type { Claim } from '../../ports/ledger.ts';
import type { WatchQuestion } from '../../ports/meter.ts';
import type { Reading } from '../../release/state/reading.ts';
import type { Release } from '../../release/state/release.ts';
import { newlySeen, ownCardsMax, type SeenError, worstOf } from '../../release/state/seen-error.ts';
import { suspectsOf } from '../../changes/suspects.ts';
import { beforeCall, type WorkerContext } from '../worker-context.ts';
import { buildKey } from '../../release/state/keys.ts';

/**
 * Keeps what errors a look brought, asks where they come from, and who made the likely change. It
 * comes after the verdict, which waits for none of it: what is not answered now is asked at the
 * next look.
 */
export async function keepErrors(
  context: WorkerContext,
  claim: Claim,
  release: Release,
  question: WatchQuestion,
  readings: readonly Reading[],
  at: number,
): Promise<void> {
  const { ledger } = context.ports;
  const { service, build } = release;
  const before = await ledger.errors(service, build.version);
  const changed = newlySeen(before, build, readings, at);
  await ledger.saveErrors(changed);
  const traced = await traceNew(context, claim, question, merged(before, changed));
  await ledger.saveErrors(traced);
  const blamed = await nameAuthor(context, claim, release, merged(merged(before, changed), traced));
  await ledger.saveErrors(blamed);
  const isNews =
    changed.some(({ foundAt }) => foundAt === at) || traced.length > 0 || blamed.length > 0;
  if (isNews) await ledger.wake([{ key: buildKey(build), lane: 'slack', dueAt: at }]);
}

function merged(before: readonly SeenError[], after: readonly SeenError[]): readonly SeenError[] {
  return [...new Map([...before, ...after].map((one) => [one.issue.id, one])).values()];
}

/**
 * Only what is told by a card of its own, or is the worst, needs its stack. A tracker in trouble is
 * left alone until the next look.
 */
async function traceNew(
  context: WorkerContext,
  claim: Claim,
  question: WatchQuestion,
  errors: readonly SeenError[],
): Promise<readonly SeenError[]> {
  const worst = worstOf(errors);
  const wanted = errors
    .filter((one) => one.trace === null && (one.ownCard || one === worst))
    .slice(0, ownCardsMax);
  if (wanted.length === 0) return [];
  await beforeCall(context, claim, 'trace errors');
  const tracker = context.ports.errors(question.service);
  const found = await Promise.all(
    wanted.map((one) =>
      unlessAway(context, async () => ({
        ...one,
        trace: await tracker.trace(question, one.issue.id),
      })),
    ),
  );
  return found.filter((one) => one !== null);
}

/**
 * Whoever made the likely change of the worst error is called after a rollback, so the directory is
 * asked for them alone.
 */
async function nameAuthor(
  context: WorkerContext,
  claim: Claim,
  { target, build }: Release,
  errors: readonly SeenError[],
): Promise<readonly SeenError[]> {
  const worst = worstOf(errors);
  if (!worst?.trace || worst.author || !target || target.version === build.version) return [];
  const changelog = await context.ports.ledger.changelog(
    build.service,
    target.version,
    build.version,
  );
  const [likely] = suspectsOf(worst.trace, changelog);
  if (!likely) return [];
  await beforeCall(context, claim, 'look up an author');
  const author = await unlessAway(context, () =>
    context.ports.people.byEmail(likely.change.author.email),
  );
  return author ? [{ ...worst, author }] : [];
}

async function unlessAway<Value>(
  context: WorkerContext,
  ask: () => Promise<Value>,
): Promise<Value | null> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof UpstreamError)) throw cause;
    context.log.warn(
      { cause: cause.message },
      'where an error comes from is not known yet; it is asked again at the next look',
    );
    return null;
  }
}
