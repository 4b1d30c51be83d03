import { UpstreamError } from '../../ports/errors.ts';
import type { Build } from '../../release/state/build.ts';
import type { Refusal } from '../../release/state/decision.ts';
import { refusalOf } from '../../release/legal-acts.ts';
import type { Line } from '../../release/state/line.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import { returnRefusal } from '../../release/start/start-return.ts';
import { replyButton, type Reply, privately } from '../reply.ts';
import type { CommandContext } from '../context.ts';
import type { Service } from '../../service/service.ts';
import { reasonWords } from '../../texts/reason-words.ts';
import { texts } from '../../texts/texts.ts';
import { outcome } from '../facts/facts.ts';

const { choice, facts, rollback: say } = texts.replies;

/** What a rollback asks of Davy; so little that it can also be said where there is no Slack. */
export type RollbackContext = Pick<CommandContext, 'caller' | 'now' | 'tell' | 'newId'> & {
  readonly factsBefore: Pick<CommandContext['factsBefore'], 'return'>;
  readonly people: Pick<CommandContext['people'], 'person'>;
  readonly ledger: Pick<CommandContext['ledger'], 'line' | 'open' | 'history'>;
};

/**
 * Rolls one release back. Nothing outside is asked first, except who the caller is, and no answer
 * stops nobody.
 */
export async function rollBackRelease(
  release: Release,
  reason: string,
  context: RollbackContext,
): Promise<Reply> {
  const outside = await knownOutsider(context);
  if (outside) return outside;
  const decision = await context.tell(
    { service: release.service, release: release.id },
    { kind: 'rollback-asked', at: context.now, by: context.caller, reason },
  );
  return decision.kind === 'refused'
    ? refusedRollback(decision, release, reason, context)
    : outcome(decision, say.going(nameOf(release), release.target?.version ?? null), {
        service: release.service,
      });
}

/** Why it was not rolled back; where another release carries it, that one is offered. */
export async function refusedRollback(
  no: Refusal,
  { id, service }: Release,
  reason: string,
  context: RollbackContext,
): Promise<Reply> {
  const carrier = (await context.ledger.line(service)).moving?.release;
  if (no.code !== 'moving' || carrier === undefined || carrier === id)
    return outcome(no, '', { service });
  return privately(
    say.withOthers(reasonWords(no.because)),
    replyButton(choice.rollBack, 'rollback', `${carrier} ${reason}`, 'danger'),
    { kind: 'dismiss', label: choice.cancel },
  );
}

/** Whether a rollback of it would be taken now. */
export function canGoBack(line: Line, release: Release, { now: at }: RollbackContext): boolean {
  return refusalOf('roll-back', { line, release, at }) === null;
}

/** Whether its users go back already, or everyone's go back with it. */
export function isGoingBack({ phase, kind }: Release): boolean {
  return phase.kind === 'rolling-back' || kind === 'return';
}

/**
 * Where everyone goes when no build is named: the newest that served before and may again; where
 * none may, the newest, so that its refusal is heard.
 */
export function wayBackOf(line: Line): Build | null {
  const { lastGood } = line;
  return lastGood.find((build) => returnRefusal(line, build) === null) ?? lastGood[0] ?? null;
}

/** After a release went live: everyone goes back to an older build, without an approval. */
export async function returnTo(
  service: Service,
  build: Build,
  reason: string,
  context: RollbackContext,
): Promise<Reply> {
  const outside = await knownOutsider(context);
  if (outside) return outside;
  const { imageFound, capacity: ready } = await context.factsBefore.return(build);
  // Where nothing serves, as many are needed as did.
  const capacity =
    ready === null || ready === 0 ? await servedBefore(service.name, context) : ready;
  if (capacity === null && ready === null) return privately(say.noCapacity(service.name));
  const decision = await context.tell(
    { service: service.name, release: null },
    {
      kind: 'return-started',
      at: context.now,
      by: context.caller,
      id: context.newId(),
      build,
      plan: service.plan(),
      reason,
      // No answer is not a no: the launch is tried, and tried again, by the engine.
      imageFound: imageFound ?? true,
      capacity: capacity ?? 0,
    },
  );
  return outcome(decision, say.returning(service.name, build.version), { service: service.name });
}

const standingWithinMs = 1_000;

/**
 * Only a person who is known to be from outside is refused: when Slack is down or slow, people must
 * still be able to go back.
 */
async function knownOutsider(context: RollbackContext): Promise<Reply | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, standingWithinMs, null).unref());
  try {
    const known = await Promise.race([context.people.person(context.caller.id), late]);
    return known?.standing === 'outside' ? privately(facts.outsider) : null;
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}

async function servedBefore(service: string, context: RollbackContext): Promise<number | null> {
  const known = (await context.ledger.history(service, 20))
    .map((release) => release.capacity)
    .filter((capacity) => capacity > 0);
  return known[0] ?? null;
}
