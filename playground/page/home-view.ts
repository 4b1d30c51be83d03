import { useEffect, useState } from 'preact/hooks';
import { roomsOf } from '../slack/rooms.ts';
import { Blocks } from './block.ts';
import { Composer } from './composer.ts';
import { html, type Shown } from './html.ts';
import { linesOfRoom, tsOf } from './lines.ts';
import { MessageList } from './message-list.ts';
import { useScene } from './scene.ts';

/** The app: its Home tab, and what it wrote to this person alone. */
export function HomeView({ back }: { back: () => void }): Shown {
  const { shared, me, state, act } = useScene();
  const [tab, setTab] = useState<'home' | 'messages'>(shared.hasHome ? 'home' : 'messages');
  const { bot } = shared.workspace;
  const dm = roomsOf(shared.workspace, state).find(
    (room) => room.kind === 'im' && room.members.includes(me.id),
  );
  const lines = dm === undefined ? [] : linesOfRoom(state, dm.id);
  const last = lines.at(-1);
  useEffect(() => {
    if (tab === 'home' || dm === undefined) void act('open_home', {});
  }, [tab]);
  useEffect(() => {
    if (tab === 'messages' && dm !== undefined && last !== undefined)
      void act('read', { channel: dm.id, ts: tsOf(last) });
  }, [tab, last === undefined ? '' : tsOf(last)]);
  const box =
    dm === undefined
      ? null
      : html`<${Composer} channel=${dm.id} placeholder=${`Message ${bot.real_name}`} />`;
  const button = (name: 'home' | 'messages', words: string) =>
    html`<button role="tab" aria-selected=${tab === name} onClick=${() => setTab(name)}>
      ${words}
    </button>`;
  return html`<header class="top">
      <button class="back" aria-label="Channels" onClick=${back}>‹</button>
      <h1>${bot.real_name}</h1>
      <span class="tag">App</span>
      <div class="tabs" role="tablist">
        ${shared.hasHome ? button('home', 'Home') : null}${button('messages', 'Messages')}
      </div>
    </header>
    ${
      tab === 'home'
        ? html`<${Home} />`
        : html`<${MessageList} lines=${lines} where="room" label="Direct messages" />${box}`
    }`;
}

/** The tab as the app drew it for this person. */
function Home(): Shown {
  const { shared, me, state } = useScene();
  const home = state.homes.get(me.id);
  return html`<div class="list home" tabindex="0">
    <div class="inner">
      ${
        home === undefined
          ? html`<div class="empty">
              <h2>${shared.workspace.bot.real_name} has nothing here yet</h2>
              <p>It draws this page when you open it.</p>
            </div>`
          : html`<${Blocks}
              blocks=${home.body.blocks}
              spot=${{ kind: 'view', view_id: home.id }}
            />`
      }
    </div>
  </div>`;
}
