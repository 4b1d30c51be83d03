import { nearest } from '../src/near.ts';
import { button, type Reply, type Service, whisper } from '../src/slack/command.ts';
import { count, span } from './say.ts';

/** What was chosen for one pre-release; the rest of the words is its note. */
export type Options = { readonly servers: number | undefined; readonly soakMs: number | undefined; readonly note: string };

const keys = ['servers', 'soak'];
const unitMs: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };
const soakMostMs = 24 * 3_600_000;
const soakLeastMs = 5 * 60_000;

/** Reads `servers=2 soak=45m` out of the words. `again` is the command so far, for buttons that mend one word. */
export function readOptions(words: readonly string[], service: Service, again: string): Options | { readonly reply: Reply } {
  let servers: number | undefined;
  let soakMs: number | undefined;
  const note: string[] = [];
  for (const word of words) {
    const [, key = '', value = ''] = /^([a-z]+)=(.*)$/i.exec(word) ?? [];
    const name = key.toLowerCase();
    if (name === 'servers') {
      const read = readServers(value, service);
      if (typeof read !== 'number') return read;
      servers = read;
    } else if (name === 'soak') {
      const read = readSoak(value, service, again);
      if (typeof read !== 'number') return read;
      soakMs = read;
    } else if (name !== '' && note.length === 0) return { reply: unknownKey(name) };
    else note.push(word);
  }
  return { servers, soakMs, note: note.join(' ').slice(0, 500) };
}

function unknownKey(name: string): Reply {
  if (name === 'ring') return whisper('`ring=` is not known. Canaries are counted in servers: `servers=2`');
  const meant = nearest(name, keys);
  return whisper(`\`${name}=\` is not known.${meant === null ? '' : ` Did you mean \`${meant}=\`?`} I know \`servers=2\` and \`soak=45m\`; other words are the note.`);
}

function readServers(value: string, service: Service): number | { readonly reply: Reply } {
  const number = /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= 1 && number <= service.mostServers) return number;
  const why = Number.isNaN(number) ? 'is not a number of servers' : number < 1 ? 'is too few' : 'is too many';
  const range = service.mostServers === 1 ? `${service.name} takes 1` : `Use 1 to ${service.mostServers}`;
  return { reply: whisper(`\`servers=${value.slice(0, 20)}\` ${why}. ${range}. Example: \`servers=1\``) };
}

function readSoak(value: string, service: Service, again: string): number | { readonly reply: Reply } {
  const [, number, unit] = /^(\d{1,5})([smh]?)$/.exec(value.toLowerCase()) ?? [];
  if (number === undefined || unit === undefined) return { reply: whisper(`\`soak=${value.slice(0, 20)}\` is not a length of time. Example: \`soak=45m\``) };
  if (unit === '') {
    return { reply: whisper(`\`soak=${number}\` needs a unit. Try \`soak=${number}m\`.`, button(`Use ${number} min`, 'prerelease', `${again} soak=${number}m`)) };
  }
  const ms = Number(number) * (unitMs[unit] ?? 0);
  const leastMs = Math.min(soakLeastMs, service.soakMs);
  const mostMs = Math.max(soakMostMs, service.soakMs);
  if (ms >= leastMs && ms <= mostMs) return ms;
  return { reply: whisper(`\`soak=${value}\` is too ${ms < leastMs ? 'short' : 'long'}. Use ${span(leastMs)} to ${span(mostMs)}. Example: \`soak=45m\``) };
}

/** What was asked for, as people read it back. */
export function planWords(servers: number, soakMs: number): string {
  return `${count(servers, 'server')}, soak ${span(soakMs)}`;
}
