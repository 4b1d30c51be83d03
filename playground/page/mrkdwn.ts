import { emoticon } from './emoji.ts';
/** A piece of Slack markup, after parsing; words are unescaped only here, at the leaves. */
export type Piece =
  | { readonly kind: 'words'; readonly text: string }
  | { readonly kind: 'break' }
  | { readonly kind: 'bold' | 'italic' | 'strike' | 'quote'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'code' | 'pre'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly pieces: readonly Piece[] }
  | { readonly kind: 'user' | 'channel' | 'group' | 'room'; readonly id: string }
  | {
      readonly kind: 'date';
      readonly seconds: number;
      readonly format: string;
      readonly url?: string;
    }
  | { readonly kind: 'emoji'; readonly name: string };

/**
 * Reads Slack's markup. What was escaped stays words: it can never become a mention, a link or a
 * tag.
 */
export function parseMrkdwn(text: string): readonly Piece[] {
  return text
    .split(/```\n?([\s\S]+?)```/)
    .flatMap((part, index): readonly Piece[] =>
      index % 2 === 1 ? [{ kind: 'pre', text: unescape(part) }] : lines(part),
    );
}

/** Words without markup, for one line: what a notification or a list shows. */
export function plainOf(
  pieces: readonly Piece[],
  name: (kind: 'user' | 'channel' | 'group' | 'room', id: string) => string,
): string {
  return pieces
    .map((piece) => {
      switch (piece.kind) {
        case 'words':
        case 'code':
        case 'pre':
          return piece.text;
        case 'break':
          return ' ';
        case 'bold':
        case 'italic':
        case 'strike':
        case 'quote':
        case 'link':
          return plainOf(piece.pieces, name);
        // What is no emoji was never meant as one: 12:02:00 holds none.
        case 'emoji':
          return emoticon(piece.name) === undefined ? `:${piece.name}:` : '';
        case 'date':
          return new Date(piece.seconds * 1000).toISOString().slice(11, 16);
        default:
          return name(piece.kind, piece.id);
      }
    })
    .join('');
}

function lines(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  const quoted: string[] = [];
  const endQuote = () => {
    if (quoted.length > 0)
      pieces.push({
        kind: 'quote',
        pieces: quoted.flatMap((line, index) => [
          ...(index > 0 ? [lineBreak] : []),
          ...inline(line),
        ]),
      });
    quoted.length = 0;
  };
  for (const [index, line] of text.split('\n').entries()) {
    const quote = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quote !== null) quoted.push(quote[1] ?? '');
    else {
      const afterQuote = quoted.length > 0;
      endQuote();
      if (index > 0 && !afterQuote) pieces.push(lineBreak);
      pieces.push(...inline(line));
    }
  }
  endQuote();
  return pieces;
}

const lineBreak: Piece = { kind: 'break' };

const pattern = new RegExp(
  [
    String.raw`<(?<angle>[^<>\n]+)>`,
    '`(?<code>[^`\\n]+)`',
    String.raw`(?<![\w*])\*(?=[^\s*])(?<bold>[^*\n]*?[^\s*])\*(?![\w*])`,
    String.raw`(?<![\w_])_(?=[^\s_])(?<italic>[^_\n]*?[^\s_])_(?![\w_])`,
    String.raw`(?<![\w~])~(?=[^\s~])(?<strike>[^~\n]*?[^\s~])~(?![\w~])`,
    String.raw`:(?<emoji>[a-z0-9_+-]+):`,
  ].join('|'),
  'g',
);

function inline(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > end)
      pieces.push({ kind: 'words', text: unescape(text.slice(end, match.index)) });
    pieces.push(one(match.groups ?? {}, match[0]));
    end = match.index + match[0].length;
  }
  if (end < text.length) pieces.push({ kind: 'words', text: unescape(text.slice(end)) });
  return pieces;
}

function one(groups: Readonly<Record<string, string | undefined>>, whole: string): Piece {
  if (groups['angle'] !== undefined) return angle(groups['angle']);
  if (groups['code'] !== undefined) return { kind: 'code', text: unescape(groups['code']) };
  if (groups['emoji'] !== undefined) return { kind: 'emoji', name: groups['emoji'] };
  for (const kind of ['bold', 'italic', 'strike'] as const) {
    const inner = groups[kind];
    if (inner !== undefined) return { kind, pieces: inline(inner) };
  }
  return { kind: 'words', text: unescape(whole) };
}

function angle(inner: string): Piece {
  const [head = '', ...rest] = inner.split('|');
  const label = rest.join('|');
  const user = /^@([UW][A-Z0-9]+)$/.exec(head)?.[1];
  if (user !== undefined) return { kind: 'user', id: user };
  const channel = /^#(C[A-Z0-9]+)$/.exec(head)?.[1];
  if (channel !== undefined) return { kind: 'channel', id: channel };
  const group = /^!subteam\^(S[A-Z0-9]+)/.exec(head)?.[1];
  if (group !== undefined) return { kind: 'group', id: group };
  const room = /^!(here|channel|everyone)$/.exec(head)?.[1];
  if (room !== undefined) return { kind: 'room', id: room };
  const date = /^!date\^(\d+)\^([^^]+)(?:\^(.+))?$/.exec(head);
  if (date !== null)
    return {
      kind: 'date',
      seconds: Number(date[1]),
      format: unescape(date[2] ?? ''),
      ...(date[3] === undefined ? {} : { url: date[3] }),
    };
  if (!/^(https?|mailto|tel):/i.test(head))
    return { kind: 'words', text: unescape(label === '' ? `<${head}>` : label) };
  return {
    kind: 'link',
    url: unescape(head),
    pieces:
      label === ''
        ? [{ kind: 'words', text: unescape(head) }]
        : [{ kind: 'words', text: unescape(label) }],
  };
}

const unescape = (text: string) =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
