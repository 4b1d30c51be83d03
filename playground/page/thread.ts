import { useEffect } from 'preact/hooks';
import { keyOf, readKey } from '../slack/state-keys.ts';
import { Composer } from './composer.ts';
import { useFocusBack } from './focus.ts';
import { html, type Shown } from './html.ts';
import { linesOfThread, tsOf } from './lines.ts';
import { MessageLine } from './message.ts';
import { MessageList } from './message-list.ts';
import { channelName, useScene } from './scene.ts';

/** A thread beside its channel; on a phone, over it. */
export function ThreadPanel({
  channel,
  ts,
  close,
}: {
  channel: string;
  ts: string;
  close: () => void;
}): Shown {
  const { shared, me, state, act } = useScene();
  const root = state.messages.get(keyOf(channel, ts));
  const lines = linesOfThread(state, channel, ts);
  const count = lines.filter((line) => line.kind === 'message').length;
  const last = lines.findLast((line) => line.kind === 'message');
  const lastTs = last === undefined ? undefined : tsOf(last);
  useEffect(() => {
    const read = state.read.get(readKey(me.id, channel, ts)) ?? '0';
    if (lastTs !== undefined && lastTs > read && document.visibilityState === 'visible')
      void act('read', { channel, ts: lastTs, thread_ts: ts });
  }, [lastTs]);
  useFocusBack();
  const escape = (event: KeyboardEvent) => {
    if (event.key === 'Escape' && !event.defaultPrevented) close();
  };
  return html`<aside class="thread" aria-label="Thread" onKeyDown=${escape}>
    <header class="top">
      <button class="back" aria-label="Back to the channel" onClick=${close}>‹</button>
      <h2>Thread</h2><span class="topic">#${channelName(shared, channel)}</span>
      <button class="close" aria-label="Close thread" onClick=${close}>×</button>
    </header>
    <${MessageList} lines=${lines} where="thread" label="Replies">
      ${
        root === undefined
          ? html`<p class="empty">The first message is gone.</p>`
          : html`<${MessageLine}
              line=${{ kind: 'message', message: root }}
              where="thread"
              follows=${false}
            />`
      }
      ${count === 0 ? null : html`<${Count} replies=${count} />`}
    </${MessageList}>
    <${Composer} channel=${channel} thread=${ts} placeholder="Reply…" />
  </aside>`;
}

function Count({ replies }: { replies: number }): Shown {
  return html`<div class="day replies-count">
    <span>${replies === 1 ? '1 reply' : `${replies} replies`}</span>
  </div>`;
}
