import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import type { JobOrder } from '../../ports/jobs.ts';
import { below, callVendor, parseSaid, type VendorAnswer } from '../http/vendor-call.ts';
import { laterOrUnknown, obstacleOf, oddAnswer } from '../jobs/answer.ts';
import type { CalledPlace, SeenRun, Sent } from '../jobs/called-place.ts';
import { filled } from '../jobs/words.ts';
import { countAt, nameAt, pointed } from './pointer.ts';

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
    readonly done: string | null;
    readonly of: string | null;
    readonly failures: string | null;
    readonly output: string | null;
  };
  readonly stop: { readonly method: 'POST' | 'DELETE' | 'PUT'; readonly path: string } | null;
};

const system = 'http';

/** Where the place may have heard it before: what it then says is no word on what it did. */
const undecided: readonly number[] = [408, 409, 425];

/** A place behind HTTP, by what davy.yml says of it. */
export function httpPlace(job: HttpJob): CalledPlace {
  const { search, stop, look } = job;
  const call = (
    doing: string,
    [method, path]: readonly [method: string, path: string],
    words: Readonly<Record<string, string>>,
    fetch: typeof globalThis.fetch,
    more: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string } = {},
  ): Promise<VendorAnswer> =>
    callVendor({ system, fetch }, doing, addressOf(job.url, path, words), {
      method,
      ...(more.body === undefined ? {} : { body: more.body }),
      headers: { accept: 'application/json', ...job.headers, ...more.headers },
    });

  return {
    system,
    timeoutMs: job.timeoutMs,
    isRepeatable: job.isIdempotent,
    visibleMs: search?.visibleMs ?? 0,

    async send(order, fetch): Promise<Sent> {
      const doing = `beginning ${order.job}`;
      const words = wordsOf(order);
      const body = job.begin.body === null ? undefined : JSON.stringify(put(job.begin.body, words));
      const type = body === undefined ? {} : { 'content-type': 'application/json' };
      const headers = { ...type, 'idempotency-key': order.id };
      const more = body === undefined ? { headers } : { headers, body };
      const said = await call(doing, ['POST', job.begin.path], words, fetch, more).catch(
        laterOrUnknown,
      );
      if ('kind' in said) return said;
      if (undecided.includes(said.status)) throw oddAnswer(system, doing, said);
      if (said.status >= 400) return { kind: 'refused', obstacle: obstacleOf(said) };
      const run = nameAt(parseSaid(system, doing, said, z.unknown()), job.begin.run);
      return run === null ? { kind: 'accepted' } : { kind: 'taken', run };
    },

    find:
      search &&
      (async (id, _sentAt, fetch) => {
        const doing = 'looking for a run';
        const said = await call(doing, ['GET', search.path], { id }, fetch);
        if (!isFine(said)) throw oddAnswer(system, doing, said);
        const list = pointed(parseSaid(system, doing, said, z.unknown()), search.list);
        if (!Array.isArray(list)) throw noSuch(doing, search.list);
        const found: unknown = list.find((one: unknown) => nameAt(one, search.id) === id);
        if (found === undefined) return null;
        const run = nameAt(found, search.run);
        if (run === null) throw noSuch(doing, search.run);
        return run;
      }),

    async see(run, fetch): Promise<SeenRun> {
      const doing = 'looking at a run';
      const said = await call(doing, ['GET', look.path], { run }, fetch);
      if (said.status === 404 || said.status === 410)
        return { state: 'gone', output: '', progress: null };
      if (!isFine(said)) throw oddAnswer(system, doing, said);
      return seenIn(parseSaid(system, doing, said, z.unknown()), look, doing);
    },

    cancel:
      stop &&
      (async (run, fetch) => {
        const doing = 'stopping a run';
        const said = await call(doing, [stop.method, stop.path], { run }, fetch);
        // What is over or gone cannot be stopped: the next look says so.
        if (!isFine(said) && ![404, 409, 410].includes(said.status))
          throw oddAnswer(system, doing, said);
      }),

    async check(fetch) {
      const said = await call('asking for a run', ['GET', look.path], { run: 'none' }, fetch);
      return said.status === 401 || said.status === 403 ? obstacleOf(said) : null;
    },
  };
}

function seenIn(answer: unknown, look: HttpJob['look'], doing: string): SeenRun {
  const word = nameAt(answer, look.state);
  if (word === null) throw noSuch(doing, look.state);
  const said = look.output === null ? '' : pointed(answer, look.output);
  const output = typeof said === 'string' ? said : JSON.stringify(said ?? '', null, 2);
  const done = countAt(answer, look.done);
  const progress =
    done === null
      ? null
      : { done, of: countAt(answer, look.of), failed: countAt(answer, look.failures) ?? 0 };
  const seen = { output, progress };
  if (look.stopped.includes(word)) return { state: 'ended', code: 1, isStopped: true, ...seen };
  const code = countAt(answer, look.code);
  if (look.failed.includes(word))
    return { state: 'ended', code: code || 1, isStopped: false, ...seen };
  if (look.ended.includes(word))
    return { state: 'ended', code: code ?? 0, isStopped: false, ...seen };
  return { state: 'running', ...seen };
}

function wordsOf({ words, service, id }: JobOrder): Readonly<Record<string, string>> {
  return { ...words, service, id };
}

/** Every word is one part of the address, whatever it holds. */
function addressOf(base: string, path: string, words: Readonly<Record<string, string>>): URL {
  const safe = Object.fromEntries(
    Object.entries(words).map(([name, value]) => [name, encodeURIComponent(value)]),
  );
  const [before = '', ...query] = path.split('?');
  const url = below(base, filled(before.replace(/^\//, ''), safe));
  if (query.length > 0) url.search = filled(query.join('?'), safe);
  return url;
}

/** Puts words into every text of a body. */
function put(value: unknown, words: Readonly<Record<string, string>>): unknown {
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
