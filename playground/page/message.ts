import type { Ephemeral, Message } from '../slack/entry.ts';
import { Avatar } from './avatar.ts';
import { Blocks } from './block.ts';
import { html, type Shown } from './html.ts';
import { type Line, speakerOf, tsOf } from './lines.ts';
import { clock } from './moment.ts';
import { parseMrkdwn, plainOf } from './mrkdwn.ts';
import { Replies } from './replies.ts';
import { channelName, handleOf, nameOf, useScene } from './scene.ts';
import { MessageMenu } from './shortcuts.ts';
import type { Shared } from './store.ts';
import { Emoji, Mrkdwn } from './text.ts';

/** One message in a list, with everything that hangs on it. */
export function MessageLine({
  line,
  where,
  follows,
}: {
  line: Line;
  where: 'room' | 'thread';
  follows: boolean;
}): Shown {
  const { shared, me } = useScene();
  const user = speakerOf(line);
  const name = nameOf(shared, user);
  const kind = `message ${line.kind} ${follows ? 'follows' : ''}`;
  return html`<article
    class=${kind}
    tabindex="-1"
    aria-label=${`${name}, ${clock(tsOf(line), me)}`}
    data-ts=${tsOf(line)}
  >
    <div class="side">
      ${follows ? html`<time>${clock(tsOf(line), me)}</time>` : html`<${Avatar} user=${user} />`}
    </div>
    <div class="body">
      ${
        line.kind === 'whisper'
          ? html`<${OnlyYou} whisper=${line.whisper} />`
          : html`<${Broadcast} message=${line.message} where=${where} />`
      }
      ${follows ? null : html`<${By} line=${line} />`}
      <${Content} held=${line.kind === 'message' ? line.message : line.whisper} />
      ${line.kind === 'message' ? html`<${Below} message=${line.message} where=${where} />` : null}
    </div>
    ${line.kind === 'message' ? html`<${Tools} message=${line.message} where=${where} />` : null}
  </article>`;
}

function By({ line }: { line: Line }): Shown {
  const { shared, me } = useScene();
  const user = speakerOf(line);
  const isApp = user === shared.workspace.bot.user;
  return html`<div class="by">
    <b>${nameOf(shared, user)}</b>${isApp ? html`<span class="tag">App</span>` : null}<time
      >${clock(tsOf(line), me)}</time
    >
  </div>`;
}

function Content({ held }: { held: Message | Ephemeral }): Shown {
  const spot = {
    kind: 'message',
    channel: held.channel,
    ts: held.ts,
    version: held.version,
  } as const;
  if (held.blocks !== undefined) return html`<${Blocks} blocks=${held.blocks} spot=${spot} />`;
  const edited =
    'edited' in held && held.edited ? html` <span class="edited">(edited)</span>` : null;
  return html`<div class="words"><${Mrkdwn} text=${held.text} />${edited}</div>`;
}

function OnlyYou({ whisper }: { whisper: Ephemeral }): Shown {
  const { act } = useScene();
  return html`<p class="mark only">
    <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
      <path
        d="M1 8s2.500-4.500 7-4.500S15 8 15 8s-2.500 4.500-7 4.500S1 8 1 8z"
        fill="none"
        stroke="currentColor"
        stroke-width="1.400"
      />
      <circle cx="8" cy="8" r="2" fill="currentColor" />
    </svg>
    Only visible to you
    <button
      class="link"
      onClick=${() => act('dismiss', { channel: whisper.channel, ts: whisper.ts })}
    >
      Dismiss
    </button>
  </p>`;
}

function Broadcast({ message, where }: { message: Message; where: 'room' | 'thread' }): Shown {
  const { shared, state, openThread } = useScene();
  if (message.broadcast !== true || message.thread_ts === undefined) return null;
  if (where === 'thread')
    return html`<p class="mark">Also sent to #${channelName(shared, message.channel)}</p>`;
  const root = state.messages.get(`${message.channel}:${message.thread_ts}`);
  const thread = message.thread_ts;
  return html`<p class="mark">
    replied to a thread:
    <button class="link" onClick=${() => openThread(message.channel, thread)}>
      ${root === undefined ? 'open' : summaryOf(shared, root)}
    </button>
  </p>`;
}

/** The first words of a message, without markup. */
function summaryOf(shared: Shared, message: Message): string {
  const header = message.blocks?.find((block) => block.type === 'header');
  if (header?.type === 'header') return header.text.text;
  const words = plainOf(parseMrkdwn(message.text), (kind, id) => {
    if (kind === 'channel') return `#${channelName(shared, id)}`;
    const name =
      kind === 'user' ? nameOf(shared, id) : kind === 'group' ? handleOf(shared, id) : id;
    return `@${name}`;
  });
  return words.length > 90 ? `${words.slice(0, 88)}…` : words;
}

function Below({ message, where }: { message: Message; where: 'room' | 'thread' }): Shown {
  const { reactions } = message;
  const isRoot = where === 'room' && message.thread_ts === undefined;
  return html`
    ${reactions === undefined ? null : html`<${Reactions} reactions=${reactions} />`}
    ${isRoot ? html`<${Replies} root=${message} />` : null}
  `;
}

function Reactions({ reactions }: { reactions: NonNullable<Message['reactions']> }): Shown {
  return html`<div class="reactions">
    ${reactions.map((one) => html`<span><${Emoji} name=${one.name} /> ${one.users.length}</span>`)}
  </div>`;
}

function Tools({ message, where }: { message: Message; where: 'room' | 'thread' }): Shown {
  const { openThread } = useScene();
  if (where === 'thread')
    return html`<div class="tools"><${MessageMenu} message=${message} /></div>`;
  return html`<div class="tools">
    <button
      title="Reply in thread"
      aria-label="Reply in thread"
      onClick=${() => openThread(message.channel, message.thread_ts ?? message.ts)}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path
          d="M2 3.500h12v7.500H7.500L4.500 13.500V11H2z"
          fill="none"
          stroke="currentColor"
          stroke-width="1.400"
          stroke-linejoin="round"
        />
      </svg></button
    ><${MessageMenu} message=${message} />
  </div>`;
}
