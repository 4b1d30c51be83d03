import { isOlder } from '../../release/state/build.ts';
import { awaitedOf } from '../../release/line/await-image.ts';
import { buildKey } from '../../release/state/keys.ts';
import { blockedBecause } from '../../release/state/line.ts';
import { imageTagsOf } from '../../release/state/image.ts';
import { texts } from '../../texts/texts.ts';
import { idsOf, section } from '../blocks/blocks.ts';
import { content } from '../blocks/content.ts';
import { esc } from '../blocks/esc.ts';
import { clock } from '../blocks/when.ts';
import { signed, type Standing } from './standing-back.ts';
import type { ThreadFacts, WantedMessage } from '../thread-facts.ts';

const say = texts.image;

/**
 * An image that did not come is told once, where everybody reads it: whoever registered the build
 * was a machine. What becomes of it later is said in the same place.
 */
export function imageMessage(facts: ThreadFacts): WantedMessage | null {
  const { build, service, prerelease, release } = facts;
  if (service.images === null || prerelease || release) return null;
  const text = wordsOf(facts, imageTagsOf(service.images, build));
  const subject = buildKey(build);
  const id = idsOf(subject, 'image', 0);
  return {
    subject,
    kind: 'image',
    lane: 'slack',
    place: 'thread',
    broadcast: true,
    post: isMissed(facts, service.images.withinMs),
    content: content(text.replaceAll('`', ''), [section(id('text'), text)]),
  };
}

function wordsOf({ build, line }: ThreadFacts, tags: Readonly<Record<string, string>>): string {
  const name = `${esc(build.service)} ${esc(build.version, 60)}`;
  if (build.image !== null) return say.found(name, esc(build.image, 300));
  return awaitedOf(line, build.version) ? say.again(name) : say.missed(name, tagsIn(tags));
}

/** Nobody is told of a build that would not go out anyway. */
function isMissed({ build, line, now }: ThreadFacts, withinMs: number): boolean {
  const isOver = line.live !== null && isOlder(build, line.live);
  return (
    build.image === null &&
    awaitedOf(line, build.version) === null &&
    now - build.registeredAt >= withinMs &&
    !isOver &&
    blockedBecause(line, build) === null
  );
}

/** Tags as they are read in Slack. */
function tagsIn(tags: Readonly<Record<string, string>>): string {
  return texts.imageTags(
    Object.fromEntries(Object.entries(tags).map(([key, value]) => [esc(key), esc(value)])),
  );
}

/** Nothing of it can be launched yet. */
export function imageStanding({ build, line, service }: ThreadFacts, name: string): Standing {
  const { awaitsImage, noImage } = texts.standing.build;
  const awaited = awaitedOf(line, build.version);
  if (!awaited || service.images === null) return signed('x', noImage(name));
  const tags = tagsIn(imageTagsOf(service.images, build));
  return signed('hourglass_flowing_sand', awaitsImage(name, tags, clock(awaited.since)));
}
