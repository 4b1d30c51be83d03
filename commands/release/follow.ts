import { z } from 'zod';
import { followsMax } from '../../src/release/reader.ts';
import { button, defineCommand, whisper } from '../../src/slack/command.ts';
import { texts } from '../../src/texts/texts.ts';
import { thingToFollow } from '../follow.ts';

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
    if (before.follows.includes(key)) return whisper(`You follow ${name} already.`, button('Unfollow', 'release unfollow', key));
    if (before.follows.length >= followsMax) return whisper(`You follow ${followsMax} things, which is the most. Stop following one first.`, button('Settings', 'release settings', ''));
    const after = await desk.changeReader((reader) => ({ ...reader, follows: [...new Set([...reader.follows, key])] }));
    const when = [after.tell.includes('live') ? 'live' : null, after.tell.includes('rolled-back') ? 'rolled back' : null].filter((one) => one !== null);
    const said = when.length === 0 ? 'You switched off direct messages about what is live and what is rolled back, so nothing is written to you.' : `Davy writes to you when ${key.startsWith('rel_') ? 'it' : 'a release of it'} is ${when.join(' or ')}.`;
    return whisper(`You follow ${name}. ${said}`, button('Unfollow', 'release unfollow', key), button('Settings', 'release settings', ''));
  },
});
