import { pipeline, Readable, Transform } from 'node:stream';
import { z } from 'zod';

/** Longer than the longest page of AWS; the SDK itself reads until memory ends. */
const mostBytes = 16 * 2 ** 20;

const Answered = z.object({ response: z.looseObject({ body: z.instanceof(Readable) }) });

/** Where the SDK's clients have it done: right behind whoever sends. */
export const nextToTheWire = { step: 'deserialize', priority: 'low' } as const;

/** What AWS, or whoever answers in its place, said: cut off where it does not end. */
export function boundedAnswer<Said extends object>(said: Said): Said {
  const { data } = Answered.safeParse(said);
  if (!data || !('response' in said)) return said;
  const { body } = data.response;
  let bytes = 0;
  const counted = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      bytes += chunk.byteLength;
      if (bytes > mostBytes) done(new Error(`AWS's answer does not end within ${mostBytes} bytes`));
      else done(null, chunk);
    },
  });
  // Whoever reads hears of every fault by what they read.
  pipeline(body, counted, () => undefined);
  Object.assign(said.response ?? {}, { body: counted });
  return said;
}
