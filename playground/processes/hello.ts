import { serve } from '../standin/serve.ts';

/** A door that says who is behind it: a process number alone may belong to a stranger. */
export async function newHello(name: string): Promise<string> {
  const body = { name, pid: process.pid };
  const door = await serve({
    port: 0,
    tooMany: () => ({ status: 429, body: '' }),
    answer: () => ({ status: 200, body }),
    control: () => undefined,
  });
  return door.url;
}
