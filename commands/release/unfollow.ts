import { about, defineCommand } from '../../src/command-kit/command.ts';
import { replyButton, privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { thingToFollow } from '../../src/command-kit/find/thing-to-follow.ts';

const { choice, settings: say } = texts.replies;

/** The way out of `/release follow`. */
export const unfollowCommand = defineCommand('release unfollow', {
  inThread: true,
  run: about(thingToFollow, async ({ key, name }, context) => {
    const before = await context.reader();
    if (!before.follows.includes(key))
      return privately(say.notFollowed(name), replyButton(choice.follow, 'release follow', key));
    await context.changeReader((reader) => ({
      ...reader,
      follows: reader.follows.filter((one) => one !== key),
    }));
    return privately(
      say.unfollowed(name),
      replyButton(choice.follow, 'release follow', key),
      replyButton(choice.settings, 'release settings', ''),
    );
  }),
});
