/**
 * # src/engine/world
 *
 * The lane that moves servers: looks at the fleet, tells what it saw, and does the one step that
 * the core names next.
 */

import { UpstreamError } from '../../ports/errors.ts';
import type { Build } from '../../release/state/build.ts';
import { isBehind } from '../../release/start/released-with.ts';
import type { Ancestry } from '../../changes/lineage.ts';
import type { Release } from '../../release/state/release.ts';
import type { WorkerContext } from '../worker-context.ts';

/**
 * Asks whether a canary contains what went live beside it. Without a repository it does not, as far
 * as anybody can prove; one that is silent is asked again.
 */
export async function ancestryOf(
  context: WorkerContext,
  release: Release,
): Promise<Ancestry | null> {
  const { ledger, source } = context.ports;
  if (release.kind !== 'prerelease' || release.phase.kind === 'rolling-back') return null;
  const line = await ledger.line(release.service);
  if (!line.live || !isBehind(line, release)) return null;
  const { commit } = line.live;
  const repository = source(release.service);
  const contained = repository
    ? await asked(context, release, () => repository.contains(release.build, commit))
    : false;
  return contained === null ? null : { commit, contained };
}

/** Other pre-releases whose commit is proven to be in this build. */
export async function containedIn(
  source: WorkerContext['ports']['source'],
  build: Build,
  others: readonly Release[],
): Promise<readonly string[]> {
  const repository = source(build.service);
  if (!repository) return [];
  const found = await Promise.all(
    others.map(async (other) => {
      if (other.build.commit === '') return [];
      const known = await repository.contains(build, other.build.commit).catch((cause: unknown) => {
        if (cause instanceof UpstreamError) return false;
        throw cause;
      });
      return known ? [other.id] : [];
    }),
  );
  return found.flat();
}

async function asked(
  context: WorkerContext,
  { id, service, build }: Release,
  ask: () => Promise<boolean>,
): Promise<boolean | null> {
  try {
    return await ask();
  } catch (cause) {
    if (!(cause instanceof UpstreamError)) throw cause;
    context.log.warn(
      { release: id, cause: cause.message },
      `nobody can tell whether ${service} ${build.version} contains what went live; ` +
        'it is asked again',
    );
    return null;
  }
}
