import type { FormMetadata } from './form-metadata.ts';
import type { Inbound } from '../door/inbound.ts';

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

/** Where an answer to this request goes. */
export function originOf(slack: Inbound, form: FormMetadata | null): Origin {
  if ('command' in slack) {
    const { user_id: id, user_name: name, channel_id: channel } = slack;
    return { ...nowhere({ id, name }), ...waysBack(slack), channel };
  }
  switch (slack.type) {
    case 'block_actions':
      return pressedOn(slack);
    case 'view_submission':
      return {
        ...nowhere(slack.user),
        channel: form?.channel ?? null,
        thread: form?.thread ?? null,
      };
    case 'shortcut':
      return { ...nowhere(slack.user), ...waysBack(slack) };
    case 'message_action': {
      const { user, channel, message } = slack;
      const thread = message.thread_ts ?? message.ts;
      return { ...nowhere(user), ...waysBack(slack), channel: channel.id, thread };
    }
    case 'event_callback': {
      if (slack.event.type === 'app_home_opened') return nowhere({ id: slack.event.user });
      const { user, channel, ts, thread_ts } = slack.event;
      return { ...nowhere({ id: user ?? '' }), channel, thread: thread_ts ?? ts };
    }
  }
}

function pressedOn(slack: Extract<Inbound, { type: 'block_actions' }>): Origin {
  const { container, user, channel, view } = slack;
  const { message_ts: ts, is_ephemeral: ephemeral } = container;
  return {
    ...nowhere(user),
    ...waysBack(slack),
    channel: channel?.id ?? container.channel_id ?? null,
    thread: container.thread_ts ?? null,
    pressed: ts === undefined ? null : { ts, ephemeral },
    ...(view ? { view } : {}),
  };
}

/** What Slack lends for a while, to answer with or to open a form. */
function waysBack(slack: {
  readonly response_url?: string | undefined;
  readonly trigger_id: string;
}): Pick<Origin, 'responseUrl' | 'trigger'> {
  return { responseUrl: slack.response_url ?? null, trigger: slack.trigger_id };
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
