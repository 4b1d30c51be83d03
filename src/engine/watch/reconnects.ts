import { UpstreamError } from '../../ports/errors.ts';
import type { Reconnects } from '../../release/state/reconnects.ts';
import type { Release } from '../../release/state/release.ts';
import type { WorkerContext } from '../worker-context.ts';

/**
 * How users come over in the batch that moves now; null while none does, and where nobody counts
 * it.
 */
export async function reconnectsOf(
  context: WorkerContext,
  { service, build, phase, move }: Release,
): Promise<Reconnects | null> {
  const { clock, meter } = context.ports;
  const since = move?.since ?? null;
  if (phase.kind !== 'migrating' || since === null) return null;
  const at = clock.now();
  try {
    const counted = await meter(service).reconnects({
      service,
      version: build.version,
      since: clock.wall(since),
      until: clock.wall(at),
    });
    return counted && { since, at, ...counted };
  } catch (cause) {
    if (!(cause instanceof UpstreamError)) throw cause;
    return {
      since,
      at,
      arrived: null,
      failed: null,
      slow: null,
      missing: { kind: 'no-answer', system: 'Prometheus' },
    };
  }
}
