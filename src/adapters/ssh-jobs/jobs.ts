import { createHash } from 'node:crypto';
import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import type { JobBegun, JobObstacle, JobPlace, Jobs, JobSight } from '../../ports/jobs.ts';
import { kept, openProgress } from '../jobs/kept.ts';
import { filled } from '../jobs/words.ts';
import { type HostCall, hostScript } from './host-script.ts';
import { obstacleIn, readSaid, type HostAnswer } from './host-answer.ts';
import { type Heard, type SshOptions, throughSsh } from './ssh.ts';

/** One job as davy.yml has it. */
export type SshJob = {
  readonly user: string;
  readonly identity: string | null;
  /** Word by word: no shell splits or reads them. */
  readonly command: readonly string[];
  readonly timeoutMs: number;
  readonly environment: Readonly<Record<string, string>>;
};

const Id = z.string().regex(/^[A-Za-z0-9][\w.-]{0,119}$/);
/** It names a line, and a file on the host. */
const Under = z.string().regex(/^[A-Za-z0-9][\w.@-]{0,119}$/);
const Count = z.number().int().nonnegative();
const Host = z.string().regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252}[A-Za-z0-9])?(?::\d{1,5})?$/);
const User = z.string().regex(/^[a-z_][a-z0-9_-]{0,31}$/);
const Place = z.object({ id: Id, on: Host });
const Order = z.object({ under: Under, turn: Count, fence: Count });

/** Runs the jobs of a service on hosts. `hide` takes secrets out of what they wrote. */
export function sshJobs(options: {
  readonly jobs: Readonly<Record<string, SshJob>>;
  readonly hide: (text: string) => string;
  readonly ssh: SshOptions;
}): Jobs {
  const { jobs, hide, ssh } = options;

  async function ask(place: JobPlace, call: VerbOf, doing: string): Promise<Answer> {
    const job = jobOf(jobs, place.job);
    const { id, on } = Place.parse(place);
    const mark = markOf(place, call);
    const heard = await throughSsh(
      ssh,
      { host: on, user: User.parse(job.user), identity: job.identity },
      hostScript({ mark, directory: '.davy', id, ...call }),
    ).catch((cause: unknown) => {
      throw new UpstreamError('ssh', doing, { cause });
    });
    return answerOf(heard, mark, on, doing);
  }

  return {
    async begin(order): Promise<JobBegun> {
      const { under, turn, fence } = Order.parse(order);
      const job = jobOf(jobs, order.job);
      const words = { ...order.words, service: order.service, host: order.on ?? '', id: order.id };
      const call = {
        verb: 'begin',
        under,
        turn,
        fence,
        limitS: Math.ceil(job.timeoutMs / 1_000),
        command: job.command.map((word) => filled(word, words)),
        environment: { ...named(words), ...job.environment },
      } as const;
      const doing = `beginning ${order.job} on ${order.on}`;
      return begunOf(await ask(order, call, doing), doing);
    },
    async look(place): Promise<JobSight> {
      const doing = `looking at ${place.job} on ${place.on}`;
      return sightOf(await ask(place, { verb: 'look' }, doing), hide, doing);
    },
    async stop(place) {
      const doing = `stopping ${place.job} on ${place.on}`;
      const { said, obstacle } = await ask(place, { verb: 'stop' }, doing);
      if (said?.word !== 'stopped') throw without(said, obstacle, doing);
    },
  };
}

type Verb<Call> = Call extends HostCall ? Omit<Call, 'mark' | 'directory' | 'id'> : never;
type VerbOf = Verb<HostCall>;
type Answer =
  | { readonly said: HostAnswer; readonly obstacle: null }
  | { readonly said: null; readonly obstacle: JobObstacle };

function jobOf(jobs: Readonly<Record<string, SshJob>>, name: string): SshJob {
  const job = Object.hasOwn(jobs, name) ? jobs[name] : undefined;
  if (!job) throw new UpstreamError('davy.yml', `looking for the job ${name}: it is not there`);
  return job;
}

/** Nothing a job or a login prints can be taken for it by chance. */
function markOf({ id, on }: JobPlace, { verb }: VerbOf): string {
  const hash = createHash('sha256').update(`${verb} ${id} ${on}`).digest('hex');
  return `davy-${hash.slice(0, 32)}`;
}

/** `DAVY_VERSION` and so on: what the command may also read. */
function named(words: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(words).map(([name, value]) => [
      `DAVY_${name.toUpperCase().replaceAll(/\W/g, '_')}`,
      value,
    ]),
  );
}

function answerOf(heard: Heard, mark: string, host: string, doing: string): Answer {
  const said = readSaid(heard, mark);
  if (said) return { said, obstacle: null };
  const obstacle = heard.tooLong ? null : obstacleIn(heard);
  if (obstacle) return { said: null, obstacle };
  const why = heard.tooLong ? `${host} did not answer in time` : lastLine(heard.errors);
  throw new UpstreamError('ssh', doing, { cause: new Error(why), unknown: true });
}

function lastLine(errors: string): string {
  const lines = errors.split('\n').filter((line) => line.trim() !== '');
  return (lines.at(-1) ?? 'the answer was cut off').slice(0, 200);
}

function begunOf({ said, obstacle }: Answer, doing: string): JobBegun {
  switch (said?.word) {
    case 'begun':
    case 'superseded':
      return { kind: said.word };
    case 'lacks':
    case 'cannot-write':
      return { kind: 'refused', why: said.word, detail: said.rest };
    default:
      // What the wire says now is no word on what an earlier begin did.
      throw without(said, obstacle, doing);
  }
}

function sightOf({ said, obstacle }: Answer, hide: Hide, doing: string): JobSight {
  if (!said) return { state: 'refused', ...obstacle };
  const { word, rest } = said;
  const progress = openProgress(said.progress, hide);
  switch (word) {
    case 'none':
      return { state: 'none' };
    case 'running':
    case 'lost':
      return { state: word, output: kept(said, hide), progress };
    case 'ended':
      return { ...endOf(rest, doing), output: kept(said, hide), progress };
    case 'lacks':
    case 'cannot-write':
      return { state: 'refused', why: word, detail: rest };
    default:
      throw without(said, obstacle, doing);
  }
}

type Hide = (text: string) => string;

const End = z
  .string()
  .regex(/^(?:\d{1,3} (?:exit|timeout|stopped)|- never)$/)
  .transform((text) => text.split(' '));
const How = z.enum(['exit', 'timeout', 'stopped']);

function endOf(rest: string, doing: string) {
  const parsed = End.safeParse(rest.trim());
  if (!parsed.success) throw new UpstreamError('ssh', doing, { cause: parsed.error });
  const [code = '', how = ''] = parsed.data;
  return how === 'never'
    ? ({ state: 'ended', code: null, how: 'stopped' } as const)
    : ({ state: 'ended', code: Number(code), how: How.parse(how) } as const);
}

function without(
  said: HostAnswer | null,
  obstacle: JobObstacle | null,
  doing: string,
): UpstreamError {
  const why = said ? `the host says "${`${said.word} ${said.rest}`.trim()}"` : obstacle?.why;
  const cause = new Error([why, obstacle?.detail].filter(Boolean).join(' '));
  return new UpstreamError('ssh', doing, { cause, unknown: true });
}
