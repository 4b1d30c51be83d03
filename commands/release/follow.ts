import { followsMax } from '../../src/release/state/reader.ts';
import { about, defineCommand } from '../../src/command-kit/command.ts';
import { replyButton, privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { thingToFollow } from '../../src/command-kit/find/thing-to-follow.ts';
import { namesRelease } from '../../src/release/state/release-ref.ts';

const { choice, settings: say } = texts.replies;

/** Hears of a service or of one release by direct message. */
export const followCommand = defineCommand('release follow', {
  inThread: true,
  run: about(thingToFollow, async ({ key, name }, context) => {
    const before = await context.reader();
    if (before.follows.includes(key))
      return privately(say.follows(name), replyButton(choice.unfollow, 'release unfollow', key));
    if (before.follows.length >= followsMax)
      return privately(say.most(followsMax), replyButton(choice.settings, 'release settings', ''));
    const after = await context.changeReader((reader) => ({
      ...reader,
      follows: [...new Set([...reader.follows, key])],
    }));
    const decision = (['live', 'rolled-back'] as const).filter((one) => after.tell.includes(one));
    return privately(
      say.followed(name, namesRelease(key), decision),
      replyButton(choice.unfollow, 'release unfollow', key),
      replyButton(choice.settings, 'release settings', ''),
    );
  }),
});
