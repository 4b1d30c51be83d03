import { useEffect, useState } from 'preact/hooks';
import { roomsOf } from '../slack/rooms.ts';
import { readKey } from '../slack/state-keys.ts';
import { Composer } from './composer.ts';
import { html, type Shown } from './html.ts';
import { linesOfRoom, tsOf } from './lines.ts';
import { MessageList } from './message-list.ts';
import { useScene } from './scene.ts';

/** One room: what was said in it, and a box to say more. */
export function RoomView({ channel, back }: { channel: string; back: () => void }): Shown {
  const { shared, me, state, act } = useScene();
  const room = roomsOf(shared.workspace, state).find((one) => one.id === channel);
  const lines = linesOfRoom(state, channel);
  const [newFrom] = useState(() => state.read.get(readKey(me.id, channel)) ?? '0');
  const last = lines.findLast((line) => line.kind === 'message');
  const lastTs = last === undefined ? undefined : tsOf(last);
  const read = state.read.get(readKey(me.id, channel)) ?? '0';
  useEffect(() => {
    const mark = () => {
      if (lastTs !== undefined && lastTs > read && document.visibilityState === 'visible')
        void act('read', { channel, ts: lastTs });
    };
    mark();
    document.addEventListener('visibilitychange', mark);
    return () => document.removeEventListener('visibilitychange', mark);
  }, [lastTs, read]);
  if (room?.members.includes(me.id) !== true)
    return html`<header class="top">
        <button class="back" aria-label="Channels" onClick=${back}>‹</button>
        <h1>${room?.name ?? ''}</h1>
      </header>
      <p class="loading">${me.real_name} is not in this channel.</p>`;
  const name = room.kind === 'im' ? shared.workspace.bot.real_name : room.name;
  const called = room.kind === 'im' ? name : `#${name}`;
  return html`<header class="top">
      <button class="back" aria-label="Channels" onClick=${back}>‹</button>
      <h1>${room.kind === 'im' ? '' : html`<span aria-hidden="true">#</span>`}${name}</h1>
      <span class="topic">${room.topic}</span>
      <${Members} count=${room.members.length} />
    </header>
    <${MessageList} lines=${lines} where="room" newFrom=${newFrom} label=${`Messages in ${name}`}>
      ${
        lines.length === 0
          ? html`<div class="empty">
              <h2>This is the beginning of #${name}</h2>
              <p>${firstHint(shared)}</p>
            </div>`
          : null
      }
    </${MessageList}>
    <${Composer} channel=${channel} placeholder=${`Message ${called}`} />`;
}

function Members({ count }: { count: number }): Shown {
  return html`<span class="members" title="People and apps in this channel"
    ><svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
      <circle cx="8" cy="5" r="3" fill="none" stroke="currentColor" stroke-width="1.500" />
      <path
        d="M2.500 14c.6-3 2.700-4.500 5.500-4.500s4.900 1.500 5.500 4.500"
        fill="none"
        stroke="currentColor"
        stroke-width="1.500"
        stroke-linecap="round"
      /></svg
    >${count}<span class="unseen"> members</span></span
  >`;
}

function firstHint({
  commands,
}: {
  commands: readonly { command: string; usage_hint?: string | undefined }[];
}): Shown {
  const first = commands[0];
  if (first === undefined) return 'Say something to begin.';
  return html`Type <code>${first.command}</code> to begin.`;
}
