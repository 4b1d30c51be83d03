import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';

/** A task as the place keeps it; `label` is what whoever sent it calls it. */
type Task = {
  readonly taskId: string;
  readonly label: string;
  readonly seenFrom: number;
  status: 'inProgress' | 'completed' | 'failed' | 'canceled';
  exitCode: number | null;
  log: string;
  progress: { readonly done: number; readonly of: number | null; readonly failed: number } | null;
};

const Asked = z.strictObject({ label: z.string(), version: z.string(), log: z.string() });

/**
 * A service with long work behind HTTP, as such services are: it wants a token, refuses what it
 * does not know, may know a repetition by its key, and its list shows late what began.
 */
export async function startTasks({
  token,
  knowsKeys,
  listedAfterMs = 0,
}: {
  readonly token: string;
  readonly knowsKeys: boolean;
  readonly listedAfterMs?: number;
}) {
  const tasks: Task[] = [];
  /** Every task that ever began, by its label: what is forgotten stays written here. */
  const begun: string[] = [];
  const keys = new Map<string, string>();

  function begin(body: string, key: string | undefined): Answer {
    const asked = Asked.safeParse(json(body));
    if (!asked.success) return [400, { message: 'label, version and log are wanted' }];
    const before = knowsKeys && key !== undefined ? keys.get(key) : undefined;
    if (before !== undefined) return [201, { taskId: before }];
    begun.push(asked.data.label);
    const taskId = `task-${begun.length}`;
    if (key !== undefined) keys.set(key, taskId);
    tasks.push({
      taskId,
      label: asked.data.label,
      seenFrom: performance.now() + listedAfterMs,
      status: 'inProgress',
      exitCode: null,
      log: asked.data.log,
      progress: null,
    });
    return [201, { taskId }];
  }

  function about(method: string, id: string): Answer {
    const task = tasks.find(({ taskId }) => taskId === id);
    if (!task) return [404, { message: `no task ${id}` }];
    if (method === 'GET') return [200, { ...task, additionalInformation: task.progress }];
    if (method !== 'DELETE') return [405, { message: 'GET or DELETE' }];
    if (task.status === 'inProgress') task.status = 'canceled';
    return [204, null];
  }

  function answer(method: string, url: URL, key: string | undefined, body: string): Answer {
    const [, path, id, ...more] = url.pathname.split('/');
    if (path !== 'tasks' || more.length > 0) return [404, { message: 'no such page' }];
    if (id !== undefined) return about(method, id);
    if (method === 'POST') return begin(body, key);
    const label = url.searchParams.get('label');
    if (label === null) return [400, { message: 'label is wanted' }];
    const now = performance.now();
    const found = tasks.filter((one) => one.label === label && one.seenFrom <= now);
    return [200, { tasks: found.map(({ taskId }) => ({ taskId, label })) }];
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://place');
    if (request.headers.authorization !== `Bearer ${token}`)
      return reply(response, [401, { message: 'who are you?' }]);
    const key = request.headers['idempotency-key'];
    void bodyOf(request).then((body) =>
      reply(
        response,
        answer(request.method ?? '', url, typeof key === 'string' ? key : undefined, body),
      ),
    );
    return undefined;
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${portOf(server.address())}`,
    tasks,
    begun,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

/** A status and a JSON body; null is none. */
export type Answer = readonly [status: number, body: unknown];

/** Answers in JSON. */
export function reply(response: ServerResponse, [status, body]: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body === null ? '' : JSON.stringify(body));
}

/** All that was sent. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8');
}

/** What it says; undefined where it is no JSON. */
export function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Where a server listens. */
export function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === 'string') throw new Error('it listens nowhere');
  return address.port;
}
