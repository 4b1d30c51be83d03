import type { Claim } from '../../ports/ledger.ts';
import type { Event } from '../../release/state/event.ts';
import { refusalOf } from '../../release/legal-acts.ts';
import type { Release } from '../../release/state/release.ts';
import type { WorkerContext } from '../worker-context.ts';
import { ofService } from '../../service/service.ts';
import { startFacts } from './start-facts.ts';

/**
 * An approved pre-release goes out by itself once nothing stands in its way. Answers the release as
 * it is now.
 */
export async function startWhenReady(
  context: WorkerContext,
  claim: Claim,
): Promise<Release | null> {
  const { ledger, clock } = context.ports;
  const release = await ledger.release(claim.key);
  if (release?.phase.kind !== 'approved') return release;
  const { id, service } = release;
  const [line, open] = await Promise.all([ledger.line(service), ledger.open(service)]);
  const others = open.filter((other) => other.id !== id);
  const moment = { line, release, others, at: clock.now() };
  if (refusalOf('start-by-itself', moment) !== null) return release;
  const event = await startEvent(context, release);
  if (!event) return release;
  const decision = await context.tell({ service, release: id, claim }, event);
  if (decision.kind === 'refused')
    context.log.warn(
      { release: id, code: decision.code, because: decision.because },
      `${service} ${release.build.version} is approved, but did not start`,
    );
  return ledger.release(claim.key);
}

/** Null where somebody did not answer: nothing starts then, and the next look asks again. */
async function startEvent(context: WorkerContext, release: Release): Promise<Event | null> {
  const { id, service, build } = release;
  const means = { ...context.ports, log: context.log };
  const { imageFound, targetFound, capacity, roster, plan, carries } = await startFacts(
    means,
    release,
    ofService(context.services, service),
  );
  if (imageFound === null || targetFound === null || capacity === null || roster === null) {
    context.log.warn(
      { release: id },
      `${service} ${build.version} is approved, but Davy cannot check whether it may start`,
    );
    return null;
  }
  return {
    kind: 'release-started',
    at: context.ports.clock.now(),
    by: null,
    id: context.releaseId(`${id}:auto`),
    roster,
    imageFound,
    targetFound,
    capacity,
    plan,
    carries,
  };
}
