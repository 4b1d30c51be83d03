import { type Choice, plain, type Reply, type Row } from '../command-kit/reply.ts';
import { texts } from '../texts/texts.ts';
import { verbOf } from './verbs.ts';

/** An answer as lines for a terminal; nothing in it moves the cursor. */
export function onScreen(reply: Reply): string {
  switch (reply.kind) {
    case 'silent':
      return '';
    case 'form':
      return line(reply.form.intro);
    case 'shown':
      return line(reply.content.text);
    case 'whisper':
      return [
        line(plain(reply.parts)),
        ...(reply.rows ?? []).map(rowOf),
        ...reply.choices.map(wayOn),
      ].join('');
  }
}

/** After an act, while a Davy runs. */
export const attended = 'Davy runs, and goes on from here. Whoever is on call is told.\n';

/** After an act, while none does: nobody may believe that something happens now. */
export const unattended =
  'It is kept, but NO DAVY RUNS on this ledger: nothing happens, and nobody is paged, until one ' +
  'does. Start it now: npm start\n';

/** An event that is not as it was recorded. */
export type RecordFault = {
  readonly stream: string;
  readonly seq: number | null;
  readonly what: string;
};

/** What a proof of the record found. */
export function recordText(faults: readonly RecordFault[]): string {
  return faults.length === 0
    ? 'The record is whole: every event is there, in order and unchanged.\n'
    : faults
        .map(
          ({ stream, seq, what }) => `✗ ${stream}${seq === null ? '' : ` event ${seq}`}: ${what}\n`,
        )
        .join('');
}

/** What others wrote may hold what a terminal would obey. */
export function harmless(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]|[\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu, '');
}

function line(text: string): string {
  return `${harmless(asTyped(text)).replaceAll('`', '')}\n`;
}

/** What Slack calls `/release why` is `davy why` here; what is said in Slack only stays. */
function asTyped(text: string): string {
  return text.replaceAll(/\/(release ([a-z-]+)|rollback)\b/g, (said, command: string) => {
    const verb = verbOf(command);
    return verb === null ? said : `davy ${verb}`;
  });
}

/** A button as the words that do the same here; what only Slack can do is left to Slack. */
function wayOn(choice: Choice): string {
  if (choice.kind === 'link') return harmless(`  ${choice.label}: ${choice.url}\n`);
  if (choice.kind === 'dismiss') return '';
  const verb = verbOf(choice.command);
  if (verb === null) return '';
  // The revision of a question is a button's.
  const words = choice.value.replace(/^(rel_[0-9A-Za-z]+)\.\d+/, '$1');
  return harmless(`  ${choice.label}: davy ${verb} ${words}\n`);
}

/** Moments with their day: rows reach back for months. */
function rowOf({ name, parts }: Row): string {
  const said = parts.map((part) => (typeof part === 'string' ? part : texts.when.utcDay(part.at)));
  return `  ${harmless([name, ...said].join(''))}\n`;
}
