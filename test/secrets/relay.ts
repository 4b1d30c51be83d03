import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A relay in front of a vendor that, once it `tattles`, now and then answers with everything it was
 * told and everything it must not know.
 */
export type Relay = {
  readonly url: string;
  to: string;
  tattles: boolean;
  readonly tattled: () => number;
  close(): Promise<void>;
};

/** Not for ever: a story has to end. */
const most = 15;

/**
 * Stands in front of a vendor whose address is set once it is there, and gives `secrets` away: with
 * one of `every` answers.
 */
export async function tattlingRelay(secrets: readonly string[], every: number): Promise<Relay> {
  let asked = 0;
  let tattled = 0;
  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy());
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks);
    if (relay.to === '') return void response.writeHead(503).end();
    asked += 1;
    if (relay.tattles && tattled < most && asked % every === 0) {
      tattled += 1;
      const [status, said] = mischief(
        tattled,
        `no: ${secrets.join(' ')} ${JSON.stringify(request.headers)} ${body.toString('utf8')}`,
      );
      return void response.writeHead(status, { 'content-type': 'application/json' }).end(said);
    }
    const answer = await fetch(`${relay.to}${request.url ?? ''}`, {
      method: request.method ?? 'GET',
      headers: headersOf(request),
      redirect: 'manual',
      ...(body.length > 0 ? { body } : {}),
    });
    const plain = [...answer.headers].filter(
      ([name]) =>
        !['content-encoding', 'content-length', 'transfer-encoding', 'connection'].includes(name),
    );
    response
      .writeHead(answer.status, Object.fromEntries(plain))
      .end(Buffer.from(await answer.arrayBuffer()));
  }

  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const relay: Relay = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    to: '',
    tattles: false,
    tattled: () => tattled,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return relay;
}

function headersOf({ headers }: IncomingMessage): [string, string][] {
  const own = ['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'keep-alive'];
  return Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' && !own.includes(name) ? [[name, value]] : [],
  );
}

/** The ways in which vendors word a no, each with the words put wherever a reader might look. */
function mischief(turn: number, words: string): readonly [status: number, body: string] {
  const all = { ok: false, status: 'error', errorType: 'bad_data', message: words, detail: words };
  switch (turn % 5) {
    case 0:
      return [
        400,
        JSON.stringify({ ...all, error: words, errors: [words], errorMessages: [words] }),
      ];
    case 1:
      return [500, words];
    case 2:
      return [
        409,
        JSON.stringify({
          ...all,
          error: { code: words.slice(0, 60), message: words },
          errors: { field: words },
          errorMessages: [words],
        }),
      ];
    case 3:
      return [
        200,
        `{"ok": false, "error": ${JSON.stringify(words)}, ` +
          `"status": "success", "data": ${JSON.stringify(words)}}`,
      ];
    default:
      return [200, `<html>${words}</html>`];
  }
}
