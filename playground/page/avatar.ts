import { html, type Shown } from './html.ts';
import { nameOf, useScene } from './scene.ts';

/** Somebody's picture: initials on their own colour; the app carries its lamp. */
export function Avatar({ user, small = false }: { user: string; small?: boolean }): Shown {
  const { shared } = useScene();
  const kind = small ? 'avatar small' : 'avatar';
  if (user === shared.workspace.bot.user)
    return html`<img class=${kind} src="/_page/lamp.svg" alt="" />`;
  const name = nameOf(shared, user);
  const index = shared.workspace.people.findIndex((person) => person.id === user);
  const initials = name
    .split(/\s+/)
    .map((word) => word.charAt(0))
    .join('')
    .slice(0, 2);
  return html`<span class=${kind} style=${`--hue: ${(index * 47 + 205) % 360}`} aria-hidden="true"
    >${user === 'USLACKBOT' ? 'S' : initials}</span
  >`;
}
