import { z } from 'zod';

/** What Node says when it is asked to listen; the address has a secret of its own. */
const listening = /Debugger listening on (ws:\/\/\S+)/;

/** Lines of Node's own about being looked into; nobody but this benchmark asks for them. */
export const aboutLooking: readonly string[] = [
  'Debugger listening on',
  'For help, see:',
  'Debugger attached',
  'Debugger ending on',
];

const Answer = z.object({ id: z.number(), result: z.object({ usedSize: z.number().optional() }) });

/**
 * What the process whose log this is really holds (MB): counted after everything it does not hold
 * was thrown away.
 */
export async function heldBy(log: string): Promise<number> {
  const url = [...log.matchAll(new RegExp(listening, 'g'))].at(-1)?.[1];
  if (url === undefined) throw new Error('this process does not let anybody look into it');
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve);
    socket.addEventListener('error', () => reject(new Error(`nobody answers at ${url}`)));
  });
  const used = await ask(socket, [
    'HeapProfiler.collectGarbage',
    'HeapProfiler.collectGarbage',
    'Runtime.getHeapUsage',
  ]);
  socket.close();
  return Math.round(used / 100_000) / 10;
}

/** Asks in order; the last answer tells how much is used (bytes). */
function ask(socket: WebSocket, methods: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.addEventListener('close', () =>
      reject(new Error('the process went away while it was looked into')),
    );
    socket.addEventListener('message', ({ data }) => {
      const { id, result } = Answer.parse(JSON.parse(String(data)));
      if (id === methods.length) resolve(result.usedSize ?? Number.NaN);
      else send(id);
    });
    const send = (index: number) =>
      socket.send(JSON.stringify({ id: index + 1, method: methods[index] }));
    send(0);
  });
}
