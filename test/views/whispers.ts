import type { ModalView } from '@slack/types';
import { commands } from '../../commands/index.ts';
import type { MessageContent } from '../../src/views/blocks/content.ts';
import { formView } from '../../src/views/blocks/form.ts';
import { answerContent } from '../../src/views/answer/answer.ts';
import { matchTyped } from '../../src/slack/match/find-command.ts';
import { wordsOf } from '../../src/command-kit/words.ts';
import { frontDesk } from '../support/front-desk.ts';
import { seenError } from '../support/error-samples.ts';
import { worded } from '../../src/release/state/worded.ts';

/** Words people type, good and bad; each is answered by the real command. */
const typed = [
  '/release help',
  '/release help rollback',
  '/prerelease help',
  '/rollback help',
  '/release',
  '/release status',
  '/release status board',
  '/release history board',
  '/release rehearse board',
  '/release who board',
  '/release why board',
  '/release services',
  '/release relase',
  '/release status wbe',
  '/prerelease board 9999',
  '/prerelease board 1.42.0 soak=45',
  '/prerelease board 1.40.0',
  '/prerelease board',
  '/prerelease board 1.42.0 plan',
  '/rollback board',
  '/rollback board carts are wrong',
  '/release hold board',
  '/release approve board',
  '/release freeze board',
  '/release tickets board',
  '/release live board 1.42.0',
  '/release unlock board',
] as const;

/** What opens a form: typed, or pressed as a button of the pre-release `rel_1`. */
const asked = [
  ['prerelease', '', { kind: 'waiting' }],
  ['release settings', '', { kind: 'soaking' }],
  ['release decline', 'rel_1.3', { kind: 'waiting' }],
  ['release hold', 'rel_1.3', { kind: 'soaking' }],
  ['release unlock', 'board', { kind: 'soaking' }],
  ['release by-hand', 'rel_1.3', { kind: 'stuck' }],
  ['release freeze', '', { kind: 'soaking' }],
  ['release error', 'rel_1 4711 known', { kind: 'soaking' }],
] as const;

/** Every form people fill in, as it opens. */
export async function forms(): Promise<
  readonly { readonly state: string; readonly view: ModalView }[]
> {
  const opened = await Promise.all(
    asked.map(async ([name, value, { kind }]) => {
      const context = frontDesk();
      const since = context.state.now - 30 * 60_000;
      context.state.line = {
        ...context.state.line,
        lock:
          name === 'release unlock'
            ? {
                reason: worded('board 1.42.0 was rolled back: new errors 24, max 0'),
                since,
                release: 'rel_1',
              }
            : null,
      };
      context.state.errors = [seenError({ issue: { ...seenError().issue, id: '4711' } })];
      if (name !== 'prerelease')
        context.given(
          kind === 'stuck'
            ? {
                kind,
                since,
                because: worded('the host does not answer'),
                from: { kind: 'soaking', since },
              }
            : { kind, since },
        );
      const reply = await commands
        .find((command) => command.name === name)
        ?.run(
          wordsOf(value),
          context.deskFor('U0ANA', { door: value === '' ? 'typed' : 'button' }),
        );
      return reply?.kind === 'form' ? [{ state: name, view: formView(reply.form, '{}') }] : [];
    }),
  );
  return opened.flat();
}

/** The same where nothing runs. */
const typedAlone = [
  '/prerelease board',
  '/prerelease board 1.42.0 plan',
  '/prerelease board 1.42.0',
  '/release',
  '/release status',
  '/release status board',
  '/release start board',
  '/release who board',
  '/rollback board',
] as const;

/** What each of them answers, while a pre-release soaks and while nothing runs. */
export async function whispers(): Promise<
  readonly { readonly state: string; readonly content: MessageContent }[]
> {
  const busy = frontDesk();
  busy.given({ kind: 'soaking', since: busy.state.now - 30 * 60_000 });
  return [
    ...(await answersOf(typed, busy)),
    ...(await answersOf(typedAlone, frontDesk())).map(({ state, content }) => ({
      state: `${state}, nothing runs`,
      content,
    })),
  ];
}

async function answersOf(words: readonly string[], context: ReturnType<typeof frontDesk>) {
  const answers = await Promise.all(
    words.map(async (state) => {
      const [slash = '', ...rest] = state.split(' ');
      const heard = matchTyped(commands, slash, wordsOf(rest.join(' ')));
      const reply =
        heard.kind === 'unknown'
          ? heard.reply
          : await heard.command.run(heard.words, context.deskFor('U0PRIYA', {}));
      if (reply.kind === 'shown') return [{ state, content: reply.content as MessageContent }];
      if (reply.kind === 'silent' || reply.kind === 'form') return [];
      const { text, blocks, classic } = answerContent(reply);
      return [{ state, content: { text, rich: blocks, classic } }];
    }),
  );
  return answers.flat();
}
