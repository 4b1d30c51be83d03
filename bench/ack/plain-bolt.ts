import { App, HTTPReceiver, LogLevel } from '@slack/bolt';
import { z } from 'zod';
import { workspace } from './bodies.ts';

// What Davy is compared with: Bolt as it comes, which verifies, acknowledges at once, keeps nothing
// and does nothing.
const receiver = new HTTPReceiver({
  signingSecret: workspace.signingSecret,
  logLevel: LogLevel.ERROR,
});
const app = new App({
  receiver,
  authorize: async () => ({
    botToken: 'xoxb-bench',
    botId: workspace.bot,
    botUserId: workspace.botUser,
  }),
  logLevel: LogLevel.ERROR,
});
app.command(/^\//, async ({ ack }) => ack());
app.action(/^/, async ({ ack }) => ack());

const server = await receiver.start({ host: '127.0.0.1', port: 0 });
const { port } = z.object({ port: z.number() }).parse(server.address());
console.log(`http://127.0.0.1:${port}/slack/events`);
process.once('SIGTERM', () => process.exit(0));
