import { awaitedOf } from '../../release/line/await-image.ts';
import type { RegisteredBuild } from '../../release/state/build.ts';
import { imageTagsOf } from '../../release/state/image.ts';
import type { Service } from '../../service/service.ts';
import { texts } from '../../texts/texts.ts';
import type { CommandContext } from '../context.ts';
import { type Reply, privately } from '../reply.ts';
import { openCard } from '../say/say.ts';

const { choice, image: say } = texts.replies;

/** Nothing can be launched of a build without an image: what is known of it, and what to do. */
export async function noImageYet(
  service: Pick<Service, 'name' | 'images'>,
  build: RegisteredBuild,
  context: CommandContext,
): Promise<Reply> {
  return privately(
    await noImageWords(service, build, context),
    await openCard(build, context, choice.viewBuild),
  );
}

/** The same in words alone. */
export async function noImageWords(
  { name: line, images }: Pick<Service, 'name' | 'images'>,
  build: RegisteredBuild,
  { ledger, now }: CommandContext,
): Promise<string> {
  const name = `${line} ${build.version}`;
  const awaited = awaitedOf(await ledger.line(line), build.version);
  if (images === null) return say.cannot(name);
  const tags = imageTagsOf(images, build);
  return awaited ? say.awaited(name, tags, now - awaited.since) : say.missed(name, tags);
}
