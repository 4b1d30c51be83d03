import { z } from 'zod';
import { button, whisper } from '../../src/command-kit/reply.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { thingToFollow } from '../../src/command-kit/find/thing-to-follow.ts';

const { choice, settings: say } = texts.replies;

/** The way out of `/release follow`. */
export const unfollow = defineCommand({
  name: 'release unfollow',
  slash: '/release',
  ...texts.help['release unfollow'],
  inThread: 'unfollow',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await thingToFollow(words, desk, 'release unfollow');
    if (found.kind === 'reply') return found.reply;
    const { key, name } = found.it;
    const before = await desk.reader();
    if (!before.follows.includes(key))
      return whisper(say.notFollowed(name), button(choice.follow, 'release follow', key));
    await desk.changeReader((reader) => ({
      ...reader,
      follows: reader.follows.filter((one) => one !== key),
    }));
    return whisper(
      say.unfollowed(name),
      button(choice.follow, 'release follow', key),
      button(choice.settings, 'release settings', ''),
    );
  },
});
