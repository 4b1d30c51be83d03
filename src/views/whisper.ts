import type { Button } from '@slack/types';
import { actions, button, link, plainText, section } from './blocks.ts';
import { type Content, content } from './content.ts';
import { esc } from './esc.ts';
import { clock, utc } from './when.ts';

/** An answer to one person: words, moments, and ways on. Backticks in the words mark what can be typed; all else is outside text. */
export type Answer = {
  readonly parts: readonly (string | { readonly at: number })[];
  readonly choices: readonly AnswerChoice[];
};

type AnswerChoice =
  | { readonly kind: 'command'; readonly label: string; readonly command: string; readonly value: string; readonly style?: 'primary' | 'danger' }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | { readonly kind: 'dismiss'; readonly label: string };

/** Draws an answer that only its reader sees. */
export function whisperContent({ parts, choices }: Answer): { readonly text: string; readonly blocks: Content['rich'] } {
  const said = parts.map((part) => (typeof part === 'string' ? markup(part) : clock(part.at))).join('');
  const spoken = parts.map((part) => (typeof part === 'string' ? esc(part.replaceAll('`', ''), 600) : utc(part.at))).join('');
  const { text, rich } = content(spoken, [section('whisper:text:0', said), actions('whisper:act:0', told(choices))]);
  return { text, blocks: rich };
}

/** What stands between backticks can be typed; lines stay lines. */
function markup(text: string): string {
  return text.split('\n').map((one) => one.split(/(`[^`]+`)/).map((piece) => (/^`[^`]+`$/.test(piece) ? `\`${esc(piece.slice(1, -1), 300)}\`` : words(piece))).join('')).join('\n');
}

/** Keeps the spaces at the ends: what stands beside is part of the sentence. */
function words(text: string): string {
  const trimmed = esc(text, 900);
  return trimmed === '' ? (text === '' ? '' : ' ') : `${/^\s/.test(text) ? ' ' : ''}${trimmed}${/\s$/.test(text) ? ' ' : ''}`;
}

/** Two buttons of one command are told apart by a number, because Slack takes an action only once in a row. */
function told(choices: readonly AnswerChoice[]): readonly (Button | null)[] {
  return choices.slice(0, 5).map((choice, i) => {
    switch (choice.kind) {
      case 'link':
        return link(choice.label, `${i}`, choice.url);
      case 'dismiss':
        return { type: 'button', action_id: 'dismiss', text: plainText(choice.label) };
      case 'command': {
        const twice = choices.slice(0, i).some((other) => other.kind === 'command' && other.command === choice.command);
        return button(choice.label, twice ? `${choice.command}#${i}` : choice.command, choice.value, choice.style ? { style: choice.style } : {});
      }
    }
  });
}
