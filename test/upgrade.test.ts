import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stopWithinMs } from '../src/time/timing.ts';
import { slackOverHttp } from './support/slack-over-http.ts';
import { terminalWorld } from './support/terminal-world.ts';
import { eventually } from './support/until.ts';

let world: ReturnType<typeof terminalWorld>;
beforeEach(() => {
  world = terminalWorld();
  world.configure();
});
afterEach(() => world.end());

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** A Davy as a process of its own. */
async function davy(slackUrl: string) {
  const port = await freePort();
  const child = spawn(process.execPath, ['src/main.ts'], {
    env: world.environment({ PORT: String(port), SLACK_API_URL: slackUrl }),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let log = '';
  child.stdout.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  const address = `http://127.0.0.1:${port}`;
  await eventually(() => expect(log).toContain('Davy is awake'));
  return {
    address,
    log: () => log,
    health: async () => (await fetch(`${address}/healthz`)).status,
    async stop() {
      const begun = performance.now();
      child.kill('SIGTERM');
      const code = await ended;
      return { code, ms: performance.now() - begun };
    },
  };
}

describe('an upgrade in the middle of a release', () => {
  it('hands over to the Davy beside it, and loses nothing that was acknowledged', async () => {
    await world.waiting();
    const slack = await slackOverHttp('shhh');
    const answers = (words: string) => slack.said().filter((said) => said.includes(words)).length;
    try {
      const last = await davy(slack.apiUrl);
      const next = await davy(slack.apiUrl);
      slack.state.davy = last.address;
      // Acknowledged by the last one a moment before it goes.
      expect((await slack.slash('/release', 'why board')).status).toBe(200);
      const { code, ms } = await last.stop();
      expect(code).toBe(0);
      expect(ms).toBeLessThan(stopWithinMs);
      expect(last.log()).toContain('Davy sleeps');
      // Its own database is the next one's now.
      expect(await next.health()).toBe(200);
      await eventually(() => expect(answers('0 of 1 approvals of whiteboard')).toBe(1));
      slack.state.davy = next.address;
      expect((await slack.slash('/release', 'status board')).status).toBe(200);
      await eventually(() => expect(answers('1.41.0 is live')).toBe(1));
      expect(answers('0 of 1 approvals of whiteboard')).toBe(1);
      expect((await next.stop()).code).toBe(0);
    } finally {
      await slack.close();
    }
    const { ledger, stop } = await world.open();
    expect(await ledger.verify()).toEqual([]);
    expect((await ledger.release('rel_1'))?.phase.kind).toBe('waiting');
    await ledger.close();
    await stop();
  });
});
