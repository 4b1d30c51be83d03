/**
 * # src/adapters/gitlab-jobs
 *
 * Jobs as pipelines of a GitLab project. Davy's id travels as a variable of the pipeline, and is
 * looked for there after a lost answer: GitLab knows no key that would make a repetition safe.
 */

import { z } from 'zod';
import { UpstreamError } from '../../ports/errors.ts';
import type { JobOrder } from '../../ports/jobs.ts';
import { below, callVendor, parseSaid, type VendorAnswer } from '../http/vendor-call.ts';
import { laterOrUnknown, obstacleOf, oddAnswer } from '../jobs/answer.ts';
import type { CalledPlace, Sent } from '../jobs/called-place.ts';
import { filled } from '../jobs/words.ts';
import { PipelineJobs, PipelineSaid, pipelineSeen } from './pipeline.ts';

/** One job as davy.yml has it. */
export type GitLabJob = {
  readonly url: string;
  readonly token: string;
  /** `group/name`, with all its groups. */
  readonly project: string;
  readonly ref: string;
  /** The variable that carries Davy's id. */
  readonly idVariable: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly visibleMs: number;
  readonly timeoutMs: number;
};

type Fetch = typeof globalThis.fetch;

const system = 'GitLab';

/** The clocks of this machine and GitLab's may differ by so much. */
const skewMs = 10 * 60_000;
/** Each pipeline is asked for its variables by a call of its own; more are not asked in time. */
const askedMost = 60;

const Begun = z.object({ id: z.number().int().positive() });
const User = z.object({ username: z.string().min(1) });
const Listed = z.array(z.object({ id: z.number().int().positive() }));
const Variables = z.array(z.object({ key: z.string(), value: z.string().nullish() }));

/** A project of GitLab's as a place of work. */
export function gitLabPlace(job: GitLabJob): CalledPlace {
  const { visibleMs, timeoutMs } = job;
  return {
    system,
    timeoutMs,
    isRepeatable: false,
    visibleMs,
    send: (order, fetch) => send(job, order, fetch),
    find: (id, sentAt, fetch) => find(job, id, sentAt, fetch),

    async see(run, fetch) {
      const doing = 'looking at a pipeline';
      const said = await call(job, doing, fetch, `pipelines/${run}`);
      if (said.status === 404) {
        // To a token that may not look, GitLab says the same: then nobody knows.
        read(doing, await call(job, doing, fetch, 'pipelines', [['per_page', '1']]), Listed);
        return { state: 'gone', output: '', progress: null };
      }
      const jobs = await call(job, doing, fetch, `pipelines/${run}/jobs`, [['per_page', '100']]);
      return pipelineSeen(read(doing, said, PipelineSaid), read(doing, jobs, PipelineJobs));
    },

    async cancel(run, fetch) {
      const doing = 'stopping a pipeline';
      const said = await call(job, doing, fetch, `pipelines/${run}/cancel`, [], { method: 'POST' });
      // What is over or not shown yet cannot be cancelled: the next look says so.
      if (said.status >= 300 && said.status !== 404 && said.status !== 409)
        throw oddAnswer(system, doing, said);
    },

    async check(fetch) {
      const doing = 'looking for the branch';
      const path = `repository/commits/${encodeURIComponent(job.ref)}`;
      const said = await call(job, doing, fetch, path);
      return said.status >= 400 ? obstacleOf(said) : null;
    },
  };
}

async function send(job: GitLabJob, order: JobOrder, fetch: Fetch): Promise<Sent> {
  const doing = `beginning ${order.job}`;
  const words = { ...order.words, service: order.service, id: order.id };
  const given = Object.entries(job.variables).map(([key, text]) => [key, filled(text, words)]);
  const all = { ...Object.fromEntries(given), [job.idVariable]: order.id };
  const variables = Object.entries(all).map(([key, value]) => ({ key, value }));
  const said = await call(job, doing, fetch, 'pipeline', [], {
    method: 'POST',
    body: JSON.stringify({ ref: job.ref, variables }),
  }).catch(laterOrUnknown);
  if ('kind' in said) return said;
  if (said.status === 201) return { kind: 'taken', run: String(read(doing, said, Begun).id) };
  if (said.status === 408 || said.status === 409 || said.status < 400)
    throw oddAnswer(system, doing, said);
  return { kind: 'refused', obstacle: obstacleOf(said) };
}

/**
 * The pipeline that bears the id, among those that this token's user began since. All of them can
 * be asked, because whoever began a pipeline may read its variables; where one cannot, nobody knows
 * whether it is the one.
 */
async function find(
  job: GitLabJob,
  id: string,
  sentAt: number,
  fetch: Fetch,
): Promise<string | null> {
  const doing = 'looking for a pipeline';
  const me = read(doing, await callAt(job, doing, fetch, 'user'), User).username;
  const said = await call(job, doing, fetch, 'pipelines', [
    ['ref', job.ref],
    ['source', 'api'],
    ['username', me],
    ['updated_after', new Date(sentAt - skewMs).toISOString()],
    ['order_by', 'id'],
    ['sort', 'desc'],
    ['per_page', '100'],
  ]);
  const listed = read(doing, said, Listed);
  const asked = await Promise.all(
    listed.slice(0, askedMost).map(async (one) => {
      const answer = await call(job, doing, fetch, `pipelines/${one.id}/variables`);
      const variables = read(doing, answer, Variables);
      return variables.some(({ key, value }) => key === job.idVariable && value === id)
        ? [one.id]
        : [];
    }),
  );
  const [found] = asked.flat();
  if (found !== undefined) return String(found);
  if (listed.length <= askedMost) return null;
  const cause = new Error('more pipelines than can be asked: nobody knows whether it is one');
  throw new UpstreamError(system, doing, { cause });
}

function read<Said>(doing: string, said: VendorAnswer, schema: z.ZodType<Said>): Said {
  if (said.status >= 300) throw oddAnswer(system, doing, said);
  return parseSaid(system, doing, said, schema);
}

type Parameters = readonly (readonly [string, string])[];
type Init = { readonly method?: string; readonly body?: string };

function call(
  job: GitLabJob,
  doing: string,
  fetch: Fetch,
  path: string,
  parameters: Parameters = [],
  init: Init = {},
): Promise<VendorAnswer> {
  const whole = `projects/${encodeURIComponent(job.project)}/${path}`;
  return callAt(job, doing, fetch, whole, parameters, init);
}

async function callAt(
  { url, token }: GitLabJob,
  doing: string,
  fetch: Fetch,
  path: string,
  parameters: Parameters = [],
  init: Init = {},
): Promise<VendorAnswer> {
  return callVendor({ system, fetch }, doing, below(url, `api/v4/${path}`, parameters), {
    ...init,
    headers: {
      accept: 'application/json',
      'private-token': token,
      ...(init.body === undefined ? {} : { 'content-type': 'application/json' }),
    },
  });
}
