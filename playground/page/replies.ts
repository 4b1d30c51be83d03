import type { Message } from '../slack/entry.ts';
import { calledIn, isNew } from '../slack/unread.ts';
import { Avatar } from './avatar.ts';
import { html, type Shown } from './html.ts';
import { linesOfThread } from './lines.ts';
import { clock } from './moment.ts';
import { useScene } from './scene.ts';

/** The line under a message that leads into its thread, and says what is new there. */
export function Replies({ root }: { root: Message }): Shown {
  const { shared, state, me, openThread } = useScene();
  const replies = linesOfThread(state, root.channel, root.ts).flatMap((line) =>
    line.kind === 'message' ? [line.message] : [],
  );
  const last = replies.at(-1);
  if (last === undefined) return null;
  const groups = shared.workspace.groups
    .filter((group) => group.users.includes(me.id))
    .map((group) => group.id);
  const fresh = replies.filter((reply) => reply.user !== me.id && isNew(state, me.id, reply));
  const called = fresh.some((reply) => calledIn(state, reply, me.id, groups));
  const speakers = [...new Set(replies.map((reply) => reply.user))].slice(0, 4);
  return html`<button class="replies" onClick=${() => openThread(root.channel, root.ts)}>
    <span class="faces"
      >${speakers.map((user) => html`<${Avatar} user=${user} small=${true} />`)}</span
    >
    <b>${replies.length === 1 ? '1 reply' : `${replies.length} replies`}</b>
    ${
      called
        ? html`<span class="badge">for you</span>`
        : fresh.length > 0
          ? html`<span class="fresh">${fresh.length} new</span>`
          : null
    }
    <span class="last">Last reply ${clock(last.ts, me)}</span>
  </button>`;
}
