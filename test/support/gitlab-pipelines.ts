import { createServer } from 'node:http';
import { z } from 'zod';
import { type Answer, bodyOf, json, portOf, reply } from './http-tasks.ts';

type Pipeline = {
  readonly id: number;
  readonly davyId: string;
  readonly by: string;
  readonly variables: readonly { readonly key: string; readonly value: string }[];
  readonly seenFrom: number;
  readonly at: number;
  status: 'pending' | 'manual' | 'success' | 'failed' | 'canceled';
};

const Asked = z.strictObject({
  ref: z.string(),
  variables: z.array(z.strictObject({ key: z.string().regex(/^\w+$/), value: z.string() })),
});

const project = '/api/v4/projects/acme%2Fboard';
const bad = (status: number, message: string): Answer => [status, { message }];
const known = new Set([
  'ref',
  'source',
  'username',
  'updated_after',
  'order_by',
  'sort',
  'per_page',
  'page',
]);

/**
 * GitLab's REST API around one project. Variables of a pipeline are read by whoever began it; a
 * pipeline may be shown some time after it was begun, as where reads come from a replica.
 */
export async function startGitLab({
  token,
  shownAfterMs = 0,
}: {
  readonly token: string;
  readonly shownAfterMs?: number;
}) {
  const runs: Pipeline[] = [];
  const begun: string[] = [];
  const shown = () => runs.filter(({ seenFrom }) => seenFrom <= performance.now());

  function begin(body: string, by = 'davy'): Answer {
    const asked = Asked.safeParse(json(body)).data;
    if (!asked) return bad(400, 'variables is invalid');
    if (asked.ref !== 'main') return bad(400, 'Reference not found');
    const davyId = asked.variables.find(({ key }) => key === 'DAVY_ID')?.value ?? '';
    begun.push(davyId);
    const id = 9_000 + begun.length;
    const seenFrom = performance.now() + shownAfterMs;
    const { variables } = asked;
    const run: Pipeline = {
      id,
      davyId,
      by,
      variables,
      seenFrom,
      at: Date.now(),
      status: 'pending',
    };
    runs.push(run);
    return [201, said(run)];
  }

  function list(query: URLSearchParams): Answer {
    if ([...query.keys()].some((key) => !known.has(key))) return bad(400, 'unknown parameter');
    const since = Date.parse(query.get('updated_after') ?? '1970-01-01T00:00:00Z');
    if (Number.isNaN(since)) return bad(400, 'updated_after is invalid');
    const isAsked = ({ by, at }: Pipeline) =>
      at >= since &&
      (query.get('username') ?? by) === by &&
      (query.get('ref') ?? 'main') === 'main' &&
      (query.get('source') ?? 'api') === 'api';
    const size = Math.min(100, Number(query.get('per_page') ?? 20));
    return [200, shown().filter(isAsked).toReversed().slice(0, size).map(said)];
  }

  function about(method: string, id: string, what: string | undefined): Answer {
    const run = shown().find((one) => String(one.id) === id);
    if (!run) return bad(404, '404 Not found');
    if (method === 'POST' && what === 'cancel') {
      if (run.status === 'pending') run.status = 'canceled';
      return [200, said(run)];
    }
    if (method !== 'GET') return bad(405, '405 Method Not Allowed');
    if (what === undefined) return [200, said(run)];
    if (what === 'jobs') return [200, [{ id: 1, name: 'deploy', status: run.status }]];
    if (what !== 'variables') return bad(404, '404 Not Found');
    return run.by === 'davy' ? [200, run.variables] : bad(403, '403 Forbidden');
  }

  function answer(method: string, { pathname, searchParams }: URL, body: string): Answer {
    if (pathname === '/api/v4/user') return [200, { id: 7, username: 'davy' }];
    if (!pathname.startsWith(`${project}/`)) return bad(404, '404 Project Not Found');
    const [kind, id, what, ...more] = pathname.slice(project.length + 1).split('/');
    if (more.length > 0) return bad(404, '404 Not Found');
    if (kind === 'pipeline' && id === undefined && method === 'POST') return begin(body);
    if (kind === 'repository' && id === 'commits')
      return what === 'main' ? [200, { id: 'c0ffee' }] : bad(404, '404 Commit Not Found');
    if (kind !== 'pipelines') return bad(404, '404 Not Found');
    return id === undefined ? list(searchParams) : about(method, id, what);
  }

  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const given = request.headers['private-token'];
      if (given === undefined) return reply(response, bad(404, '404 Project Not Found'));
      if (given !== token) return reply(response, bad(401, '401 Unauthorized'));
      if (body !== '' && request.headers['content-type'] !== 'application/json')
        return reply(response, bad(415, 'The provided content-type is not supported.'));
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
    /** Somebody else begins one, with the same id or another. */
    beginAs: (by: string, variables: Pipeline['variables']) =>
      begin(JSON.stringify({ ref: 'main', variables }), by),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function said({ id, status }: Pipeline) {
  const url = `https://gitlab.example.com/acme/board/-/pipelines/${id}`;
  return { id, iid: id, status, source: 'api', ref: 'main', web_url: url };
}
