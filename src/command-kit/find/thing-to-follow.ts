import type { CommandContext } from '../context.ts';
import type { Lookup } from '../command.ts';
import { findRelease, findService } from './find.ts';
import { namesRelease } from '../../release/state/release-ref.ts';

/** What somebody means to follow: a release by its id or its thread, a service by its name. */
export async function thingToFollow(
  words: readonly string[],
  context: CommandContext,
  command: string,
): Promise<Lookup<{ readonly key: string; readonly name: string }>> {
  const service =
    words[0] === undefined || namesRelease(words[0]) ? null : findService(words, context, command);
  if (service?.kind === 'found')
    return { ...service, it: { key: service.it.name, name: service.it.name } };
  if (service) return service;
  if (words[0] === undefined && context.place.release === null) {
    const here = findService(words, context, command);
    return here.kind === 'found'
      ? { ...here, it: { key: here.it.name, name: here.it.name } }
      : here;
  }
  const found = await findRelease(words, context, command);
  if (found.kind === 'reply') return found;
  const { release } = found.it;
  return { ...found, it: { key: release.id, name: `${release.service} ${release.build.version}` } };
}
