/** What ssh says, and what somebody has to do about it. */
const ofSsh: readonly (readonly [RegExp, string])[] = [
  [
    /REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .{1,200} has changed/i,
    'the key of its host has changed: if that is meant, replace it in known_hosts of this user',
  ],
  [
    /Host key verification failed|No \S+ host key is known for/i,
    'the key of its host is not known: add it to known_hosts of this user (ssh-keyscan)',
  ],
  [
    /Permission denied \(([\w,-]+)\)/i,
    'permission denied ($1): the host takes no key of this user',
  ],
  [/Too many authentication failures/i, 'permission denied: too many keys were tried'],
  [/Could not resolve hostname ([\w.-]+)/i, 'no host is called $1'],
  [/connect to host (\S+) port (\d+): Connection refused/i, 'connection refused by $1, port $2'],
  [/timed out during banner exchange/i, 'its host accepts the connection, and does not speak'],
  [/connect to host (\S+) port (\d+): ([\w ]+)/i, '$3 ($1, port $2)'],
  [
    /(?:kex_exchange_identification|Connection (?:closed|reset)).{0,200}/i,
    'its host closed the connection',
  ],
];

/**
 * Why git failed, without anybody's password. What ssh says comes first: git's own last word is
 * then only that it could not read.
 */
export function gitsReason(fault: object, said: string, timeoutMs: number): string {
  if ('killed' in fault && fault.killed === true)
    return `: it did not answer within ${Math.ceil(timeoutMs / 1_000)} s`;
  const lines = said.split(/\r?\n/);
  for (const [form, words] of ofSsh) {
    const line = lines.find((one) => form.test(one) && !/^(fatal|ERROR|remote):/.test(one));
    const found = line === undefined ? null : form.exec(line);
    if (found)
      return `: ${words.replaceAll(/\$(\d)/g, (_, group: string) => found[Number(group)] ?? '')}`;
  }
  const meant = lines.filter((line) => /^(fatal|error|ERROR|remote|ssh|warning):?/.test(line));
  const line = meant.find((one) => /^(fatal|ERROR)/.test(one)) ?? meant[0] ?? lines[0] ?? '';
  const plain = line
    .replace(/^\w+: /, '')
    .replaceAll(/\/\/[^/@\s]+@/g, '//')
    .trim()
    .slice(0, 200);
  return plain === '' ? '' : `: ${plain}`;
}
