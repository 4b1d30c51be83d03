import type { News, Reader } from '../../src/release/state/reader.ts';
import { followsMax } from '../../src/release/state/reader.ts';
import { defineCommand } from '../../src/command-kit/command.ts';
import type { CommandContext } from '../../src/command-kit/context.ts';
import { type Form, type Reply, privately } from '../../src/command-kit/reply.ts';
import { texts } from '../../src/texts/texts.ts';
import { onClock, quietWords, readQuiet } from '../../src/summary/quiet.ts';
import { namesRelease } from '../../src/release/state/release-ref.ts';

const { settings: say } = texts.replies;

const news = ['needs-me', 'live', 'rolled-back'] as const satisfies readonly News[];
const issues = ['daily', 'weekly'] as const;

/**
 * What Davy writes to a person, and when. Without words a form; with words such as
 * `quiet=22:00-8:00` the same.
 */
export const settingsCommand = defineCommand('release settings', {
  check: (words) => (wrongQuiet(words) === null ? null : { 'quiet=': say.noHoursShort }),
  async run(words, context) {
    const form = context.place.door === 'form';
    if (words.length === 0 && !form)
      return { kind: 'form', form: formOf(await context.reader(), context) };
    const wrong = wrongQuiet(words);
    if (wrong !== null) return privately(say.noHours(wrong));
    const unknown = words.find((word) => !/^(follow|tell|summaries|quiet)=/.test(word));
    if (unknown !== undefined) return privately(say.unknown(unknown));
    const odd = wrongChoice(words, Object.keys(context.services));
    if (odd !== null) return privately(odd);
    const changed = await context.changeReader((reader) =>
      changeOf(words, reader, form, Object.keys(context.services)),
    );
    return said(changed);
  },
});

/** What a list may hold; a word nobody knows is said, because it would be taken for none. */
function wrongChoice(words: readonly string[], services: readonly string[]): string | null {
  const known = { follow: services, tell: news, summaries: issues };
  for (const [name, choices] of Object.entries(known)) {
    const said = listIn(words, name)?.find(
      (one) => one !== 'all' && !choices.some((choice) => choice === one),
    );
    if (said !== undefined) return say.unknownIn(name, said, [...choices].slice(0, 10));
  }
  return null;
}

/** The words of one list; null where nothing is said of it. */
function listIn(words: readonly string[], name: string): readonly string[] | null {
  const word = words.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
  return word === undefined
    ? null
    : word.split(',').filter((one) => one !== '' && one !== 'none' && one !== 'off');
}

/**
 * A form says nothing of a field that is empty: then it means none. Typed words change only what
 * they name.
 */
function changeOf(
  words: readonly string[],
  reader: Reader,
  form: boolean,
  services: readonly string[],
): Reader {
  const list = (name: string): readonly string[] | null =>
    listIn(words, name) ?? (form ? [] : null);
  const named = (list: readonly string[], one: string) =>
    list.includes(one) || list.includes('all');
  const [follow, tell, summaries, quiet] = [
    list('follow'),
    list('tell'),
    list('summaries'),
    list('quiet'),
  ];
  const kept = reader.follows.filter((one) => !shownServices(services).includes(one));
  return {
    ...reader,
    greeted: true,
    follows:
      follow === null
        ? reader.follows
        : [...new Set([...kept, ...services.filter((one) => named(follow, one))])].slice(
            0,
            followsMax,
          ),
    tell: tell === null ? reader.tell : news.filter((one) => named(tell, one)),
    daily: summaries === null ? reader.daily : named(summaries, 'daily'),
    weekly: summaries === null ? reader.weekly : named(summaries, 'weekly'),
    quiet: quiet === null ? reader.quiet : readQuiet(quiet.join('')),
  };
}

/** Ten boxes are all that Slack shows; what is followed beyond them stays followed. */
function shownServices(services: readonly string[]): readonly string[] {
  return services.slice(0, 10);
}

function wrongQuiet(words: readonly string[]): string | null {
  const said = words.find((word) => word.startsWith('quiet='))?.slice('quiet='.length);
  return said === undefined || said === '' || said === 'off' || readQuiet(said) !== null
    ? null
    : said;
}

function formOf(reader: Reader, context: CommandContext): Form {
  const services = shownServices(Object.keys(context.services));
  return {
    command: 'release settings',
    value: '',
    title: say.form.title,
    submit: say.form.submit,
    cancel: say.form.cancel,
    intro: say.form.intro,
    fields: [
      {
        kind: 'choices',
        name: 'follow=',
        label: say.form.follow,
        optional: true,
        options: services.map((name) => ({ label: name, value: name })),
        initial: reader.follows,
      },
      {
        kind: 'choices',
        name: 'tell=',
        label: say.form.tell,
        optional: true,
        initial: reader.tell,
        options: news.map((value) => ({ label: say.form.news[value], value })),
      },
      {
        kind: 'choices',
        name: 'summaries=',
        label: say.form.summaries,
        optional: true,
        initial: issues.filter((one) => reader[one]),
        options: issues.map((value) => ({ label: say.form.issues[value], value })),
      },
      {
        kind: 'text',
        name: 'quiet=',
        label: say.form.quiet,
        hint: say.form.quietHint,
        lines: 'one',
        most: 20,
        optional: true,
        ...(reader.quiet ? { initial: quietWords(reader.quiet) } : {}),
      },
    ],
  };
}

function said({ follows, tell, daily, weekly, quiet }: Reader): Reply {
  return privately(
    say.saved(
      tell,
      follows.filter((one) => !namesRelease(one)),
      daily,
      weekly,
      quiet && { from: onClock(quiet.from), until: onClock(quiet.until) },
    ),
  );
}
