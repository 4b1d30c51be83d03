import { commands } from '../../commands/index.ts';
import type { Content } from '../../src/views/content.ts';
import { whisperContent } from '../../src/views/whisper.ts';
import { hearTyped } from '../../src/slack/find-command.ts';
import { wordsOf } from '../../src/slack/words.ts';
import { frontDesk } from '../support/front-desk.ts';

/** Words people type, good and bad; each is answered by the real command. */
const typed = [
  '/release help', '/release help rollback', '/prerelease help', '/rollback help', '/release', '/release status', '/release status board', '/release history board', '/release who board', '/release why board',
  '/release services', '/release relase', '/release status wbe', '/prerelease board 9999', '/prerelease board 1.42.0 soak=45', '/prerelease board 1.40.0', '/prerelease board', '/prerelease board 1.42.0 plan',
  '/rollback board', '/rollback board carts are wrong', '/release hold board', '/release approve board', '/release freeze board', '/release tickets board', '/release live board 1.42.0', '/release unlock board',
] as const;

/** What each of them answers, while a pre-release soaks. */
export async function whispers(): Promise<readonly { readonly state: string; readonly content: Content }[]> {
  const desk = frontDesk();
  desk.given({ kind: 'soaking', since: desk.state.now - 30 * 60_000 });
  const answers = await Promise.all(typed.map(async (state) => {
    const [slash = '', ...rest] = state.split(' ');
    const heard = hearTyped(commands, slash, wordsOf(rest.join(' ')));
    const reply = heard.kind === 'unknown' ? heard.reply : await heard.command.run(heard.words, desk.deskFor('U0PRIYA', {}));
    if (reply.kind === 'shown') return [{ state, content: reply.content as Content }];
    if (reply.kind === 'silent' || reply.kind === 'form') return [];
    const { text, blocks, classic } = whisperContent(reply);
    return [{ state, content: { text, rich: blocks, classic } }];
  }));
  return answers.flat();
}
