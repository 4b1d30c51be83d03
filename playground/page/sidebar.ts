import { useEffect } from 'preact/hooks';
import { type Room, roomsOf } from '../slack/rooms.ts';
import { type Unread, unreadOf } from '../slack/unread.ts';
import type { Person } from '../slack/workspace.ts';
import { Avatar } from './avatar.ts';
import { html, type Shown } from './html.ts';
import { Switcher } from './switcher.ts';
import { useScene } from './scene.ts';

/** Where one can go: channels and the app, with what is new in each. */
export function Sidebar({
  choose,
  online,
}: {
  choose: (person: Person) => void;
  online: boolean;
}): Shown {
  const { shared, me, state, place, go } = useScene();
  const groups = shared.workspace.groups
    .filter((group) => group.users.includes(me.id))
    .map((group) => group.id);
  const unread = unreadOf(state, me.id, groups);
  const mine = roomsOf(shared.workspace, state).filter((room) => room.members.includes(me.id));
  const channels = mine.filter((room) => room.kind === 'channel');
  const dms = mine.filter((room) => room.kind === 'im');
  const total = [...unread.values()].reduce((sum, one) => sum + one.mentions, 0);
  useEffect(() => {
    document.title = `${total > 0 ? `(${total}) ` : ''}${shared.workspace.name}`;
  }, [total]);
  return html`<nav class="sidebar" aria-label="Workspace">
    <header>
      <img src="/_page/lamp.svg" alt="" />
      <div><strong>${shared.workspace.name}</strong><${Connection} online=${online} /></div>
    </header>
    <h2>Channels</h2>
    <ul>
      ${channels.map(
        (room) =>
          html`<li key=${room.id}>
            <${RoomLink}
              room=${room}
              unread=${unread.get(room.id)}
              current=${place.kind === 'room' && place.channel === room.id}
              go=${() => go({ kind: 'room', channel: room.id })}
            />
          </li>`,
      )}
    </ul>
    <h2>Apps</h2>
    <ul>
      <${AppLink} unread=${unread.get(dms[0]?.id ?? '')} />
    </ul>
    <${Switcher} choose=${choose} />
  </nav>`;
}

function Connection({ online }: { online: boolean }): Shown {
  return html`<span class=${online ? 'line on' : 'line'}
    >${online ? 'Connected' : 'Reconnecting…'}</span
  >`;
}

function RoomLink({
  room,
  unread,
  current,
  go,
}: {
  room: Room;
  unread: Unread | undefined;
  current: boolean;
  go: () => void;
}): Shown {
  const kind = `room ${unread === undefined ? '' : 'unread'}`;
  return html`<button class=${kind} aria-current=${current ? 'page' : undefined} onClick=${go}>
    <span class="hash" aria-hidden="true">${room.isPrivate ? '◆' : '#'}</span
    ><span class="name">${room.name}</span><${Badge} unread=${unread} />
  </button>`;
}

function AppLink({ unread }: { unread: Unread | undefined }): Shown {
  const { shared, place, go } = useScene();
  return html`<li>
    <button
      class=${`room ${unread === undefined ? '' : 'unread'}`}
      aria-current=${place.kind === 'home' ? 'page' : undefined}
      onClick=${() => go({ kind: 'home' })}
    >
      <${Avatar} user=${shared.workspace.bot.user} small=${true} /><span class="name"
        >${shared.workspace.bot.real_name}</span
      ><${Badge} unread=${unread} />
    </button>
  </li>`;
}

function Badge({ unread }: { unread: Unread | undefined }): Shown {
  if (unread === undefined) return null;
  if (unread.mentions === 0)
    return html`<span class="dot" title=${`${unread.unread} new`}
      ><span class="unseen">, ${unread.unread} new</span></span
    >`;
  return html`<span class="badge"
    ><span aria-hidden="true">${unread.mentions}</span
    ><span class="unseen">, ${unread.mentions} for you</span></span
  >`;
}
