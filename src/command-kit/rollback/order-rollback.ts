import { UpstreamError } from '../../ports/errors.ts';
import type { Build } from '../../release/state/build.ts';
import { nameOf } from '../../release/state/outcome.ts';
import type { Release } from '../../release/state/release.ts';
import { button, type Reply, whisper } from '../reply.ts';
import type { Desk, Service } from '../context.ts';
import { reasonWords } from '../../texts/reason-words.ts';
import { texts } from '../../texts/texts.ts';
import { outcome } from '../facts/facts.ts';

const { choice, facts, rollback: say } = texts.replies;

/** What a rollback asks of Davy; so little that it can also be said where there is no Slack. */
export type WayBack = Pick<Desk, 'caller' | 'now' | 'fleet' | 'tell' | 'newId'> & {
  readonly people: Pick<Desk['people'], 'person'>;
  readonly ledger: Pick<Desk['ledger'], 'line' | 'open' | 'history'>;
};

/**
 * Rolls one release back. Nothing outside is asked first, except who the caller is, and no answer
 * stops nobody.
 */
export async function rollBackRelease(
  release: Release,
  reason: string,
  desk: WayBack,
): Promise<Reply> {
  const outside = await knownOutsider(desk);
  if (outside) return outside;
  const decision = await desk.tell(
    { service: release.service, release: release.id },
    { kind: 'rollback-asked', at: desk.now, by: desk.caller, reason },
  );
  const carrier =
    decision.kind === 'refused' && decision.code === 'moving'
      ? (await desk.ledger.line(release.service)).moving?.release
      : undefined;
  if (carrier !== undefined && carrier !== release.id && decision.kind === 'refused') {
    return whisper(
      say.withOthers(reasonWords(decision.because)),
      button(choice.rollBack, 'rollback', `${carrier} ${reason}`, 'danger'),
      { kind: 'dismiss', label: choice.cancel },
    );
  }
  return outcome(decision, say.going(nameOf(release), release.target?.version ?? null), {
    service: release.service,
  });
}

/** After a release went live: everyone goes back to an older build, without an approval. */
export async function returnTo(
  service: Service,
  build: Build,
  reason: string,
  desk: WayBack,
): Promise<Reply> {
  const outside = await knownOutsider(desk);
  if (outside) return outside;
  const capacity =
    (await servingNow(service.name, desk)) ?? (await servedBefore(service.name, desk));
  if (capacity === null) return whisper(say.noCapacity(service.name));
  const decision = await desk.tell(
    { service: service.name, release: null },
    {
      kind: 'return-started',
      at: desk.now,
      by: desk.caller,
      id: desk.newId(),
      build,
      plan: service.plan(),
      reason,
      imageFound: await mayExist(service.name, build, desk),
      capacity,
    },
  );
  return outcome(decision, say.returning(service.name, build.version), { service: service.name });
}

const standingWithinMs = 1_000;

/**
 * Only a person who is known to be from outside is refused: when Slack is down or slow, people must
 * still be able to go back.
 */
async function knownOutsider(desk: WayBack): Promise<Reply | null> {
  const late = new Promise<null>((resolve) => setTimeout(resolve, standingWithinMs, null).unref());
  try {
    const known = await Promise.race([desk.people.person(desk.caller.id), late]);
    return known?.standing === 'outside' ? whisper(facts.outsider) : null;
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}

async function servingNow(service: string, desk: WayBack): Promise<number | null> {
  try {
    const canaries = new Set((await desk.ledger.open(service)).map((release) => release.id));
    return (await desk.fleet(service).observe(service)).filter(
      (server) => server.state === 'ready' && server.joined && !canaries.has(server.release),
    ).length;
  } catch (error) {
    if (error instanceof UpstreamError) return null;
    throw error;
  }
}

async function servedBefore(service: string, desk: WayBack): Promise<number | null> {
  const known = (await desk.ledger.history(service, 20))
    .map((release) => release.capacity)
    .filter((capacity) => capacity > 0);
  return known[0] ?? null;
}

/** No answer is not a no: the launch is tried, and tried again, by the engine. */
async function mayExist(service: string, build: Build, desk: WayBack): Promise<boolean> {
  try {
    return await desk.fleet(service).findImage(service, build.image);
  } catch (error) {
    if (error instanceof UpstreamError) return true;
    throw error;
  }
}
