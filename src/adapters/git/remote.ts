import { UpstreamError } from '../../ports/errors.ts';
import { git } from './run.ts';

/** What a repository answered, and the address it was reached by in the end. */
export type Reached = { readonly refs: string; readonly address: string };

/** GitLab sends on to the name with `.git`, GitHub to a new name: more is a ring. */
const hopsMost = 3;

/**
 * Asks a repository for its refs. Git itself follows nobody: a host may say a new name of its own,
 * or that it wants TLS, and be asked there; where it sends to another host, nobody goes, because
 * that may be this machine's own network.
 */
export async function askRemote(
  repository: string,
  refs: readonly string[],
  doing: string,
  timeoutMs: number,
): Promise<Reached> {
  let address = repository;
  for (let hops = 0; ; hops += 1) {
    try {
      return { refs: await listed(address, refs, doing, { timeoutMs }), address };
    } catch (fault) {
      if (!isSentOn(fault) || hops >= hopsMost) throw fault;
      const next = await whereTo(address, refs, doing, timeoutMs);
      if (next === null) throw fault;
      if (!isSameHost(address, next))
        throw new UpstreamError(
          'Git',
          `${doing}: its host sends to ${new URL(next).origin}, and nobody is followed to ` +
            'another host; write the new address into davy.yml if it is meant',
          { cause: fault },
        );
      address = next;
    }
  }
}

function listed(
  address: string,
  refs: readonly string[],
  doing: string,
  how: { readonly timeoutMs: number; readonly heard?: (said: string) => void },
): Promise<string> {
  // A copy may take long, an answer may not: who accepts and never speaks is given up.
  const seconds = Math.max(1, Math.ceil(how.timeoutMs / 1_000));
  const notSlower = ['-c', 'http.lowSpeedLimit=1', '-c', `http.lowSpeedTime=${seconds}`];
  return git(
    null,
    [...notSlower, 'ls-remote', '--quiet', '--end-of-options', address, ...refs],
    doing,
    how,
  );
}

function isSentOn(fault: unknown): boolean {
  return fault instanceof Error && /returned error: 30[12378]\b/.test(String(fault.cause));
}

/** Git tells where it was sent only in its trace: so it is asked once more, with its own keys. */
async function whereTo(
  address: string,
  refs: readonly string[],
  doing: string,
  timeoutMs: number,
): Promise<string | null> {
  let trace = '';
  await listed(address, refs, doing, { timeoutMs, heard: (said) => (trace = said) }).catch(
    () => '',
  );
  const said = trace
    .split('\n')
    .findLast((line) => /<= Recv header: location: /i.test(line))
    ?.replace(/^.{0,200}?location: /i, '')
    .trim();
  const asked = `${address.replace(/\/$/, '')}/info/refs?service=git-upload-pack`;
  if (said === undefined || !URL.canParse(said, asked)) return null;
  const to = new URL(said, asked);
  if (!to.pathname.endsWith('/info/refs')) return null;
  const { username, password } = new URL(address);
  const next = new URL(to.pathname.slice(0, -'/info/refs'.length), to.origin);
  if (isSameHost(address, next.href)) Object.assign(next, { username, password });
  return next.href;
}

/** The same origin, or the same host with TLS: no password goes to anybody else. */
function isSameHost(from: string, to: string): boolean {
  const [a, b] = [new URL(from), new URL(to)];
  const isSafer = a.protocol === 'http:' && b.protocol === 'https:';
  return a.hostname === b.hostname && (a.origin === b.origin || (isSafer && b.port === ''));
}
