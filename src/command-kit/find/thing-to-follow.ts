import type { Desk } from '../context.ts';
import { findRelease, findService, type Found } from './find.ts';

/** What somebody means to follow: a release by its id or its thread, a service by its name. */
export async function thingToFollow(
  words: readonly string[],
  desk: Desk,
  command: string,
): Promise<Found<{ readonly key: string; readonly name: string }>> {
  const service =
    words[0] === undefined || words[0].startsWith('rel_')
      ? null
      : findService(words, desk, command);
  if (service?.kind === 'found')
    return { ...service, it: { key: service.it.name, name: service.it.name } };
  if (service) return service;
  if (words[0] === undefined && desk.place.release === null) {
    const here = findService(words, desk, command);
    return here.kind === 'found'
      ? { ...here, it: { key: here.it.name, name: here.it.name } }
      : here;
  }
  const found = await findRelease(words, desk, command);
  if (found.kind === 'reply') return found;
  const { release } = found.it;
  return { ...found, it: { key: release.id, name: `${release.service} ${release.build.version}` } };
}
