import { z } from 'zod';
import { followsMax } from '../../src/release/state/reader.ts';
import { button, whisper } from '../../src/command-kit/reply.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { thingToFollow } from '../../src/command-kit/find/thing-to-follow.ts';

const { choice, settings: say } = texts.replies;

/** Hears of a service or of one release by direct message. */
export const follow = defineCommand({
  name: 'release follow',
  slash: '/release',
  ...texts.help['release follow'],
  inThread: 'follow',
  args: z.array(z.string()).readonly(),
  async run(words, desk) {
    const found = await thingToFollow(words, desk, 'release follow');
    if (found.kind === 'reply') return found.reply;
    const { key, name } = found.it;
    const before = await desk.reader();
    if (before.follows.includes(key))
      return whisper(say.follows(name), button(choice.unfollow, 'release unfollow', key));
    if (before.follows.length >= followsMax)
      return whisper(say.most(followsMax), button(choice.settings, 'release settings', ''));
    const after = await desk.changeReader((reader) => ({
      ...reader,
      follows: [...new Set([...reader.follows, key])],
    }));
    const told = (['live', 'rolled-back'] as const).filter((one) => after.tell.includes(one));
    return whisper(
      say.followed(name, key.startsWith('rel_'), told),
      button(choice.unfollow, 'release unfollow', key),
      button(choice.settings, 'release settings', ''),
    );
  },
});
