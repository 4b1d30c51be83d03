const withLogin = /\b([a-z][a-z0-9+.-]{0,30}):\/\/([^\s/?#@"'`<>]*)@/gi;
const names = [
  '(?:auth|access|id|refresh|bearer|session|private)?[_-]?token',
  '(?:client|shared)?[_-]?secret',
  'passw(?:or)?d|passphrase|pwd',
  '(?:api|access|private)[_-]?key',
  'sig|signature|credentials?',
].join('|');
const value = String.raw`=(?![&#\s]|$|\$|\{)`;
const inQuery = new RegExp(`[?&#;](?:[\\w.-]*[._-])?(?:${names})${value}`, 'i');

/**
 * Whether an address in a text holds a secret: a password, whatever stands before the `@` of a web
 * page, or a parameter that is called like one. Logs, cards and errors repeat addresses.
 */
export function hidesSecret(text: string): boolean {
  const logins = [...text.matchAll(withLogin)].some(
    ([, scheme = '', login = '']) =>
      login !== '' && (/^https?$/i.test(scheme) || login.includes(':')),
  );
  return logins || (/\bhttps?:\/\//i.test(text) && inQuery.test(text));
}

type Path = readonly (string | number)[];

/** Every place below a value whose text holds a secret in an address. */
export function hiddenIn(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value === 'string') return hidesSecret(value) ? [path] : [];
  if (typeof value !== 'object' || value === null) return [];
  const inner = Array.isArray(value)
    ? value.map((one: unknown, at): [number, unknown] => [at, one])
    : Object.entries(value);
  return inner.flatMap(([key, one]: readonly [string | number, unknown]) =>
    hiddenIn(one, [...path, key]),
  );
}
