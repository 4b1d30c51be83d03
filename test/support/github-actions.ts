import { createServer } from 'node:http';
import { z } from 'zod';
import { bodyOf, json, portOf, reply, type Answer } from './http-tasks.ts';

type Run = {
  readonly id: number;
  readonly title: string;
  readonly davyId: string;
  readonly seenFrom: number;
  readonly createdAt: number;
  status: 'queued' | 'completed';
  conclusion: 'success' | 'failure' | 'cancelled' | null;
};

/** What GitHub refuses at the moment, before it looks at anything else. */
type Limit = 'primary' | 'secondary' | null;

const Dispatch = z.strictObject({
  ref: z.string(),
  inputs: z.record(z.string(), z.string()).optional(),
  return_run_details: z.boolean().optional(),
});

const repository = '/repos/acme/board/actions';
const known = ['davy_id', 'version'];
const bad = (status: number, message: string): Answer => [status, { message }];

/**
 * GitHub's REST API around one workflow, `deploy.yml`, that takes `davy_id` and `version` and has
 * the id in its run-name. A run is shown some time after it was dispatched, and by nothing before.
 */
export async function startGitHubActions({
  token,
  shownAfterMs = 0,
  givesDetails = true,
  runName = (id) => `Deploy for ${id}`,
}: {
  readonly token: string;
  readonly shownAfterMs?: number;
  readonly givesDetails?: boolean;
  /** What the workflow's run-name makes of the id; without one, a run is called like it. */
  readonly runName?: (id: string) => string;
}) {
  const runs: Run[] = [];
  const begun: string[] = [];
  const state: { limit: Limit } = { limit: null };
  const shown = () => runs.filter(({ seenFrom }) => seenFrom <= performance.now());

  function dispatch(body: string): Answer {
    const asked = Dispatch.safeParse(json(body)).data;
    if (!asked || (asked.return_run_details !== undefined && !givesDetails))
      return bad(400, 'Problems parsing JSON or unknown parameter');
    const { ref, inputs = {}, return_run_details: details = false } = asked;
    if (ref !== 'main') return bad(422, `No ref found for: ${ref}`);
    const odd = Object.keys(inputs).filter((name) => !known.includes(name));
    if (odd.length > 0) return bad(422, `Unexpected inputs provided: ${JSON.stringify(odd)}`);
    const { davy_id: davyId } = inputs;
    if (davyId === undefined) return bad(422, "Required input 'davy_id' not provided");
    begun.push(davyId);
    const id = 9_000 + begun.length;
    const now = performance.now();
    runs.push({
      id,
      title: runName(davyId),
      davyId,
      seenFrom: now + shownAfterMs,
      createdAt: Date.now(),
      status: 'queued',
      conclusion: null,
    });
    return details ? [200, { workflow_run_id: id, run_url: 'x', html_url: 'y' }] : [204, null];
  }

  function list(query: URLSearchParams): Answer {
    const since = Date.parse((query.get('created') ?? '>=1970-01-01T00:00:00Z').slice(2));
    if (Number.isNaN(since)) return bad(422, 'created is no date');
    if (query.get('event') !== 'workflow_dispatch') return [200, page([], query)];
    return [
      200,
      page(
        shown()
          .filter(({ createdAt }) => createdAt >= since)
          .toReversed(),
        query,
      ),
    ];
  }

  function about(method: string, id: string, what: string | undefined): Answer {
    const run = shown().find((one) => String(one.id) === id);
    if (!run) return bad(404, 'Not Found');
    if (what === 'cancel' && method === 'POST') {
      if (run.status === 'completed') return bad(409, 'Cannot cancel a workflow run that is over');
      Object.assign(run, { status: 'completed', conclusion: 'cancelled' });
      return [202, {}];
    }
    if (method !== 'GET') return bad(404, 'Not Found');
    if (what === undefined) return [200, runSaid(run)];
    const { status, conclusion } = run;
    return what === 'jobs'
      ? [200, { total_count: 1, jobs: [{ name: 'deploy', status, conclusion }] }]
      : bad(404, 'Not Found');
  }

  function answer(method: string, { pathname, searchParams }: URL, body: string): Answer {
    if (!pathname.startsWith(`${repository}/`)) return bad(404, 'Not Found');
    const [kind, id = '', what, ...more] = pathname.slice(repository.length + 1).split('/');
    if (more.length > 0) return bad(404, 'Not Found');
    if (kind === 'runs') return about(method, id, what);
    if (kind !== 'workflows' || id !== 'deploy.yml') return bad(404, 'Not Found');
    if (what === undefined)
      return [
        200,
        { id: 1, name: 'Deploy', path: '.github/workflows/deploy.yml', state: 'active' },
      ];
    if (what === 'dispatches' && method === 'POST') return dispatch(body);
    return what === 'runs' && method === 'GET' ? list(searchParams) : bad(404, 'Not Found');
  }

  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { authorization } = request.headers;
      if (request.headers['user-agent'] === undefined) return reply(response, bad(403, 'no agent'));
      if (authorization === undefined) return reply(response, bad(404, 'Not Found'));
      if (authorization !== `Bearer ${token}`) return reply(response, bad(401, 'Bad credentials'));
      if (state.limit === 'secondary') response.setHeader('retry-after', '60');
      if (state.limit === 'primary') response.setHeader('x-ratelimit-remaining', '0');
      if (state.limit) return reply(response, bad(403, `limit, ${state.limit}`));
      const url = new URL(request.url ?? '/', 'http://place');
      return reply(response, answer(request.method ?? '', url, body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    runs,
    begun,
    limit(what: Limit): void {
      state.limit = what;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function page(runs: readonly Run[], query: URLSearchParams) {
  const size = Math.min(100, Number(query.get('per_page') ?? 30));
  const from = (Number(query.get('page') ?? 1) - 1) * size;
  return { total_count: runs.length, workflow_runs: runs.slice(from, from + size).map(runSaid) };
}

function runSaid({ id, title, status, conclusion }: Run) {
  const url = `https://github.example.com/acme/board/actions/runs/${id}`;
  return { id, name: 'Deploy', display_title: title, status, conclusion, html_url: url };
}
