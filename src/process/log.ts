import { pino, type Logger } from 'pino';

/**
 * Shapes of secrets that may turn up without having been named: tokens, one-time addresses,
 * passwords in addresses.
 */
const shapes: readonly RegExp[] = [
  /xox[a-z]-[\w-]+/g,
  /xapp-[\w-]+/g,
  /\bBearer\s+[\w.~+/-]+=*/gi,
  /https:\/\/hooks\.slack\.com\/[\w/-]+/g,
  /(?<=:\/\/[^\s:/@]*:)[^\s@/]+(?=@)/g,
];

const hidden = '[hidden]';

/** Takes secrets out of a line, whatever brought them into it: an error, a header, an address. */
export function redact(
  line: string,
  secrets: readonly string[],
  looks: readonly RegExp[] = shapes,
): string {
  const named = secrets
    .filter((secret) => secret.length >= 4)
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1), encodeURIComponent(secret)]);
  const without = named.reduce((text, secret) => text.replaceAll(secret, hidden), line);
  return looks.reduce((text, shape) => text.replace(shape, hidden), without);
}

/**
 * One line per happening: JSON for machines, or a sentence with its facts where a person watches.
 * `onFault` hears of errors, as JSON.
 */
export function makeLog(options: {
  readonly level: string;
  readonly secrets: readonly string[];
  readonly write: (line: string) => void;
  readonly readable: boolean;
  readonly onFault?: (line: string) => void;
}): Logger {
  const { level, secrets, write, readable, onFault } = options;
  return pino(
    {
      level,
      base: null,
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
      messageKey: 'what',
    },
    {
      write: (line: string) => {
        write(redact(readable ? sentence(line) : line, secrets));
        if (onFault && /^\{"level":"(error|fatal)"/.test(line)) onFault(redact(line, secrets));
      },
    },
  );
}

function sentence(line: string): string {
  const { time, level, what, ...facts } = Object.fromEntries(
    Object.entries(Object(JSON.parse(line))),
  );
  const rest = Object.entries(facts).map(
    ([name, value]) =>
      `${name}=${shown(typeof value === 'string' ? value : JSON.stringify(value))}`,
  );
  const begin = `${String(time).slice(11, 19)} ${String(level).toUpperCase().padEnd(5)}`;
  return `${begin} ${shown(String(what))}${rest.length > 0 ? `  (${rest.join(' ')})` : ''}\n`;
}

/**
 * What would move the cursor of a terminal, colour it, or turn letters round, as the code that it
 * is: JSON writes it so already.
 */
function shown(text: string): string {
  return text.replaceAll(
    /[\p{Cc}\u2028\u2029\u200B-\u200F\u202A-\u202E\u2066-\u2069]/gu,
    (char) => `\\u${(char.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
  );
}
