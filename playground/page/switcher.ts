import { useState } from 'preact/hooks';
import type { Person } from '../slack/workspace.ts';
import { Avatar } from './avatar.ts';
import { html, type Shown } from './html.ts';
import { usePopUp } from './pop-up.ts';
import { useScene } from './scene.ts';

/** Who you are, and everyone else you could be. */
export function Switcher({ choose }: { choose: (person: Person) => void }): Shown {
  const { me } = useScene();
  const { box, open, setOpen } = usePopUp('[aria-checked=true]');
  const pick = (person: Person) => {
    setOpen(false);
    choose(person);
  };
  return html`<div
    class="switcher"
    ref=${box}
    onKeyDown=${(event: KeyboardEvent) => event.key === 'Escape' && setOpen(false)}
  >
    ${open ? html`<${Choices} pick=${pick} />` : null}
    <button class="me" aria-haspopup="menu" aria-expanded=${open} onClick=${() => setOpen(!open)}>
      <${Avatar} user=${me.id} /><span><b>${me.real_name}</b><small>${me.title ?? ''}</small></span
      ><span class="turn" aria-hidden="true">⇅</span>
      <span class="unseen">Switch person</span>
    </button>
  </div>`;
}

function Choices({ pick }: { pick: (person: Person) => void }): Shown {
  const { shared, me } = useScene();
  const people = shared.workspace.people.filter(
    (person) => person.deactivated !== true && person.bot !== true,
  );
  return html`<div class="menu people" role="menu" aria-label="Act as">
    <p>Act as</p>
    ${people.map(
      (person) =>
        html`<button
          key=${person.id}
          role="menuitemradio"
          aria-checked=${person.id === me.id}
          onClick=${() => pick(person)}
        >
          <${Avatar} user=${person.id} small=${true} /><span
            ><b>${person.real_name}</b
            ><small>${roles(person, shared.workspace.groups)}</small></span
          >
        </button>`,
    )}
    <${Theme} />
    <${Outage} />
  </div>`;
}

function roles(
  person: Person,
  groups: readonly { handle: string; users: readonly string[] }[],
): string {
  const handles = groups
    .filter((group) => group.users.includes(person.id))
    .map((group) => `@${group.handle}`);
  return [person.title ?? '', ...handles].filter((word) => word !== '').join(' · ');
}

function Theme(): Shown {
  const [theme, setTheme] = useState(document.documentElement.dataset['theme'] ?? 'system');
  const pick = (next: string) => {
    setTheme(next);
    if (next === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = next;
  };
  return html`<div class="theme" role="group" aria-label="Colours">
    ${['system', 'light', 'dark'].map(
      (one) =>
        html`<button aria-pressed=${theme === one} onClick=${() => pick(one)}>${one}</button>`,
    )}
  </div>`;
}

/** Anybody at this desk may switch Slack off, to see what happens then. */
function Outage(): Shown {
  const { state } = useScene();
  const off = state.troubles.has('outage');
  const flip = () =>
    off
      ? fetch('/_control/faults?kind=outage', { method: 'DELETE' })
      : fetch('/_control/faults', { method: 'POST', body: '{"kind":"outage"}' });
  return html`<div class="theme">
    <button role="switch" aria-checked=${off} aria-pressed=${off} onClick=${flip}>
      ${off ? 'Slack is off: switch it on' : 'Switch Slack off'}
    </button>
  </div>`;
}
