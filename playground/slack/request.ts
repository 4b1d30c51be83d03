import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request with its body read. */
export type Asked = {
  readonly method: string;
  readonly url: URL;
  readonly path: readonly string[];
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
  readonly body: string;
};

/** Reads a whole request; undefined when the caller hung up meanwhile. */
export async function readRequest(
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<Asked | undefined> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of incoming) chunks.push(Buffer.from(chunk));
  } catch {
    return undefined;
  }
  const url = URL.parse(incoming.url ?? '/', 'http://127.0.0.1') ?? new URL('http://127.0.0.1/');
  const path = url.pathname.split('/').filter((part) => part !== '');
  return {
    method: incoming.method ?? 'GET',
    url,
    path,
    incoming,
    outgoing,
    body: Buffer.concat(chunks).toString('utf8'),
  };
}

/** Answers JSON, unless the caller is gone. */
export function sendJson(
  asked: Asked,
  status: number,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): void {
  sendText(asked, status, JSON.stringify(body), {
    'content-type': 'application/json; charset=utf-8',
    ...headers,
  });
}

/** Answers words, unless the caller is gone. */
export function sendText(
  asked: Asked,
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (asked.outgoing.destroyed || asked.outgoing.headersSent) return;
  asked.outgoing.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    ...headers,
  });
  asked.outgoing.end(body);
}
