import { z } from 'zod';
import { announce } from '../processes/announce.ts';
import { startUsers } from './start.ts';

const meetingMs = z.object({ least: z.number(), most: z.number() });
const options = z.object({
  dataDir: z.string(),
  port: z.number(),
  url: z.string(),
  seed: z.number(),
  boards: z.number(),
  usersPerBoard: z.number().exactOptional(),
  drawEveryMs: z.number().exactOptional(),
  meetingMs: meetingMs.exactOptional(),
  lostAfterMs: z.number().exactOptional(),
});

await announce('users', options, async (read) => {
  const users = await startUsers(read);
  return { urls: { url: users.url }, close: users.close };
});
