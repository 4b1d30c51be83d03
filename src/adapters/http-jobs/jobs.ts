/**
 * # src/adapters/http-jobs
 *
 * Jobs of whatever speaks HTTP and JSON: davy.yml says which calls begin, show and stop them, and
 * where in an answer what stands.
 */

import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import type { JobOrder } from '../../ports/jobs.ts';
import { below, callVendor, parseSaid, type VendorAnswer } from '../http/vendor-call.ts';
import { laterOrUnknown, obstacleOf, oddAnswer } from '../jobs/answer.ts';
import type { CalledPlace, SeenRun, Sent } from '../jobs/called-place.ts';
import { filled } from '../jobs/words.ts';
import { countAt, nameAt, pointed, progressAt, type ProgressPointers } from './pointer.ts';

/** One job as davy.yml has it: calls below `url`, and JSON pointers into their answers. */
export type HttpJob = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  readonly begin: { readonly path: string; readonly body: unknown; readonly run: string };
  /** The place begins once for one `Idempotency-Key`, however often it hears it. */
  readonly isIdempotent: boolean;
  /** Shows runs by Davy's id: `list` is where they are, `id` and `run` where in each. */
  readonly search: {
    readonly path: string;
    readonly list: string;
    readonly id: string;
    readonly run: string;
    readonly visibleMs: number;
  } | null;
  readonly look: {
    readonly path: string;
    readonly state: string;
    /** The words for what went well, failed, and was stopped; every other word is of what runs. */
    readonly ended: readonly string[];
    readonly failed: readonly string[];
    readonly stopped: readonly string[];
    readonly code: string | null;
    /** How far it is; null where the place does not count. */
    readonly progress: ProgressPointers | null;
    readonly output: string | null;
  };
  readonly stop: { readonly method: 'POST' | 'DELETE' | 'PUT'; readonly path: string } | null;
};

const system = 'http';

/** Where the place may have heard it before: what it then says is no word on what it did. */
const undecided: readonly number[] = [408, 409, 425];

type Words = Readonly<Record<string, string>>;
type Fetch = typeof globalThis.fetch;

/** A place behind HTTP, by what davy.yml says of it. */
export function httpPlace(job: HttpJob): CalledPlace {
  const { search, stop, look } = job;
  return {
    system,
    timeoutMs: job.timeoutMs,
    isRepeatable: job.isIdempotent,
    visibleMs: search?.visibleMs ?? 0,
    send: (order, fetch) => send(job, order, fetch),
    find: search && ((id, _sentAt, fetch) => find(job, search, id, fetch)),

    async see(run, fetch): Promise<SeenRun> {
      const doing = 'looking at a run';
      const said = await call(job, doing, { path: look.path, words: { run }, fetch });
      if (said.status === 404 || said.status === 410)
        return { state: 'gone', output: '', progress: null };
      if (!isFine(said)) throw oddAnswer(system, doing, said);
      return seenIn(parseSaid(system, doing, said, z.unknown()), look, doing);
    },

    cancel:
      stop &&
      (async (run, fetch) => {
        const doing = 'stopping a run';
        const said = await call(job, doing, { ...stop, words: { run }, fetch });
        // What is over or gone cannot be stopped: the next look says so.
        if (!isFine(said) && ![404, 409, 410].includes(said.status))
          throw oddAnswer(system, doing, said);
      }),

    async check(fetch) {
      const said = await call(job, 'asking', { path: look.path, words: { run: 'none' }, fetch });
      return said.status === 401 || said.status === 403 ? obstacleOf(said) : null;
    },
  };
}

async function send(job: HttpJob, order: JobOrder, fetch: Fetch): Promise<Sent> {
  const doing = `beginning ${order.job}`;
  const words = { ...order.words, service: order.service, id: order.id };
  const said = await call(job, doing, {
    method: 'POST',
    path: job.begin.path,
    words,
    fetch,
    headers: { 'idempotency-key': order.id },
    body: job.begin.body === null ? null : JSON.stringify(put(job.begin.body, words)),
  }).catch(laterOrUnknown);
  if ('kind' in said) return said;
  if (undecided.includes(said.status)) throw oddAnswer(system, doing, said);
  if (said.status >= 400) return { kind: 'refused', obstacle: obstacleOf(said) };
  const run = nameAt(parseSaid(system, doing, said, z.unknown()), job.begin.run);
  return run === null ? { kind: 'accepted' } : { kind: 'taken', run };
}

async function find(
  job: HttpJob,
  search: NonNullable<HttpJob['search']>,
  id: string,
  fetch: Fetch,
): Promise<string | null> {
  const doing = 'looking for a run';
  const said = await call(job, doing, { path: search.path, words: { id }, fetch });
  if (!isFine(said)) throw oddAnswer(system, doing, said);
  const list = pointed(parseSaid(system, doing, said, z.unknown()), search.list);
  if (!Array.isArray(list)) throw noSuch(doing, search.list);
  const found: unknown = list.find((one: unknown) => nameAt(one, search.id) === id);
  if (found === undefined) return null;
  const run = nameAt(found, search.run);
  if (run === null) throw noSuch(doing, search.run);
  return run;
}

function call(
  job: HttpJob,
  doing: string,
  asked: {
    readonly method?: string;
    readonly path: string;
    readonly words: Words;
    readonly fetch: Fetch;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string | null;
  },
): Promise<VendorAnswer> {
  const { method = 'GET', path, words, fetch, headers = {}, body = null } = asked;
  const type = body === null ? {} : { 'content-type': 'application/json' };
  return callVendor({ system, fetch }, doing, addressOf(job.url, path, words), {
    method,
    body,
    headers: { accept: 'application/json', ...type, ...job.headers, ...headers },
  });
}

function seenIn(answer: unknown, look: HttpJob['look'], doing: string): SeenRun {
  const word = nameAt(answer, look.state);
  if (word === null) throw noSuch(doing, look.state);
  const said = look.output === null ? '' : pointed(answer, look.output);
  const output = typeof said === 'string' ? said : JSON.stringify(said ?? '', null, 2);
  const seen = { output, progress: look.progress && progressAt(answer, look.progress) };
  if (look.stopped.includes(word)) return { state: 'ended', code: 1, isStopped: true, ...seen };
  const code = countAt(answer, look.code);
  if (look.failed.includes(word))
    return { state: 'ended', code: code || 1, isStopped: false, ...seen };
  if (look.ended.includes(word))
    return { state: 'ended', code: code ?? 0, isStopped: false, ...seen };
  return { state: 'running', ...seen };
}

/** Every word is one part of the address, whatever it holds. */
function addressOf(base: string, path: string, words: Words): URL {
  const safe = Object.fromEntries(
    Object.entries(words).map(([name, value]) => [name, encodeURIComponent(value)]),
  );
  const [before = '', ...query] = path.split('?');
  const url = below(base, filled(before.replace(/^\//, ''), safe));
  if (query.length > 0) url.search = filled(query.join('?'), safe);
  return url;
}

/** Puts words into every text of a body. */
function put(value: unknown, words: Words): unknown {
  if (typeof value === 'string') return filled(value, words);
  if (Array.isArray(value)) return value.map((one: unknown) => put(one, words));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, put(one, words)]));
}

function isFine({ status }: VendorAnswer): boolean {
  return status >= 200 && status < 300;
}

function noSuch(doing: string, pointer: string): UpstreamError {
  const cause = new Error(`the answer has nothing fit at ${pointer}`);
  return new UpstreamError(system, doing, { cause });
}
