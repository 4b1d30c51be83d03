import { z } from 'zod';
import { button, defineCommand, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { thingToFollow } from '../follow.ts';

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
    if (!before.follows.includes(key)) return whisper(`You do not follow ${name}. Nothing changed.`, button('Follow', 'release follow', key));
    await desk.changeReader((reader) => ({ ...reader, follows: reader.follows.filter((one) => one !== key) }));
    return whisper(`You no longer follow ${name}. What you start yourself, and what needs your word, is still written to you.`, button('Follow', 'release follow', key), button('Settings', 'release settings', ''));
  },
});
