import { texts } from '../../texts/texts.ts';
import type { Command } from '../../command-kit/command.ts';
import type { Place } from '../../command-kit/context.ts';
import { commandNamed, type Match, matchMention, matchTyped } from './find-command.ts';
import type { FormMetadata } from './form-metadata.ts';
import { type Inbound, pickedText } from '../door/inbound.ts';
import { privately } from '../../command-kit/reply.ts';
import { typed, wordsOf } from '../../command-kit/words.ts';

/** What a request asks for: mostly a command, found or not, and the way it was said. */
export type Asked =
  | (Match & { readonly door: Place['door'] })
  /** Cancel: the question goes away. */
  | { readonly kind: 'dismiss' }
  /** Somebody looks at their Home tab. */
  | { readonly kind: 'home' }
  /** Links open a page by themselves, and the app's other tab needs nothing. */
  | { readonly kind: 'nothing' };

/**
 * Finds the command in what was typed, pressed, sent or said. A button is a command with its words
 * filled in.
 */
export function matchInbound(
  commands: readonly Command[],
  slack: Inbound,
  form: FormMetadata | null,
): Asked {
  if ('command' in slack)
    return { ...matchTyped(commands, slack.command, wordsOf(typed(slack.text))), door: 'typed' };
  switch (slack.type) {
    case 'block_actions':
      return pressed(commands, slack.actions[0]?.action_id ?? '', slack.actions[0] ?? {});
    case 'view_submission':
      return { ...sent(commands, slack.view, form), door: 'form' };
    case 'shortcut':
    case 'message_action':
      return { ...named(commands, slack.callback_id, []), door: 'shortcut' };
    case 'event_callback':
      if (slack.event.type === 'app_mention') return orderIn(commands, slack.event);
      return { kind: slack.event.tab === 'home' ? 'home' : 'nothing' };
  }
}

function pressed(
  commands: readonly Command[],
  action: string,
  control: Parameters<typeof pickedText>[0],
): Asked {
  if (action === 'dismiss') return { kind: 'dismiss' };
  if (action.startsWith('link')) return { kind: 'nothing' };
  return { ...named(commands, action, wordsOf(pickedText(control))), door: 'button' };
}

function sent(
  commands: readonly Command[],
  { callback_id, state }: Extract<Inbound, { type: 'view_submission' }>['view'],
  form: FormMetadata | null,
): Match {
  const said = Object.entries(state.values).map(([name, block]) => ({
    name,
    text: Object.values(block).map(pickedText).join(' '),
  }));
  const { value = '', fields = [] } = form ?? {};
  return named(commands, callback_id, [...wordsOf(value), ...wordsOfForm(said, fields)]);
}

/** An order is given once, as it was first written: what an edit makes of it is none. */
function orderIn(
  commands: readonly Command[],
  { text, edited }: { readonly text: string; readonly edited?: object | null | undefined },
): Asked {
  const match: Match = edited
    ? { kind: 'unknown', reply: privately(texts.replies.door.editedMention) }
    : matchMention(commands, mentioned(text));
  return { ...match, door: 'mention' };
}

/** What was said to Davy, without its name. */
function mentioned(text: string): readonly string[] {
  return wordsOf(typed(text.replace(/<@[A-Z0-9]+(\|[^<>]*)?>/, ' ')));
}

/**
 * A form says words, too: a field called `soak=` says `soak=45m`, any other its own words, in the
 * form's order (Slack keeps none).
 */
function wordsOfForm(
  said: readonly { readonly name: string; readonly text: string }[],
  order: readonly string[],
): readonly string[] {
  const sorted = said.toSorted((a, b) => order.indexOf(a.name) - order.indexOf(b.name));
  return sorted.flatMap(({ name, text }) =>
    name.endsWith('=') && text !== ''
      ? [`${name}${wordsOf(text).join(',')}`]
      : name.endsWith('=')
        ? []
        : wordsOf(text),
  );
}

function named(commands: readonly Command[], name: string, words: readonly string[]): Match {
  // Two buttons of one command in a row are told apart by a number.
  const command = commandNamed(commands, name.replace(/#\d+$/, ''));
  return command
    ? { kind: 'command', command, words }
    : { kind: 'unknown', reply: privately(texts.replies.door.oldButton) };
}
