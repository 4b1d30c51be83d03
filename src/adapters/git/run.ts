import { execFile } from 'node:child_process';
import { UpstreamError } from '../../ports/errors.ts';
import { gitsReason } from './why.ts';

/** What one call of git may take; `heard` gets all that it said, with the trace of its HTTP. */
export type Limits = {
  readonly timeoutMs: number;
  readonly input?: string;
  readonly heard?: (said: string) => void;
};

/**
 * Runs git without a shell and gives back what it printed; without a folder it needs none. `doing`
 * says what failed when it does.
 */
export function git(
  folder: string | null,
  args: readonly string[],
  doing: string,
  { timeoutMs, input, heard }: Limits,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = {
      env: heard ? { ...environment(), ...traced } : environment(),
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: mostBytes,
      encoding: 'utf8',
      windowsHide: true,
    } as const;
    const running = execFile(
      'git',
      [...(folder === null ? [] : ['--git-dir', folder]), ...settings, ...args],
      options,
      (fault, out, said) => {
        heard?.(said);
        if (fault)
          reject(
            new UpstreamError('Git', `${doing}${gitsReason(fault, said, timeoutMs)}`, {
              cause: fault,
            }),
          );
        else resolve(out);
      },
    );
    running.stdin?.on('error', () => undefined);
    running.stdin?.end(input ?? '');
  });
}

/** A history larger than this is nobody's changelog. */
const mostBytes = 256 * 1024 * 1024;

/**
 * Whatever the machine's own settings are, git runs no hook, no pager and no program of the
 * repository, and asks nobody.
 */
const settings = [
  '-c',
  'core.hooksPath=/dev/null',
  '-c',
  'gc.auto=0',
  '-c',
  'maintenance.auto=false',
  '-c',
  'core.askPass=',
  '-c',
  'core.fsmonitor=false',
  '-c',
  'log.showSignature=false',
  // By default it follows a host to any other, such as one of this machine's own network.
  '-c',
  'http.followRedirects=false',
] as const;

/** Headers alone, and none that holds a key: git takes those out itself. */
const traced = { GIT_TRACE_CURL: '1', GIT_TRACE_CURL_NO_DATA: '1', GIT_TRACE_REDACT: '1' } as const;

const passedOn = [
  'PATH',
  'HOME',
  'XDG_CONFIG_HOME',
  'SSH_AUTH_SOCK',
  'SSL_CERT_FILE',
  'SSL_CERT_DIR',
  'https_proxy',
  'HTTPS_PROXY',
  'http_proxy',
  'no_proxy',
  'NO_PROXY',
  'TMPDIR',
] as const;

/**
 * Davy's secrets are none of git's business. Only ways that transport data are allowed: `ext::`
 * would run a program.
 */
function environment(): Record<string, string> {
  const own = Object.fromEntries(
    passedOn.flatMap((name) =>
      process.env[name] === undefined ? [] : [[name, process.env[name]]],
    ),
  );
  return {
    ...own,
    LC_ALL: 'C',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    SSH_ASKPASS: '',
    GIT_PAGER: 'cat',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_ALLOW_PROTOCOL: 'file:git:http:https:ssh',
    GIT_SSH_COMMAND: process.env['GIT_SSH_COMMAND'] ?? 'ssh -o BatchMode=yes -o ConnectTimeout=10',
  };
}

/**
 * What a comparison of files must not depend on: names that git guesses, programs and settings of
 * whoever owns the machine.
 */
export const asItIs = [
  '--no-renames',
  '--no-ext-diff',
  '--no-textconv',
  '--ignore-submodules=none',
] as const;

/** The same for a log: nothing between its lines that nobody asked for. */
export const bareLog = [
  ...asItIs,
  '--no-color',
  '--no-notes',
  '--no-decorate',
  '--no-show-signature',
] as const;
