import type { TextObject } from '../slack/blocks/text.ts';
import { emoticon } from './emoji.ts';
import { html, type Shown } from './html.ts';
import { fillDate } from './moment.ts';
import { parseMrkdwn, type Piece } from './mrkdwn.ts';
import { channelName, handleOf, nameOf, useScene } from './scene.ts';

/** Text as a block holds it: with Slack's markup, or as it is. */
export function Text({ text }: { text: TextObject }): Shown {
  return text.type === 'mrkdwn'
    ? html`<${Mrkdwn} text=${text.text} />`
    : html`<${Plain} text=${text.text} />`;
}

/** Words with Slack's markup: mentions by name, dates on the reader's clock. */
export function Mrkdwn({ text }: { text: string }): Shown {
  return html`<span class="mrkdwn"
    >${parseMrkdwn(text).map((piece) => html`<${Marked} piece=${piece} />`)}</span
  >`;
}

/** Words as they are; only emoji names become pictures. */
export function Plain({ text }: { text: string }): Shown {
  const parts = text.split(/:([a-z0-9_+-]+):/);
  return parts.map((part, index) => (index % 2 === 1 ? html`<${Emoji} name=${part} />` : part));
}

/** An emoji, or its name where there is no picture for it. */
export function Emoji({ name }: { name: string }): Shown {
  const shown = emoticon(name);
  const label = name.replaceAll('_', ' ');
  if (shown === undefined) return `:${name}:`;
  if (shown.kind === 'character')
    return html`<span class="emoji" role="img" aria-label=${label}>${shown.character}</span>`;
  return html`<svg class="emoji" viewBox="0 0 20 20" role="img" aria-label=${label}>
    ${shown.paths.map(
      ({ d, fill, stroke }) =>
        html`<path
          d=${d}
          fill=${fill}
          stroke=${stroke}
          stroke-width="2"
          stroke-linecap="round"
          stroke-linejoin="round"
        />`,
    )}
  </svg>`;
}

function Marked({ piece }: { piece: Piece }): Shown {
  switch (piece.kind) {
    case 'words':
      return piece.text;
    case 'break':
      return html`<br />`;
    case 'bold':
      return html`<strong>${all(piece.pieces)}</strong>`;
    case 'italic':
      return html`<em>${all(piece.pieces)}</em>`;
    case 'strike':
      return html`<s>${all(piece.pieces)}</s>`;
    case 'quote':
      return html`<blockquote>${all(piece.pieces)}</blockquote>`;
    case 'code':
      return html`<code>${piece.text}</code>`;
    case 'pre':
      return html`<pre tabindex="0">${piece.text}</pre>`;
    case 'link':
      return html`<a href=${piece.url} target="_blank" rel="noreferrer">${all(piece.pieces)}</a>`;
    case 'emoji':
      return html`<${Emoji} name=${piece.name} />`;
    case 'date':
      return html`<${Moment} seconds=${piece.seconds} format=${piece.format} url=${piece.url} />`;
    default:
      return html`<${Mention} kind=${piece.kind} id=${piece.id} />`;
  }
}

const all = (pieces: readonly Piece[]) => pieces.map((piece) => html`<${Marked} piece=${piece} />`);

/** A moment, on the reader's own clock. */
export function Moment({
  seconds,
  format,
  url,
}: {
  seconds: number;
  format: string;
  url?: string | undefined;
}): Shown {
  const { me } = useScene();
  const said = fillDate(format, seconds, me, Date.now());
  const time = html`<time
    datetime=${new Date(seconds * 1000).toISOString()}
    title=${fillDate('{date_long} {time_secs}', seconds, me, Date.now())}
    >${said}</time
  >`;
  return url === undefined
    ? time
    : html`<a href=${url} target="_blank" rel="noreferrer">${time}</a>`;
}

/** Somebody, a group, a channel or a whole room, by the name people know. */
export function Mention({
  kind,
  id,
}: {
  kind: 'user' | 'group' | 'channel' | 'room';
  id: string;
}): Shown {
  const { shared, me, go } = useScene();
  if (kind === 'channel') {
    return html`<button class="mention link" onClick=${() => go({ kind: 'room', channel: id })}>
      #${channelName(shared, id)}
    </button>`;
  }
  const mine =
    kind === 'room' ||
    (kind === 'user'
      ? id === me.id
      : shared.workspace.groups.some((group) => group.id === id && group.users.includes(me.id)));
  const name = kind === 'user' ? nameOf(shared, id) : kind === 'group' ? handleOf(shared, id) : id;
  return html`<span class=${mine ? 'mention mine' : 'mention'}>@${name}</span>`;
}
