import { z } from 'zod';
import { announce } from '../processes/announce.ts';
import { startVisitors } from './start.ts';

const options = z.object({
  dataDir: z.string(),
  port: z.number(),
  url: z.string(),
  people: z.number(),
  readMs: z.number(),
});

await announce('visitors', options, async (read) => {
  const visitors = await startVisitors(read);
  return { urls: { url: visitors.url }, close: visitors.close };
});
