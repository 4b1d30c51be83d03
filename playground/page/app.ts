import { useEffect, useState } from 'preact/hooks';
import type { Person } from '../slack/workspace.ts';
import { RoomView } from './room-view.ts';
import { ConfirmDialog, useQuestion } from './confirm.ts';
import { HomeView } from './home-view.ts';
import { Guide } from './guide.ts';
import { html, type Shown } from './html.ts';
import { Forms } from './modal.ts';
import { spottedBy, spottedByClick } from './permalink.ts';
import { type Place, type Scene, SceneProvider, useScene } from './scene.ts';
import { Sidebar } from './sidebar.ts';
import { act, type Live, type Shared, useLive } from './store.ts';
import { ThreadPanel } from './thread.ts';
import { Toasts, useToasts } from './toast.ts';

type Thread = { readonly channel: string; readonly ts: string };

/** The whole page: somebody, and what they see. */
export function App({ shared }: { shared: Shared }): Shown {
  const [me, setMe] = useState<Person | undefined>(() => firstPerson(shared));
  const live = useLive(me?.id ?? '');
  const [place, setPlace] = useState<Place>(() => ({ kind: 'room', channel: firstRoom(shared) }));
  const [thread, setThread] = useState<Thread | undefined>(undefined);
  useEffect(() => openLink(setPlace, setThread), []);
  const choose = (person: Person) => {
    sessionStorage.setItem('me', person.id);
    setMe(person);
  };
  if (me === undefined) return html`<p class="loading">Nobody works here.</p>`;
  if (live === undefined)
    return html`<p class="loading">Opening the workspace as ${me.real_name}…</p>`;
  return html`<${Desk}
    key=${me.id}
    shared=${shared}
    me=${me}
    live=${live}
    choose=${choose}
    where=${{ place, setPlace, thread, setThread }}
  />`;
}

type Where = {
  readonly place: Place;
  readonly setPlace: (place: Place) => void;
  readonly thread: Thread | undefined;
  readonly setThread: (thread: Thread | undefined) => void;
};
type Given = {
  readonly shared: Shared;
  readonly me: Person;
  readonly live: Live;
  readonly choose: (person: Person) => void;
  readonly where: Where;
};

function Desk({
  shared,
  me,
  live,
  choose,
  where: { place, setPlace, thread, setThread },
}: Given): Shown {
  const [listOpen, setListOpen] = useState(false);
  const { question, ask, settle } = useQuestion();
  const { toasts, say } = useToasts();
  const scene: Scene = {
    shared,
    me,
    state: live.state,
    place,
    go: (next) => {
      setPlace(next);
      setThread(undefined);
      setListOpen(false);
    },
    openThread: (channel, ts) => setThread({ channel, ts }),
    act: async (what, body) => {
      const outcome = await act(me.id, what, body);
      if (!outcome.ok && outcome.errors === undefined) say(outcome.error ?? 'That did not work.');
      return outcome;
    },
    ask,
  };
  // Somebody who chooses themselves wants back to where they were.
  const become = (person: Person) => {
    setListOpen(false);
    choose(person);
  };
  const kind = `desk ${thread === undefined ? '' : 'with-thread'} ${listOpen ? 'list-open' : ''}`;
  return html`<${SceneProvider} value=${scene}>
    <div class=${kind} onClick=${followIn(scene)}>
      <${Sidebar} choose=${become} online=${live.online} />
      <${Middle} back=${() => setListOpen(true)} />
      ${thread === undefined ? null : html`<${Beside} thread=${thread} setThread=${setThread} />`}
    </div>
    <${Forms} />
    ${
      question === undefined
        ? null
        : html`<${ConfirmDialog} confirm=${question} settle=${settle} />`
    }
    <${Toasts} toasts=${toasts} />
  </${SceneProvider}>`;
}

/** What this person reads; while Slack is off, with a line that says so. */
function Middle({ back }: { back: () => void }): Shown {
  const { state, place, shared } = useScene();
  return html`<main>
    ${place.kind === 'room' ? html`<${Guide} steps=${shared.guide} />` : null}
    ${
      state.troubles.has('outage')
        ? html`<p class="banner" role="status">
            Slack is off. Nobody hears or says anything until it is back.
          </p>`
        : null
    }
    ${
      place.kind === 'home'
        ? html`<${HomeView} back=${back} />`
        : html`<${RoomView} key=${place.channel} channel=${place.channel} back=${back} />`
    }
  </main>`;
}

function Beside({
  thread: { channel, ts },
  setThread,
}: {
  thread: Thread;
  setThread: (thread: undefined) => void;
}): Shown {
  const close = () => setThread(undefined);
  return html`<${ThreadPanel} key=${ts} channel=${channel} ts=${ts} close=${close} />`;
}

function firstPerson(shared: Shared): Person | undefined {
  const wanted = new URLSearchParams(location.search).get('as') ?? sessionStorage.getItem('me');
  const people = shared.workspace.people.filter(
    (person) => person.deactivated !== true && person.bot !== true,
  );
  return people.find((person) => person.id === wanted || person.name === wanted) ?? people[0];
}

function firstRoom(shared: Shared): string {
  const wanted = new URLSearchParams(location.search).get('channel');
  const { channels } = shared.workspace;
  return (
    channels.find((channel) => channel.id === wanted || channel.name === wanted)?.id ??
    channels[0]?.id ??
    ''
  );
}

function followIn({ go, openThread }: Scene): (event: MouseEvent) => void {
  return (event) => {
    const spotted = spottedByClick(event);
    if (spotted === undefined) return;
    event.preventDefault();
    go({ kind: 'room', channel: spotted.channel });
    if (spotted.ts !== undefined) openThread(spotted.channel, spotted.ts);
  };
}

/** A permalink opens the room and, for a reply, its thread. */
function openLink(setPlace: (place: Place) => void, setThread: (thread: Thread) => void): void {
  const spotted = spottedBy(new URL(location.href));
  if (spotted === undefined) return;
  setPlace({ kind: 'room', channel: spotted.channel });
  if (spotted.ts !== undefined) setThread({ channel: spotted.channel, ts: spotted.ts });
}
