/**
 * # src/adapters/github-jobs
 *
 * Jobs as runs of a GitHub workflow. Davy's id travels as an input and is found again in the name
 * of the run, where the workflow writes it there.
 */

import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import type { JobOrder } from '../../ports/jobs.ts';
import { below, callVendor, parseSaid, type VendorAnswer } from '../http/vendor-call.ts';
import { laterOrUnknown, obstacleOf, oddAnswer } from '../jobs/answer.ts';
import type { CalledPlace, Sent } from '../jobs/called-place.ts';
import { filled } from '../jobs/words.ts';
import { JobsSaid, RunSaid, seenIn, shows, Titles } from './seen.ts';

/** One job as davy.yml has it. */
export type GitHubJob = {
  readonly url: string;
  readonly token: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly workflow: string;
  readonly ref: string;
  /** The input that carries Davy's id. */
  readonly idInput: string;
  readonly inputs: Readonly<Record<string, string>>;
  /** The workflow's `run-name` shows the id, so that a run can be looked for. */
  readonly isNamed: boolean;
  readonly visibleMs: number;
  readonly timeoutMs: number;
};

type Fetch = typeof globalThis.fetch;

const system = 'GitHub';

/** The clocks of this machine and GitHub's may differ by so much. */
const skewMs = 10 * 60_000;
/** GitHub shows no more of a search than so many pages of a hundred. */
const pagesMost = 10;

const Dispatched = z.object({ workflow_run_id: z.number().int().positive() });
const Listed = z.object({
  total_count: z.number(),
  workflow_runs: z.array(z.object({ id: z.number(), ...Titles })),
});
const Workflow = z.object({ state: z.string(), name: z.string().nullish() });

/** A workflow of GitHub's as a place of work. */
export function gitHubPlace(job: GitHubJob): CalledPlace {
  const { visibleMs, timeoutMs } = job;
  return {
    system,
    timeoutMs,
    isRepeatable: false,
    visibleMs,
    send: (order, fetch) => send(job, order, fetch),
    find: job.isNamed ? (id, sentAt, fetch) => find(job, id, sentAt, fetch) : null,

    async see(run, fetch, id) {
      const doing = 'looking at a run';
      const said = await call(job, doing, fetch, `runs/${run}`);
      if (said.status === 404) {
        // To a token that may not look, GitHub says the same: then nobody knows.
        read(doing, await call(job, doing, fetch, workflowOf(job)), Workflow);
        return { state: 'gone', output: '', progress: null };
      }
      const jobs = await call(job, doing, fetch, `runs/${run}/jobs`, [['per_page', '100']]);
      const one = read(doing, said, RunSaid);
      return seenIn(one, read(doing, jobs, JobsSaid), job.isNamed && !shows(one, id));
    },

    async cancel(run, fetch) {
      const doing = 'stopping a run';
      const said = await call(job, doing, fetch, `runs/${run}/cancel`, [], { method: 'POST' });
      // What is over or not shown yet cannot be cancelled: the next look says so.
      if (![202, 404, 409].includes(said.status)) throw oddAnswer(system, doing, said);
    },

    async check(fetch) {
      const doing = 'looking for the workflow';
      const said = await call(job, doing, fetch, workflowOf(job));
      if (said.status >= 400) return obstacleOf(said);
      const { state } = read(doing, said, Workflow);
      return state === 'active' ? null : { why: 'not-accepted', detail: `workflow ${state}` };
    },
  };
}

