import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { davyAtTheDoor } from '../../support/davy-at-the-door.ts';

it('cuts off who does not say what they want within some seconds', async () => {
  const bot = await davyAtTheDoor();
  try {
    const slow = connect(Number(new URL(bot.slack.state.davy).port), '127.0.0.1');
    const said: Buffer[] = [];
    slow.on('data', (bytes: Buffer) => said.push(bytes));
    slow.write('POST /slack/events HTTP/1.1\r\nHost: davy\r\nX-Slow: ');
    const before = performance.now();
    await once(slow, 'close');
    expect(Buffer.concat(said).toString()).toMatch(/^HTTP\/1\.1 408 /);
    // Without being told Node looks once in half a minute.
    expect(performance.now() - before).toBeLessThan(25_000);
  } finally {
    await bot.stop();
  }
});
