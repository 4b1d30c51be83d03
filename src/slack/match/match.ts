import { z } from 'zod';
import { texts } from '../../texts/texts.ts';
import type { Command } from '../../command-kit/command.ts';
import type { Place, Service } from '../../command-kit/context.ts';
import { type Match, matchMention, matchTyped } from './find-command.ts';
import { type Inbound, pickedText } from '../door/inbound.ts';
import { privately } from '../../command-kit/reply.ts';
import { typed, wordsOf } from '../../command-kit/words.ts';

/** Where a press came from when it was no message: the Home tab, or a form in front of it. */
export type FromView = { readonly id: string; readonly type: 'home' | 'modal' };

/** Where an answer goes. `pressed` is the message a button was on. */
export type Origin = {
  readonly user: string;
  readonly userName: string;
  readonly channel: string | null;
  readonly thread: string | null;
  readonly responseUrl: string | null;
  readonly trigger: string | null;
  readonly pressed: { readonly ts: string; readonly ephemeral: boolean } | null;
  /** The Home tab, or what stands in front of it, where it was pressed there. */
  readonly view?: FromView;
};

/** What a form carries through Slack and back: nothing that is trusted, only what to look up. */
const FormMetadata = z.strictObject({
  value: z.string().max(500),
  channel: z.string().max(40).nullable(),
  thread: z.string().max(40).nullable(),
  fields: z.array(z.string().max(60)).max(20).default([]),
});

/**
 * Buttons that are no commands: links open a page by themselves, and Cancel takes the question
 * away.
 */
export const dismissAction = 'dismiss';

/** Where an answer to this delivery goes. */
export function originOf(inbound: Inbound): Origin {
  if ('command' in inbound) {
    return {
      user: inbound.user_id,
      userName: inbound.user_name,
      channel: inbound.channel_id,
      thread: null,
      responseUrl: inbound.response_url,
      trigger: inbound.trigger_id,
      pressed: null,
    };
  }
  switch (inbound.type) {
    case 'block_actions': {
      const { container, user, trigger_id, response_url } = inbound;
      const pressed =
        container.message_ts === undefined
          ? null
          : { ts: container.message_ts, ephemeral: container.is_ephemeral };
      return {
        user: user.id,
        userName: user.name ?? user.username ?? user.id,
        channel: inbound.channel?.id ?? container.channel_id ?? null,
        thread: container.thread_ts ?? null,
        responseUrl: response_url ?? null,
        trigger: trigger_id,
        pressed,
        ...(inbound.view ? { view: inbound.view } : {}),
      };
    }
    case 'view_submission': {
      const metadata = metadataOf(inbound.view.private_metadata);
      return {
        user: inbound.user.id,
        userName: inbound.user.name ?? inbound.user.username ?? inbound.user.id,
        channel: metadata?.channel ?? null,
        thread: metadata?.thread ?? null,
        responseUrl: null,
        trigger: null,
        pressed: null,
      };
    }
    case 'shortcut':
      return { ...nowhere(inbound.user), trigger: inbound.trigger_id };
    case 'message_action': {
      const { user, channel, message, trigger_id, response_url } = inbound;
      return {
        ...nowhere(user),
        channel: channel.id,
        thread: message.thread_ts ?? message.ts,
        responseUrl: response_url ?? null,
        trigger: trigger_id,
      };
    }
    case 'event_callback': {
      if (inbound.event.type === 'app_home_opened') return nowhere({ id: inbound.event.user });
      const { user, channel, ts, thread_ts } = inbound.event;
      return {
        user: user ?? '',
        userName: user ?? '',
        channel,
        thread: thread_ts ?? ts,
        responseUrl: null,
        trigger: null,
        pressed: null,
      };
    }
  }
}

/** Nobody said where: the answer goes to this person alone. */
function nowhere({
  id,
  name,
  username,
}: {
  readonly id: string;
  readonly name?: string | undefined;
  readonly username?: string | undefined;
}): Origin {
  return {
    user: id,
    userName: name ?? username ?? id,
    channel: null,
    thread: null,
    responseUrl: null,
    trigger: null,
    pressed: null,
  };
}

/**
 * Finds the command in what was typed, pressed, sent or said. A button is a command with its words
 * filled in.
 */
export function matchInbound(
  commands: readonly Command[],
  inbound: Inbound,
): Match & { readonly door: Place['door'] } {
  if ('command' in inbound)
    return {
      ...matchTyped(commands, inbound.command, wordsOf(typed(inbound.text))),
      door: 'typed',
    };
  switch (inbound.type) {
    case 'block_actions':
      return {
        ...named(
          commands,
          inbound.actions[0]?.action_id ?? '',
          wordsOf(pickedText(inbound.actions[0] ?? {})),
        ),
        door: 'button',
      };
    case 'view_submission': {
      const { value = '', fields = [] } = metadataOf(inbound.view.private_metadata) ?? {};
      const said = Object.entries(inbound.view.state.values).map(([name, block]) => ({
        name,
        text: Object.values(block).map(pickedText).join(' '),
      }));
      return {
        ...named(commands, inbound.view.callback_id, [
          ...wordsOf(value),
          ...wordsOfForm(said, fields),
        ]),
        door: 'form',
      };
    }
    case 'shortcut':
    case 'message_action':
      return { ...named(commands, inbound.callback_id, []), door: 'shortcut' };
    case 'event_callback':
      if (inbound.event.type === 'app_home_opened')
        return { kind: 'unknown', reply: { kind: 'silent' }, door: 'mention' };
      return {
        ...matchMention(
          commands,
          wordsOf(typed(inbound.event.text.replace(/<@[A-Z0-9]+(\|[^>]*)?>/, ' '))),
        ),
        door: 'mention',
      };
  }
}

/**
 * What is wrong with a form that was sent, by field: told while it is open, so that nothing typed
 * is lost.
 */
export function formFaults(
  commands: readonly Command[],
  services: Readonly<Record<string, Service>>,
  inbound: Inbound,
): Readonly<Record<string, string>> | null {
  if (!('type' in inbound) || inbound.type !== 'view_submission') return null;
  const heard = matchInbound(commands, inbound);
  return heard.kind === 'command' ? heard.command.check(heard.words, services) : null;
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
  const command = commands.find((command) => command.name === name.replace(/#\d+$/, ''));
  return command
    ? { kind: 'command', command, words }
    : { kind: 'unknown', reply: privately(texts.replies.door.oldButton) };
}

function metadataOf(text: string): z.infer<typeof FormMetadata> | null {
  try {
    return FormMetadata.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
