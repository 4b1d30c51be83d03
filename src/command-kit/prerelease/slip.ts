import { nearest } from '../../texts/near.ts';
import { texts } from '../../texts/texts.ts';
import { type Choice, privately, replyButton, type Reply } from '../reply.ts';
import { readSpan } from '../time/span.ts';
import { dryRunWord, planWords } from '../words.ts';

const {
  choice,
  prerelease: { option: say },
} = texts.replies;

/** What is wrong with one word. `field` is the form field that holds it. */
export type Wrong = { readonly reply: Reply; readonly field: string; readonly because: string };

/** The same no for the one who typed and for the one who filled in a form. */
export function wrong(
  field: string,
  because: string,
  ...choices: readonly (Choice | null)[]
): Wrong {
  return { reply: privately(because, ...choices), field, because: because.replaceAll('`', '') };
}

const amongWords: readonly string[] = ['replace', 'beside', 'queued', 'in-line'];

/**
 * A slip of the pen that would start production with a note nobody meant: `soak: 45m`, `servers 2`,
 * `45m`, `dyr`. It is asked about; what it most likely meant is one press away and shows its plan,
 * and `note=` says that it is a note. Null where nothing looks like one.
 */
export function slipIn(all: readonly string[], again: string): Wrong | null {
  const noted = all.findIndex((word) => /^note=/i.test(word));
  const words = noted === -1 ? all : all.slice(0, noted);
  const slip = optionIn(words) ?? (noted === -1 ? wordIn(words) : null);
  if (!slip) return null;
  const { from, takes, meant } = slip;
  const said = words.slice(from, from + takes).join(' ');
  const mended = planWords.includes(meant) ? [] : [meant];
  const fixed = [...words.slice(0, from), ...mended, ...words.slice(from + takes)];
  const rest = all.slice(words.length);
  const options = words.filter((word) => word.includes('='));
  const note = words.filter((word) => !word.includes('=')).join(' ');
  return wrong(
    'note',
    say.slip(said.slice(0, 20), meant),
    replyButton(choice.use(meant), 'prerelease', [again, dryRunWord, ...fixed, ...rest].join(' ')),
    replyButton(choice.asNote, 'prerelease', [again, ...options, `note=${note}`].join(' ')),
  );
}

type Slip = { readonly from: number; readonly takes: number; readonly meant: string };

/** `soak: 45m`, `soak:45m` and `soak 45m` are `soak=45m`, written otherwise. */
function optionIn(words: readonly string[]): Slip | null {
  for (const [from, word] of words.entries()) {
    const [, name = '', colon, value = ''] = /^-*(servers|soak)(:|)(.*)$/i.exec(word) ?? [];
    const key = name.toLowerCase();
    const next = words[from + 1];
    if (colon === ':' && value !== '') return { from, takes: 1, meant: `${key}=${value}` };
    if (key !== '' && value === '' && next !== undefined && isValueOf(key, next))
      return { from, takes: 2, meant: `${key}=${next}` };
  }
  return null;
}

function isValueOf(key: string, word: string): boolean {
  const span = readSpan(word);
  return key === 'soak' ? span !== null : span?.kind === 'no-unit';
}

/** One word alone that may have been meant as one that means something. */
function wordIn(words: readonly string[]): Slip | null {
  const others = words.filter((word) => !word.includes('='));
  const [word] = others;
  if (word === undefined || others.length > 1 || amongWords.includes(word.toLowerCase()))
    return null;
  const span = readSpan(word);
  const meant = span
    ? `${span.kind === 'span' ? 'soak' : 'servers'}=${word}`
    : nearest(word.replace(/^-+/, ''), [...planWords, ...amongWords]);
  return meant === null ? null : { from: words.indexOf(word), takes: 1, meant };
}

/** Whether a line goes on with options, or with what was meant as some. */
export function beginsOptions(word: string): boolean {
  return word.includes('=') || /^-*(servers|soak):?/i.test(word);
}
