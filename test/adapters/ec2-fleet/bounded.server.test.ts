import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { loadAws } from '../../../src/adapters/ec2-fleet/aws.ts';

const piece = Buffer.alloc(2 ** 20, ' ');
const sent = { bytes: 0 };
/** Answers with white space for ever; one that is read for ever ends the test, not the machine. */
const endless = createServer((_request, response) => {
  response.writeHead(200, { 'content-type': 'text/xml' });
  const more = () => {
    while (!response.destroyed && sent.bytes < 2 ** 29) {
      sent.bytes += piece.byteLength;
      if (!response.write(piece)) return void response.once('drain', more);
    }
    response.end();
  };
  more();
});
beforeAll(() => new Promise<void>((resolve) => void endless.listen(0, '127.0.0.1', resolve)));
afterAll(() => endless.closeAllConnections());

it('gives up an answer of AWS that does not end', async () => {
  const { port } = z.object({ port: z.number() }).parse(endless.address());
  const aws = await loadAws({
    region: 'eu-central-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'key' },
  });
  await expect(
    aws.describeInstances({}, { abortSignal: AbortSignal.timeout(20_000) }),
  ).rejects.toThrow('does not end within 16777216 bytes');
  expect(sent.bytes).toBeLessThan(2 ** 26);
});
