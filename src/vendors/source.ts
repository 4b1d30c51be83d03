import { join } from 'node:path';
import { gitSource } from '../adapters/git/source.ts';
import type { ServiceEntry } from '../config/davy-yml.ts';
import type { Source } from '../ports/source.ts';
import type { Means } from './means.ts';

/**
 * Who knows what changed in a product. A repository that is slow or gone keeps no message waiting:
 * 2.5 s, and a fault is believed for 15 s.
 */
export function sourceOf(
  { source, teams }: ServiceEntry,
  service: string,
  { environment, realNow: now, log }: Means,
): Source | null {
  if (!source) return null;
  const failed = (cause: unknown) =>
    log.warn(
      { service, cause: String(cause) },
      'what changes could not be read; it is tried again',
    );
  return gitSource({
    service,
    repository: source.repository,
    tag: source.tag ?? null,
    web: source.web ?? null,
    paths: source.paths ?? [],
    migrations: source.migrations ?? null,
    silentMs: 30_000,
    projects: Object.values(teams).flatMap(({ jira }) => jira),
    directory: join(environment.DAVY_DATA, 'git'),
    patience: { waitMs: 2_500, pauseMs: 15_000, now, failed },
  });
}
