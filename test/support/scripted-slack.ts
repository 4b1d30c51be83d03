import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What one call is answered with: JSON, a whole HTTP answer, or no answer at all. */
export type Scripted =
  | object
  | {
      readonly status: number;
      readonly text: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | 'hang up'
  | 'say nothing';

/**
 * A Slack that answers exactly what a test tells it to, over real HTTP, and remembers what it was
 * asked.
 */
export async function scriptedSlack(
  answer: (method: string, args: Readonly<Record<string, string>>) => Scripted,
) {
  const calls: {
    readonly method: string;
    readonly args: Readonly<Record<string, string>>;
    readonly token: string;
  }[] = [];
  const state = { answer };
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const method = (request.url ?? '').replace('/api/', '');
      const args = Object.fromEntries(new URLSearchParams(body));
      calls.push({ method, args, token: request.headers.authorization ?? '' });
      const said = state.answer(method, args);
      if (said === 'hang up') return void request.socket.destroy();
      if (said === 'say nothing') return;
      const whole =
        'status' in said && 'text' in said
          ? said
          : { status: 200, text: JSON.stringify(said), headers: {} };
      response
        .writeHead(whole.status, { 'content-type': 'application/json', ...whole.headers })
        .end(whole.text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    calls,
    state,
    account: {
      token: 'xoxb-davy',
      apiUrl: `http://127.0.0.1:${port}/api/`,
      fetch: globalThis.fetch,
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
