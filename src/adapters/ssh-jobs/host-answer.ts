/**
 * # src/adapters/ssh-jobs
 *
 * Jobs on hosts by the system's own OpenSSH. The wire may break at any moment: what has begun is
 * written down on the host, under the host's lock, and looked at from there.
 */

import type { JobObstacle } from '../../ports/jobs.ts';
import type { JobProgress } from '../../release/state/job-run.ts';
import type { Heard } from './ssh.ts';

/** What the script on the host said: the word of its verb, and what the run wrote. */
export type HostAnswer = {
  readonly word: string;
  readonly rest: string;
  readonly progress: JobProgress | null;
  readonly first: string | null;
  readonly last: string;
  /** The last part is only the end of what there was. */
  readonly cut: boolean;
};

/**
 * Reads an answer; null where it did not come to its end. ssh's own status is not asked: 255 may be
 * the wire's or the job's.
 */
export function readSaid({ out }: Pick<Heard, 'out'>, mark: string): HostAnswer | null {
  const text = out.toString('utf8');
  const end = text.lastIndexOf(`\n${mark} end\n`);
  const pieces = text.slice(0, Math.max(0, end)).split(`\n${mark} `).slice(1).map(piece);
  const [first] = pieces;
  if (end < 0 || first === undefined) return null;
  const [word = '', ...rest] = first.head.split(' ');
  const body = (name: string) => pieces.find(({ head }) => head === name)?.body ?? null;
  return {
    word,
    rest: rest.join(' '),
    progress: progressIn(body('progress') ?? ''),
    first: body('first'),
    last: body('last') ?? body('whole') ?? '',
    cut: body('last') !== null,
  };
}

function piece(text: string): { readonly head: string; readonly body: string } {
  const at = text.indexOf('\n');
  return at < 0 ? { head: text, body: '' } : { head: text.slice(0, at), body: text.slice(at + 1) };
}

/**
 * `120 of 1000 3 failed`, `120 of 1000` or `120`: one whole line with its end, or it says nothing,
 * because half a number is another number.
 */
function progressIn(text: string): JobProgress | null {
  const found = /^(\d{1,15})(?: of (\d{1,15}))?(?: (\d{1,15}) failed)?\n$/.exec(text);
  if (!found) return null;
  const [, done, of, failed] = found;
  return {
    done: Number(done),
    of: of === undefined ? null : Number(of),
    failed: Number(failed ?? 0),
  };
}

/** Why ssh came to no answer, where only a person can change that; null where it may work later. */
export function obstacleIn({ errors }: Pick<Heard, 'errors'>): JobObstacle | null {
  const key = /SHA256:[A-Za-z0-9+/]+/.exec(errors)?.[0] ?? '';
  if (errors.includes('REMOTE HOST IDENTIFICATION HAS CHANGED'))
    return { why: 'host-key-changed', detail: key };
  if (/No \S+ host key is known for/.test(errors)) return { why: 'host-unknown', detail: '' };
  const denied = /^.*Permission denied \([\w,-]+\)/m.exec(errors)?.[0];
  return denied === undefined ? null : { why: 'denied', detail: denied.slice(-100) };
}
