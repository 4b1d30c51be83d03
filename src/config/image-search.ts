import type { ImageSearch } from '../release/state/image.ts';
import type { ServiceEntry } from './davy-yml.ts';

/**
 * How images of builds are found that CI registers without one; null where CI has to name them. The
 * version is told by the tag that tells it of servers, where nothing else is written of it.
 */
export function imageSearchOf(fleet: ServiceEntry['fleet']): ImageSearch | null {
  if (fleet.kind !== 'ec2' || fleet.images === undefined) return null;
  const { tags, within } = fleet.images;
  return { tags: { [fleet.select.version_tag]: '{version}', ...tags }, withinMs: within };
}
