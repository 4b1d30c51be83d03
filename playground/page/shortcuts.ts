import type { Message } from '../slack/entry.ts';
import { html, type Shown } from './html.ts';
import { Menu } from './menu.ts';
import { useScene } from './scene.ts';

/** What the app offers for one message. */
export function MessageMenu({ message }: { message: Message }): Shown {
  const { shared, act } = useScene();
  const offered = shared.shortcuts.filter(({ type }) => type === 'message');
  if (offered.length === 0) return null;
  const items = offered.map(({ name, description, callback_id }) => ({
    label: name,
    detail: description,
    run: () => void act('shortcut', { callback_id, channel: message.channel, ts: message.ts }),
  }));
  return html`<${Menu} items=${items} name="More message actions" sign="⋯" look="" />`;
}

/** What the app offers anywhere, beside the box people write in. */
export function PlusMenu(): Shown {
  const { shared, act } = useScene();
  const offered = shared.shortcuts.filter(({ type }) => type === 'global');
  if (offered.length === 0) return null;
  const items = offered.map(({ name, description, callback_id }) => ({
    label: name,
    detail: description,
    run: () => void act('shortcut', { callback_id }),
  }));
  return html`<${Menu} items=${items} name="Shortcuts" sign="+" look="plus" />`;
}