async function send(job: GitHubJob, order: JobOrder, fetch: Fetch): Promise<Sent> {
  const doing = `beginning ${order.job}`;
  const words = { ...order.words, service: order.service, id: order.id };
  const given = Object.entries(job.inputs).map(([name, text]) => [name, filled(text, words)]);
  const inputs = { ...Object.fromEntries(given), [job.idInput]: order.id };
  const dispatch = (more: object) =>
    call(job, doing, fetch, `${workflowOf(job)}/dispatches`, [], {
      method: 'POST',
      body: JSON.stringify({ ref: job.ref, inputs, ...more }),
    }).catch(laterOrUnknown);
  const first = await dispatch({ return_run_details: true });
  // An older GitHub refuses the word that it does not know, and has begun nothing.
  const said = 'status' in first && first.status === 400 ? await dispatch({}) : first;
  if ('kind' in said) return said;
  if (said.status === 204) return { kind: 'accepted' };
  if (said.status === 200)
    return { kind: 'taken', run: String(read(doing, said, Dispatched).workflow_run_id) };
  if (said.status === 408 || said.status === 409 || said.status < 400)
    throw oddAnswer(system, doing, said);
  return { kind: 'refused', obstacle: obstacleOf(said) };
}

function workflowOf({ workflow }: GitHubJob): string {
  return `workflows/${encodeURIComponent(workflow)}`;
}

/** The first run that shows the id as a whole word in its name. */
async function find(
  job: GitHubJob,
  id: string,
  sentAt: number,
  fetch: Fetch,
): Promise<string | null> {
  const doing = 'looking for a run';
  const since = new Date(sentAt - skewMs).toISOString().replace(/\.\d+Z$/, 'Z');
  const titles: unknown[] = [];
  for (let page = 1; page <= pagesMost; page += 1) {
    const path = `${workflowOf(job)}/runs`;
    const said = await call(job, doing, fetch, path, [
      ['event', 'workflow_dispatch'],
      ['created', `>=${since}`],
      ['per_page', '100'],
      ['page', String(page)],
    ]);
    const { total_count: total, workflow_runs: runs } = read(doing, said, Listed);
    const found = runs.find((run) => shows(run, id));
    if (found) return String(found.id);
    titles.push(...runs.map((run) => run.display_title));
    if (page * 100 < total) continue;
    if (titles.length > 0) await refuseUnnamed(job, doing, titles, fetch);
    return null;
  }
  const cause = new Error('more runs than GitHub shows: nobody knows whether it is one of them');
  throw new UpstreamError(system, doing, { cause });
}

/** A run that is called like its workflow has no run-name: it may be any, and nobody knows. */
async function refuseUnnamed(
  job: GitHubJob,
  doing: string,
  titles: readonly unknown[],
  fetch: Fetch,
): Promise<void> {
  const { name } = read(doing, await call(job, doing, fetch, workflowOf(job)), Workflow);
  if (typeof name !== 'string' || !titles.includes(name)) return;
  const cause = new Error('its run-name does not carry the id: Davy cannot find it again');
  throw new UpstreamError(system, doing, { cause });
}

function read<Said>(doing: string, said: VendorAnswer, schema: z.ZodType<Said>): Said {
  if (said.status >= 300) throw oddAnswer(system, doing, said);
  return parseSaid(system, doing, said, schema);
}

async function call(
  { url, token, repository }: GitHubJob,
  doing: string,
  fetch: Fetch,
  path: string,
  parameters: readonly (readonly [string, string])[] = [],
  init: { readonly method?: string; readonly body?: string } = {},
): Promise<VendorAnswer> {
  const address = below(url, `repos/${repository}/actions/${path}`, parameters);
  const said = await callVendor({ system, fetch }, doing, address, {
    ...init,
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'x-github-api-version': '2022-11-28',
      'user-agent': 'davy',
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
  });
  if (!isLimit(said)) return said;
  const wait = said.headers.get('retry-after') ?? 'a while';
  const cause = new Error(`HTTP 403, its rate limit; try again after ${wait.slice(0, 40)}`);
  throw new UpstreamError(system, doing, { cause });
}

/** GitHub says 403 of a token that may not, and of one that asks too often. */
function isLimit({ status, headers, text }: VendorAnswer): boolean {
  return (
    status === 403 &&
    (headers.get('x-ratelimit-remaining') === '0' ||
      headers.has('retry-after') ||
      /rate limit/i.test(text))
  );
}
