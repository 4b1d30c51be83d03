import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { timing } from '../../time/timing.ts';

/** Where Davy keeps what its ssh needs: `known_hosts` is written by people, the rest by ssh. */
export type SshOptions = { readonly directory: string; readonly program: string };

/** Whom to reach, and as whom. */
export type SshTarget = {
  readonly host: string;
  readonly user: string;
  /** A key of its own for this user; null for those that ssh finds. */
  readonly identity: string | null;
};

/** What ssh said until it ended or its time was over. Its status means nothing. */
export type Heard = { readonly out: Buffer; readonly errors: string; readonly tooLong: boolean };

/**
 * Sends a script to a host by the system's own ssh, with a list of arguments and no shell of ours.
 * Ends within the deadline: an ssh that hangs is killed, and what it began goes on.
 */
export async function throughSsh(
  { directory, program }: SshOptions,
  target: SshTarget,
  script: string,
): Promise<Heard> {
  const place = resolve(directory);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  return new Promise((tell, fail) => {
    const out: Buffer[] = [];
    const errors: Buffer[] = [];
    let tooLong = false;
    const running = spawn(program, [...settings(place, target), 'sh', '-s'], {
      env: environment(),
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const over = setTimeout(() => {
      tooLong = true;
      running.kill('SIGKILL');
    }, timing.callDeadlineMs);
    const end = () => {
      clearTimeout(over);
      // An ssh that stays behind to keep the connection may hold these open.
      running.stdout.destroy();
      running.stderr.destroy();
      tell({
        out: Buffer.concat(out),
        errors: Buffer.concat(errors).toString('utf8').slice(0, 4_000),
        tooLong,
      });
    };
    running.stdout.on('data', (bytes: Buffer) => out.push(bytes));
    running.stderr.on('data', (bytes: Buffer) => errors.push(bytes));
    running.stdin.on('error', () => undefined);
    running.once('error', (fault) => {
      clearTimeout(over);
      fail(fault);
    });
    running.once('close', end);
    running.once('exit', () => setTimeout(end, closesWithinMs).unref());
    running.stdin.end(script);
  });
}

/** What was written is read before this, whoever still holds the other end. */
const closesWithinMs = 200;

/** Longer, and the system takes it for no address of a socket. */
const socketMost = 100;

function settings(place: string, { host, user, identity }: SshTarget): readonly string[] {
  const [name = '', port = '22'] = host.split(':');
  const socket = join(place, '%C');
  const shared =
    socket.length + 40 <= socketMost
      ? ['ControlMaster=auto', `ControlPath=${socket}`, 'ControlPersist=60']
      : ['ControlMaster=no', 'ControlPath=none'];
  const options = [
    'BatchMode=yes',
    'StrictHostKeyChecking=yes',
    `UserKnownHostsFile=${join(place, 'known_hosts')}`,
    'GlobalKnownHostsFile=none',
    'UpdateHostKeys=no',
    'ConnectTimeout=3',
    'ServerAliveInterval=3',
    'ServerAliveCountMax=2',
    'ForwardAgent=no',
    'ForwardX11=no',
    'ClearAllForwardings=yes',
    'PermitLocalCommand=no',
    'RequestTTY=no',
    ...shared,
    ...(identity === null ? [] : [`IdentityFile=${identity}`, 'IdentitiesOnly=yes']),
  ];
  return [...options.flatMap((option) => ['-o', option]), '-p', port, '-l', user, '--', name];
}

const passedOn = ['PATH', 'HOME', 'SSH_AUTH_SOCK', 'TMPDIR'] as const;

/** Davy's secrets are none of ssh's business. */
function environment(): Record<string, string> {
  const own = passedOn.flatMap((name) =>
    process.env[name] === undefined ? [] : [[name, process.env[name]]],
  );
  return { ...Object.fromEntries(own), LC_ALL: 'C' };
}
