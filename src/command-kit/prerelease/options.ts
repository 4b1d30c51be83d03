import { nearest } from '../../texts/near.ts';
import type { Among } from '../../release/state/among.ts';
import { replyButton } from '../reply.ts';
import { readSpan } from '../time/span.ts';
import { dryRunWord, isPlanWord } from '../words.ts';
import { slipIn, type Wrong, wrong } from './slip.ts';
import type { Service } from '../../service/service.ts';
import { texts } from '../../texts/texts.ts';

const {
  choice,
  prerelease: { option: say },
} = texts.replies;

/** What was chosen for one pre-release; the rest of the words is its note. */
export type Options = {
  readonly servers: number | undefined;
  readonly soakMs: number | undefined;
  readonly among: Among;
  /** Said that it may be older than what is live. */
  readonly older: boolean;
  /** Lines on which the build is blocked, and that whoever asks for it has read so. */
  readonly despite: readonly string[];
  readonly note: string;
  /** `plan` or `dry` as the last word: show what would happen, start nothing. */
  readonly dry: boolean;
};

const keys = ['servers', 'soak'];
const soakMostMs = 24 * 3_600_000;
const soakLeastMs = 5 * 60_000;

/**
 * Reads `servers=2 soak=45m` out of the words. `again` is the command so far, for buttons that fix
 * one word. In a form every other word belongs to the note.
 */
export function readOptions(
  all: readonly string[],
  service: Service,
  again: string,
  form: boolean,
): Options | Wrong {
  let servers: number | undefined;
  let soakMs: number | undefined;
  let despite: readonly string[] = [];
  const note: string[] = [];
  const { dry, words } = form ? { dry: false, words: all } : plannedOnly(all);
  const slip = form ? null : slipIn(words, again);
  if (slip) return slip;
  for (const [index, word] of words.entries()) {
    const [, key = '', value = ''] = /^([a-z]+)=(.*)$/i.exec(word) ?? [];
    const name = key.toLowerCase();
    if (name === 'servers') {
      const read = readServers(value, service);
      if (typeof read !== 'number') return read;
      servers = read;
    } else if (name === 'soak') {
      const read = readSoak(value, service, (mended) =>
        [again, dryRunWord, ...words.with(index, mended)].join(' '),
      );
      if (typeof read !== 'number') return read;
      soakMs = read;
    } else if (!form && name === 'despite') despite = value.toLowerCase().split(',');
    else if (!form && name === 'note') note.push(...(value === '' ? [] : [value]));
    else if (!form && name !== '' && note.length === 0) return unknownKey(name);
    else note.push(word);
  }
  const said = form ? [] : wordsBefore(note);
  const among = said.flatMap((word) => amongOf(word) ?? []).at(-1) ?? null;
  return {
    servers,
    soakMs,
    among: among ?? 'alone',
    despite,
    older: said.some(isOlderWord),
    note: note.slice(said.length).join(' ').slice(0, 500),
    dry,
  };
}

/**
 * Whether only the plan is asked for, and the words without saying so. In a note of several words
 * the last may be just a word of it: only `plan` counts there.
 */
function plannedOnly(all: readonly string[]): {
  readonly dry: boolean;
  readonly words: readonly string[];
} {
  const isNoted = all.some((word) => /^note=/i.test(word));
  const words = all.filter((word) => word.toLowerCase() !== dryRunWord);
  const last = words.at(-1);
  const isAlone = words.filter((word) => !word.includes('=')).length === 1;
  const isLast = !isNoted && isPlanWord(last) && (isAlone || last?.toLowerCase() === 'plan');
  return {
    dry: isLast || words.length < all.length,
    words: isLast ? words.slice(0, -1) : words,
  };
}

/** What is said of it before its note begins. */
function wordsBefore(note: readonly string[]): readonly string[] {
  const end = note.findIndex((word) => amongOf(word) === null && !isOlderWord(word));
  return end === -1 ? note : note.slice(0, end);
}

function isOlderWord(word: string): boolean {
  return word.toLowerCase() === 'older';
}

/**
 * Said explicitly, it goes; left out, the caller is asked as soon as there is something to ask
 * about.
 */
function amongOf(word: string | undefined): Among | null {
  const said = word?.toLowerCase() ?? '';
  // `in-line` was its word before, and still is on buttons that were posted then.
  if (said === 'queued') return 'in-line';
  return said === 'replace' || said === 'beside' || said === 'in-line' ? said : null;
}

function unknownKey(name: string): Wrong {
  if (name === 'ring') return wrong('servers=', say.ring);
  return wrong('note', say.unknown(name.slice(0, 20), nearest(name, keys)));
}

function readServers(value: string, service: Service): number | Wrong {
  const number = /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= 1 && number <= service.mostServers) return number;
  const why = Number.isNaN(number) ? say.noServers : number < 1 ? say.fewServers : say.manyServers;
  return wrong('servers=', why(value.slice(0, 20), say.range(service.name, service.mostServers)));
}

function readSoak(
  value: string,
  service: Service,
  again: (mended: string) => string,
): number | Wrong {
  const span = readSpan(value);
  if (span === null) return wrong('soak=', say.noSoak(value.slice(0, 20)));
  if (span.kind === 'no-unit') {
    const { number } = span;
    return wrong(
      'soak=',
      say.noUnit(number),
      replyButton(choice.use(say.minutes(number)), 'prerelease', again(`soak=${number}m`)),
    );
  }
  const { ms } = span;
  const { soakMs: usualMs } = service.plan();
  const leastMs = Math.min(soakLeastMs, usualMs);
  const mostMs = Math.max(soakMostMs, usualMs);
  if (ms >= leastMs && ms <= mostMs) return ms;
  return wrong('soak=', (ms < leastMs ? say.shortSoak : say.longSoak)(value, leastMs, mostMs));
}
